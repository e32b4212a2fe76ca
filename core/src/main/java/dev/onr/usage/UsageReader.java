package dev.onr.usage;

import dev.onr.json.JsonSyntaxException;
import dev.onr.json.JsonValue;
import dev.onr.usage.UsageRules.Source;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an exchange used, and why the model stopped, out of what the upstream sent. Made once
 * when the configuration is loaded; immutable, and shared by all exchanges of a route.
 */
public final class UsageReader {
  /** Reads nothing. */
  public static final UsageReader NONE = of(Optional.empty(), Optional.empty());

  private final Optional<CompiledUsage> usage;
  private final Optional<FinishRules> finishRules;
  private final Optional<FinishReader> finish;
  private final Set<DerivedFigure> derivedFigures = EnumSet.noneOf(DerivedFigure.class);
  private final boolean readsRequest;
  private final boolean readsUpstream;
  private final EventGuard guard;
  private final EventGuard guardOfUsage;

  private UsageReader(Optional<CompiledUsage> usage, Optional<FinishRules> finish) {
    this.usage = usage;
    this.finishRules = finish;
    this.finish = finish.map(FinishReader::new);
    EventGuards wanted = new EventGuards();
    usage.ifPresent(
        rules -> {
          wanted.usage(rules.rules(), rules.eventFacts());
          Arrays.stream(DerivedFigure.values()).filter(rules::reads).forEach(derivedFigures::add);
        });
    this.readsRequest = usage.filter(rules -> rules.reads(Source.REQUEST)).isPresent();
    this.readsUpstream = usage.filter(rules -> rules.reads(Source.UPSTREAM)).isPresent();
    this.guardOfUsage = wanted.guard();
    finish.ifPresent(wanted::finish);
    this.guard = wanted.guard();
  }

  /**
   * Compiles rules.
   *
   * @param usage how usage is read; empty where it is not
   * @param finish where finish reasons are found; empty where they are not
   */
  public static UsageReader of(Optional<UsageRules> usage, Optional<FinishRules> finish) {
    return new UsageReader(usage.map(CompiledUsage::new), finish);
  }

  /** The rules for usage. */
  public Optional<UsageRules> usage() {
    return usage.map(CompiledUsage::rules);
  }

  /** The rules for finish reasons. */
  public Optional<FinishRules> finish() {
    return finishRules;
  }

  /** Whether there is nothing to read, so that nobody needs to feed a {@link #stream}. */
  public boolean isEmpty() {
    return usage.isEmpty() && finish.isEmpty();
  }

  /** The figures that the gateway must work out before it calls {@link #read}; often none. */
  public Set<DerivedFigure> derivedFigures() {
    return Collections.unmodifiableSet(derivedFigures);
  }

  /** Whether facts want {@link FactSources#request()}. */
  public boolean readsRequest() {
    return readsRequest;
  }

  /** Whether {@link #read} wants {@link FactSources#upstream()} of a translated answer. */
  public boolean readsUpstream() {
    return readsUpstream;
  }

  /**
   * Reads a whole answer: the usage, and the finish reason, which may also stand in the text of a
   * stream. Never fails: see {@link UsageReading#trouble()}.
   *
   * @param answer the bytes of the answer's body, with no content encoding left
   * @param sources what else facts may read
   */
  public UsageReading read(byte[] answer, FactSources sources) {
    JsonValue root = null;
    String trouble = "";
    try {
      JsonValue value = JsonValue.parse(answer);
      root = value.isObject() ? value : null;
    } catch (JsonSyntaxException e) {
      trouble = "the answer is not JSON: " + e.getMessage();
    }
    return usage(root, trouble, sources).withFinishReason(finishReason(root, answer));
  }

  private UsageReading usage(@Nullable JsonValue root, String trouble, FactSources sources) {
    if (usage.isEmpty()) {
      return UsageReading.NONE;
    }
    CompiledUsage rules = usage.get();
    return trouble.isEmpty() || rules.canDoWithoutAnswer()
        ? rules.whole(root, sources)
        : UsageReading.unreadable(trouble);
  }

  private Optional<String> finishReason(@Nullable JsonValue root, byte[] answer) {
    if (finish.isEmpty()) {
      return Optional.empty();
    }
    if (root != null) {
      return finish.get().in(root, "");
    }
    return finish.get().inStream(answer);
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

  Optional<CompiledUsage> compiled() {
    return usage;
  }

  /** Why the model stopped, as far as one event says. */
  Optional<String> finishReason(JsonValue payload, String event) {
    return finish.flatMap(rules -> rules.in(payload, event));
  }

  /** The guard of events, as long as a finish reason is looked for too or after that. */
  EventGuard guard(boolean finishReasonWanted) {
    return finishReasonWanted ? guard : guardOfUsage;
  }
}
