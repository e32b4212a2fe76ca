package dev.onr.usage;

import dev.onr.ByteCollector;
import dev.onr.json.JsonSyntaxException;
import dev.onr.json.JsonValue;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What derived figures are worked out from.
 *
 * @param request the client's request as an object; null where it is none
 * @param requestFile the uploaded file; null where there is none, empty counts as none
 * @param answer the body of the answer
 * @param inputTokens estimates the tokens of a text in the request
 * @param outputTokens estimates the tokens of a text in the answer
 */
public record DerivedUsage(
    @Nullable JsonValue request,
    byte @Nullable [] requestFile,
    byte[] answer,
    ToLongFunction<String> inputTokens,
    ToLongFunction<String> outputTokens) {

  /**
   * The wanted figures as the object that {@code source=derived} reads, as far as there are any.
   */
  public JsonValue figures(Set<DerivedFigure> wanted) {
    Map<DerivedFigure, BigDecimal> figures = new EnumMap<>(DerivedFigure.class);
    for (DerivedFigure figure : wanted) {
      of(figure).ifPresent(value -> figures.put(figure, value));
    }
    ByteCollector out = new ByteCollector(64);
    int separator = '{';
    for (Map.Entry<DerivedFigure, BigDecimal> figure : figures.entrySet()) {
      out.write(separator);
      separator = ',';
      JsonValue.of(figure.getKey().key()).writeTo(out);
      out.write(':');
      JsonValue.of(figure.getValue()).writeTo(out);
    }
    if (figures.isEmpty()) {
      out.write('{');
    }
    out.write('}');
    return JsonValue.parse(out.toByteArray());
  }

  private Optional<BigDecimal> of(DerivedFigure figure) {
    return switch (figure) {
      case AUDIO_DURATION_SECONDS -> AudioDuration.ofSeconds(answer);
      case AUDIO_ESTIMATED_TOKENS ->
          AudioDuration.ofSeconds(answer).map(AudioDuration::tokens).map(BigDecimal::valueOf);
      case INPUT_TEXT_TOKENS ->
          request == null ? Optional.empty() : tokens(request, "input", inputTokens);
      case OUTPUT_TEXT_TOKENS -> answerRoot().flatMap(root -> tokens(root, "text", outputTokens));
      case REQUEST_AUDIO_DURATION_SECONDS -> uploaded();
    };
  }

  /** An upload that can't be read was paid for all the same: it counts as one second. */
  private Optional<BigDecimal> uploaded() {
    return requestFile == null || requestFile.length == 0
        ? Optional.empty()
        : AudioDuration.ofSeconds(requestFile).or(() -> Optional.of(BigDecimal.ONE));
  }

  private Optional<JsonValue> answerRoot() {
    try {
      return Optional.of(JsonValue.parse(answer));
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<BigDecimal> tokens(
      JsonValue root, String member, ToLongFunction<String> estimate) {
    JsonValue text = root.member(member);
    long tokens = text == null || text.string().isEmpty() ? 0 : estimate.applyAsLong(text.string());
    return tokens > 0 ? Optional.of(BigDecimal.valueOf(tokens)) : Optional.empty();
  }
}
