package dev.onr.dialect;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How the next token is chosen and when to stop. Numbers keep the form in which the client wrote
 * them.
 *
 * @param maxTokens limit of generated tokens
 * @param candidates how many answers are wanted (chat: n)
 * @param topLogprobs how many alternatives to report per token; present also as 0 when log
 *     probabilities are wanted alone
 * @param stops stop sequences, verbatim
 */
public record Sampling(
    OptionalInt maxTokens,
    Optional<BigDecimal> temperature,
    Optional<BigDecimal> topP,
    OptionalInt topK,
    Optional<BigDecimal> frequencyPenalty,
    Optional<BigDecimal> presencePenalty,
    OptionalLong seed,
    OptionalInt candidates,
    Optional<Boolean> logprobs,
    OptionalInt topLogprobs,
    Map<String, BigDecimal> logitBias,
    List<String> stops) {
  /** Nothing said: the vendor's defaults. */
  public static final Sampling DEFAULT =
      new Sampling(
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Map.of(),
          List.of());

  public Sampling {
    logitBias = Map.copyOf(logitBias);
    stops = List.copyOf(stops);
  }
}
