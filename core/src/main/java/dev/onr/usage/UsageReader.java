package dev.onr.usage;

import java.util.Optional;
import java.util.Set;

/**
 * Reads what an exchange used, and why the model stopped, out of what the upstream sent. Made once
 * when the configuration is loaded; immutable, and shared by all exchanges of a route.
 */
public final class UsageReader {
  /** Reads nothing. */
  public static final UsageReader NONE = of(Optional.empty(), Optional.empty());

  private final Optional<UsageRules> usage;
  private final Optional<FinishRules> finish;

  private UsageReader(Optional<UsageRules> usage, Optional<FinishRules> finish) {
    this.usage = usage;
    this.finish = finish;
  }

  /**
   * Compiles rules.
   *
   * @param usage how usage is read; empty where it is not
   * @param finish where finish reasons are found; empty where they are not
   */
  public static UsageReader of(Optional<UsageRules> usage, Optional<FinishRules> finish) {
    return new UsageReader(usage, finish);
  }

  /** The rules for usage. */
  public Optional<UsageRules> usage() {
    return usage;
  }

  /** The rules for finish reasons. */
  public Optional<FinishRules> finish() {
    return finish;
  }

  /** Whether there is nothing to read, so that nobody needs to feed a {@link #stream}. */
  public boolean isEmpty() {
    return usage.isEmpty() && finish.isEmpty();
  }

  /** The figures that the gateway must work out before it calls {@link #read}; often none. */
  public Set<DerivedFigure> derivedFigures() {
    return Set.of();
  }

  /** Whether {@link #read} wants {@link FactSources#upstream()} of a translated answer. */
  public boolean readsUpstream() {
    return false;
  }

  /**
   * Reads the usage of a whole answer. Never fails: see {@link UsageReading#trouble()}.
   *
   * @param answer the bytes of the answer's body, decoded
   * @param sources what else facts may read
   */
  public UsageReading read(byte[] answer, FactSources sources) {
    return UsageReading.NONE;
  }

  /**
   * Reads why the model stopped from a whole answer, which may also be the text of a stream;
   * trimmed, empty where it does not say.
   */
  public Optional<String> finishReason(byte[] answer) {
    return Optional.empty();
  }

  /**
   * Begins to read a stream.
   *
   * @param sources what facts may read beside the events; {@link FactSources#upstream()} does not
   *     count, since events are always the upstream's own
   */
  public UsageStream stream(FactSources sources) {
    return new UsageStream(this, sources);
  }
}
