package dev.onr.server.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What to send back. */
sealed interface Answer {
  /**
   * One body.
   *
   * @param headers further header fields
   */
  record Whole(int status, String contentType, byte[] body, Map<String, String> headers)
      implements Answer {}

  /**
   * Events, complete with their line ends.
   *
   * @param error the event that breaks the stream off when the request asks for that
   */
  record Events(String contentType, List<String> events, String error) implements Answer {}

  static Answer json(JsonNode body) {
    return json(200, body, Map.of());
  }

  static Answer json(int status, JsonNode body, Map<String, String> headers) {
    return new Whole(
        status,
        "application/json; charset=utf-8",
        body.toString().getBytes(StandardCharsets.UTF_8),
        headers);
  }

  static Answer text(String contentType, String body) {
    return bytes(contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  static Answer bytes(String contentType, byte[] body) {
    return new Whole(200, contentType, body, Map.of());
  }

  /** An error in the vendor's shape; a redirect has no body. */
  static Answer error(
      Vendor vendor, int status, String message, @Nullable String parameter, Script script) {
    if (status < 400) {
      return new Whole(status, "text/plain", new byte[0], Map.of("location", "/elsewhere"));
    }
    boolean wait = status == 429 || status == 503 || script.retryAfter().isPresent();
    return json(
        status,
        vendor.error(status, message, parameter),
        wait ? Map.of("retry-after", Integer.toString(script.retryAfter().orElse(1))) : Map.of());
  }
}
