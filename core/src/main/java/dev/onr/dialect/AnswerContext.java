package dev.onr.dialect;

import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What a writer of answers takes from the exchange.
 *
 * @param requestModel the model that the client asked for; written where the upstream names none
 * @param nowSeconds time at which the exchange began, seconds since the epoch; constant for a
 *     stream
 * @param uniqueId gives a new unique suffix for ids that the upstream lacks
 * @param showReasoning whether the client asked to see reasoning (Messages clients: thinking
 *     enabled)
 * @param streamUsage whether a chat client asked for a usage chunk; others always get usage
 */
public record AnswerContext(
    String requestModel,
    long nowSeconds,
    Supplier<String> uniqueId,
    boolean showReasoning,
    boolean streamUsage) {
  /**
   * For a client that is to see everything: reasoning, and usage in streams.
   *
   * @param requestModel the model that the client asked for
   * @param clock says when the exchange begins: now
   * @param uniqueId gives a new unique suffix for ids that the upstream lacks
   */
  public static AnswerContext showingAll(
      String requestModel, InstantSource clock, Supplier<String> uniqueId) {
    return new AnswerContext(requestModel, clock.instant().getEpochSecond(), uniqueId, true, true);
  }
}
