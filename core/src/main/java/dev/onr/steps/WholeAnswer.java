package dev.onr.steps;

import dev.onr.json.JsonDocument;
import dev.onr.json.JsonSyntaxException;
import dev.onr.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A whole body after the response steps.
 *
 * @param body the bytes to send; the very array that came in when nothing changed
 * @param contentType the content type to send; null where there is none
 * @param edited whether the bytes differ from those that came in
 */
public record WholeAnswer(byte[] body, @Nullable String contentType, boolean edited) {
  static WholeAnswer of(
      ResponseSteps steps, byte[] body, @Nullable String contentType, Variables variables) {
    WholeAnswer untouched = new WholeAnswer(body, contentType, false);
    boolean declared = MediaType.parse(contentType == null ? "" : contentType).mentionsJson();
    if (steps.json().isEmpty() || !startsLikeObject(body)) {
      return untouched;
    }
    JsonDocument document;
    try {
      JsonValue value = JsonValue.parse(body);
      document = JsonDocument.of(value);
    } catch (JsonSyntaxException e) {
      return untouched;
    }
    new EventRewriter(steps, variables).runJson(document, "");
    if (!document.isEdited()) {
      return untouched;
    }
    return new WholeAnswer(document.bytes(), declared ? contentType : "application/json", true);
  }

  private static boolean startsLikeObject(byte[] body) {
    for (byte b : body) {
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return b == '{';
      }
    }
    return false;
  }
}
