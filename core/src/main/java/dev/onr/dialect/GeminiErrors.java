package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Errors of Google's APIs: an HTTP status as {@code code} and a canonical code as {@code status}
 * (Google, "API errors", google.rpc.Code). The canonical code travels as the error's code; its type
 * is the word that OpenAI and Anthropic have for it.
 */
final class GeminiErrors {
  /** Canonical code, HTTP status and type of one kind of error. */
  private record Kind(String canonical, int status, String type) {}

  /** The first kind with a type or a status is the one to write. */
  private static final List<Kind> KINDS =
      List.of(
          new Kind("INVALID_ARGUMENT", 400, "invalid_request_error"),
          new Kind("FAILED_PRECONDITION", 400, "invalid_request_error"),
          new Kind("OUT_OF_RANGE", 400, "invalid_request_error"),
          new Kind("UNAUTHENTICATED", 401, "authentication_error"),
          new Kind("PERMISSION_DENIED", 403, "permission_error"),
          new Kind("NOT_FOUND", 404, "not_found_error"),
          new Kind("RESOURCE_EXHAUSTED", 429, "rate_limit_error"),
          new Kind("RESOURCE_EXHAUSTED", 429, "insufficient_quota"),
          new Kind("UNAVAILABLE", 503, "overloaded_error"),
          new Kind("UNAVAILABLE", 502, "upstream_error"),
          new Kind("DEADLINE_EXCEEDED", 504, "timeout_error"),
          new Kind("INTERNAL", 500, "api_error"));

  private static final Kind UNKNOWN = KINDS.getLast();

  private GeminiErrors() {}

  /** The error that an answer or an event carries instead of candidates. */
  static Optional<UpstreamError> read(Members answer) {
    if (!answer.has("error")) {
      return Optional.empty();
    }
    if (answer.node().path("error").isString()) {
      return Optional.of(new UpstreamError(0, "", "", "", answer.text("error")));
    }
    return answer
        .object("error")
        .map(
            error -> {
              int status = error.integer("code").orElse(0);
              String canonical = error.text("status");
              String message = error.text("message");
              return new UpstreamError(
                  status >= 400 && status < 600 ? status : 0,
                  canonical.isEmpty()
                      ? kind(kind -> kind.status == status).map(Kind::type).orElse("")
                      : kind(kind -> kind.canonical.equals(canonical)).orElse(UNKNOWN).type,
                  canonical,
                  "",
                  message.isEmpty() ? error.toString() : message,
                  RetryInfo.of(error.node()));
            });
  }

  /** An error as Google writes it. */
  static ObjectNode write(UpstreamError error) {
    Kind kind =
        kind(known -> known.canonical.equals(error.code()))
            .or(() -> kind(known -> known.type.equals(error.type())))
            .or(() -> kind(known -> known.status == error.status()))
            .orElse(UNKNOWN);
    boolean own = error.code().matches("[A-Z]+(_[A-Z]+)*");
    ObjectNode target = JsonTree.object();
    target
        .putObject("error")
        .put("code", error.status() > 0 ? error.status() : kind.status)
        .put("message", error.message())
        .put("status", own ? error.code() : kind.canonical);
    return target;
  }

  private static Optional<Kind> kind(Predicate<Kind> wanted) {
    return KINDS.stream().filter(wanted).findFirst();
  }
}
