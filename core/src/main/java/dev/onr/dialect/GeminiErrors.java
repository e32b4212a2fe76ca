package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Errors of Google's APIs: an HTTP status as {@code code} and a canonical code as {@code status}
 * (Google, "API errors", google.rpc.Code).
 */
final class GeminiErrors {
  private GeminiErrors() {}

  /** The error that an answer or an event carries instead of candidates. */
  static Optional<UpstreamError> read(Members answer) {
    if (!answer.has("error")) {
      return Optional.empty();
    }
    if (answer.node().get("error").isString()) {
      return Optional.of(new UpstreamError(0, "", "", "", answer.text("error")));
    }
    return answer
        .object("error")
        .map(
            error -> {
              int status = error.integer("code").orElse(0);
              String message = error.text("message");
              return new UpstreamError(
                  status >= 400 && status < 600 ? status : 0,
                  error.text("status"),
                  "",
                  "",
                  message.isEmpty() ? error.toString() : message);
            });
  }

  /** An error as Google writes it. */
  static ObjectNode write(UpstreamError error) {
    String name = canonical(error);
    ObjectNode target = JsonTree.object();
    target
        .putObject("error")
        .put("code", error.status() > 0 ? error.status() : httpStatus(name))
        .put("message", error.message())
        .put("status", name);
    return target;
  }

  private static String canonical(UpstreamError error) {
    String type = error.type().toLowerCase(Locale.ROOT);
    return switch (type) {
      case "invalid_request_error" -> "INVALID_ARGUMENT";
      case "authentication_error" -> "UNAUTHENTICATED";
      case "permission_error", "permission_denied_error" -> "PERMISSION_DENIED";
      case "not_found_error" -> "NOT_FOUND";
      case "rate_limit_error", "rate_limit_exceeded", "insufficient_quota", "billing_error" ->
          "RESOURCE_EXHAUSTED";
      case "overloaded_error", "upstream_error" -> "UNAVAILABLE";
      case "timeout_error" -> "DEADLINE_EXCEEDED";
      default ->
          // A canonical code, from another Google API.
          !type.isEmpty() && error.type().matches("[A-Z_]+")
              ? error.type()
              : ofStatus(error.status());
    };
  }

  private static String ofStatus(int status) {
    return switch (status) {
      case 400 -> "INVALID_ARGUMENT";
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 502, 503 -> "UNAVAILABLE";
      case 504 -> "DEADLINE_EXCEEDED";
      default -> "INTERNAL";
    };
  }

  private static int httpStatus(String name) {
    return switch (name) {
      case "INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE" -> 400;
      case "UNAUTHENTICATED" -> 401;
      case "PERMISSION_DENIED" -> 403;
      case "NOT_FOUND" -> 404;
      case "RESOURCE_EXHAUSTED" -> 429;
      case "UNAVAILABLE" -> 503;
      case "DEADLINE_EXCEEDED" -> 504;
      default -> 500;
    };
  }
}
