package dev.onr.usage;

import java.util.List;
import java.util.Optional;

/**
 * What was read from an answer.
 *
 * @param usage what it comes to; {@link Usage#NONE} where nothing was reported
 * @param facts the facts that matched, also with a quantity of zero; one for each dimension, unit
 *     and set of attributes (in streams one for each rule)
 * @param finishReason why the model stopped, trimmed; empty where the answer does not say
 * @param trouble why nothing could be read, where the answer is not JSON; empty otherwise
 */
public record UsageReading(
    Usage usage, List<MatchedFact> facts, Optional<String> finishReason, Optional<String> trouble) {
  /** Nothing was reported. */
  public static final UsageReading NONE =
      new UsageReading(Usage.NONE, List.of(), Optional.empty(), Optional.empty());

  public UsageReading {
    facts = List.copyOf(facts);
  }

  static UsageReading of(Usage usage, List<MatchedFact> facts) {
    return new UsageReading(usage, facts, Optional.empty(), Optional.empty());
  }

  static UsageReading unreadable(String trouble) {
    return new UsageReading(Usage.NONE, List.of(), Optional.empty(), Optional.of(trouble));
  }

  UsageReading withFinishReason(Optional<String> reason) {
    return new UsageReading(usage, facts, reason, trouble);
  }

  /** Whether nothing was reported: no tokens, and no other quantity above zero. */
  public boolean isEmpty() {
    return !usage.hasTokens()
        && usage.extras().values().stream().allMatch(quantity -> quantity.signum() == 0);
  }
}
