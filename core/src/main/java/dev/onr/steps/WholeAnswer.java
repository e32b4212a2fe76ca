package dev.onr.steps;

import org.jspecify.annotations.Nullable;

/**
 * A whole body after the response steps.
 *
 * @param body the bytes to send; the very array that came in when nothing changed
 * @param contentType the content type to send; null where there is none
 */
public record WholeAnswer(byte[] body, @Nullable String contentType) {
  static WholeAnswer of(
      ResponseSteps steps, byte[] body, @Nullable String contentType, Variables variables) {
    return new WholeAnswer(body, contentType);
  }
}
