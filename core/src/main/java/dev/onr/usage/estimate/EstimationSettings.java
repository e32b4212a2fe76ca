package dev.onr.usage.estimate;

import dev.onr.Api;
import java.util.EnumSet;
import java.util.Set;

/**
 * When and how missing usage is estimated. The three limits bound the work, not the result: of
 * longer text only the beginning is counted, and the count grows in proportion to the whole.
 *
 * @param enabled {@code usage_estimation.enabled}, true, {@code ONR_USAGE_ESTIMATION_ENABLED}
 * @param whenMissingOrZero {@code usage_estimation.estimate_when_missing_or_zero}, true: a second
 *     switch; both must be on
 * @param strategy {@code usage_estimation.strategy}, heuristic: how text is counted
 * @param maxRequestBytes {@code usage_estimation.max_request_bytes}, 1 MiB: how much text of a
 *     request is counted
 * @param maxResponseBytes {@code usage_estimation.max_response_bytes}, 1 MiB: how much text of an
 *     answer is counted
 * @param maxStreamCollectBytes {@code usage_estimation.max_stream_collect_bytes}, 256 KiB: how much
 *     of a stream's events is kept for it; each stream that runs may hold as much
 * @param apis {@code usage_estimation.apis}: the APIs that take part
 */
public record EstimationSettings(
    boolean enabled,
    boolean whenMissingOrZero,
    EstimationStrategy strategy,
    int maxRequestBytes,
    int maxResponseBytes,
    int maxStreamCollectBytes,
    Set<Api> apis) {
  private static final int MIB = 1 << 20;

  /** What holds where onr.yaml says nothing. */
  public static final EstimationSettings DEFAULTS =
      new EstimationSettings(
          true,
          true,
          EstimationStrategy.HEURISTIC,
          MIB,
          MIB,
          MIB / 4,
          EnumSet.of(
              Api.CHAT_COMPLETIONS,
              Api.RESPONSES,
              Api.CLAUDE_MESSAGES,
              Api.EMBEDDINGS,
              Api.GEMINI_GENERATE_CONTENT,
              Api.GEMINI_STREAM_GENERATE_CONTENT));

  public EstimationSettings {
    apis = Set.copyOf(apis);
  }

  /** Whether usage of this API may be estimated. */
  public boolean covers(Api api) {
    return enabled && whenMissingOrZero && apis.contains(api);
  }

  /** The same settings with another strategy. */
  public EstimationSettings with(EstimationStrategy other) {
    return new EstimationSettings(
        enabled,
        whenMissingOrZero,
        other,
        maxRequestBytes,
        maxResponseBytes,
        maxStreamCollectBytes,
        apis);
  }
}
