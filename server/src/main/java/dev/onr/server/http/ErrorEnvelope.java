package dev.onr.server.http;

import dev.onr.Api;
import dev.onr.Dialect;

/**
 * Failures in the words of each dialect. Clients' SDKs read status, type and message; {@code code}
 * and {@code param} are kept wherever the dialect has a place for them.
 */
public final class ErrorEnvelope {
  /** Of every envelope. */
  public static final String CONTENT_TYPE = "application/json; charset=utf-8";

  private ErrorEnvelope() {}

  /** The body of an error answer. */
  public static String body(Dialect dialect, Failure failure, String requestId) {
    JsonText json = new JsonText();
    switch (dialect) {
      case OPENAI -> openAi(json, failure, requestId);
      case ANTHROPIC -> anthropic(json, failure, requestId);
      case GEMINI -> gemini(json, failure, requestId);
    }
    return json.toString();
  }

  /**
   * The last event of a stream that broke: one whole server-sent event, blank line included. The
   * Responses API has an error event of its own; in the others an error object takes the place of a
   * chunk.
   *
   * @param sequenceNumber the event's number in a stream of the Responses API
   */
  public static String event(Api api, Failure failure, String requestId, long sequenceNumber) {
    if (api == Api.RESPONSES) {
      return new JsonText()
          .raw("event: error\ndata: {\"type\":\"error\",\"code\":")
          .string(failure.code())
          .raw(",\"message\":")
          .string(message(failure, requestId))
          .raw(",\"param\":null,\"sequence_number\":")
          .raw(Long.toString(sequenceNumber))
          .raw("}\n\n")
          .toString();
    }
    String name = api.dialect() == Dialect.ANTHROPIC ? "event: error\n" : "";
    return name + "data: " + body(api.dialect(), failure, requestId) + "\n\n";
  }

  private static String message(Failure failure, String requestId) {
    // The bare refusal of a credential has always come without the id.
    return failure.status() == 401
        ? failure.message()
        : failure.message() + " (request id: " + requestId + ")";
  }

  private static void openAi(JsonText json, Failure failure, String requestId) {
    json.raw("{\"error\":{\"code\":").string(failure.code());
    json.raw(",\"message\":").string(message(failure, requestId));
    failure.param().ifPresent(param -> json.raw(",\"param\":").string(param));
    String type = failure.status() >= 500 ? "server_error" : "invalid_request_error";
    json.raw(",\"type\":").string(type).raw("}}");
  }

  private static void anthropic(JsonText json, Failure failure, String requestId) {
    json.raw("{\"type\":\"error\",\"error\":{\"type\":").string(anthropicType(failure.status()));
    json.raw(",\"message\":").string(message(failure, requestId));
    json.raw(",\"code\":").string(failure.code());
    failure.param().ifPresent(param -> json.raw(",\"param\":").string(param));
    json.raw("},\"request_id\":").string(requestId).raw("}");
  }

  /** The types of Anthropic's error reference. */
  private static String anthropicType(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 408, 504 -> "timeout_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 529 -> "overloaded_error";
      default -> status >= 500 ? "api_error" : "invalid_request_error";
    };
  }

  private static void gemini(JsonText json, Failure failure, String requestId) {
    json.raw("{\"error\":{\"code\":").raw(Integer.toString(failure.status()));
    json.raw(",\"message\":").string(message(failure, requestId));
    json.raw(",\"status\":").string(geminiStatus(failure.status()));
    json.raw(",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":");
    json.string(failure.code()).raw(",\"domain\":\"onr\",\"metadata\":{\"request_id\":");
    json.string(requestId);
    failure.param().ifPresent(param -> json.raw(",\"param\":").string(param));
    json.raw("}}]}}");
  }

  /** The canonical names of google.rpc.Code for HTTP statuses. */
  private static String geminiStatus(int status) {
    return switch (status) {
      case 400, 413, 431 -> "INVALID_ARGUMENT";
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 408, 504 -> "DEADLINE_EXCEEDED";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 501 -> "UNIMPLEMENTED";
      case 502, 503 -> "UNAVAILABLE";
      default -> status >= 500 ? "INTERNAL" : "INVALID_ARGUMENT";
    };
  }
}
