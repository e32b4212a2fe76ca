package dev.onr.usage;

import dev.onr.json.JsonValue;
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
    return JsonValue.parse("{}");
  }
}
