package dev.onr.server.demo;

import static dev.onr.server.demo.Json.field;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Whose errors to imitate. */
enum Vendor {
  OPENAI,
  ANTHROPIC,
  GOOGLE;

  /** The vendor whose API a path belongs to. */
  static Vendor of(String path) {
    if (path.startsWith("/v1beta/") || path.startsWith("/v1/models/")) {
      return GOOGLE;
    }
    return path.startsWith("/v1/messages") ? ANTHROPIC : OPENAI;
  }

  /** Where the vendor tells its own id of a request. */
  String requestIdHeader() {
    return switch (this) {
      case OPENAI -> "x-request-id";
      case ANTHROPIC -> "request-id";
      case GOOGLE -> "x-goog-request-id";
    };
  }

  ObjectNode error(int status, String message, @Nullable String parameter) {
    return switch (this) {
      case OPENAI ->
          Json.object(
              field(
                  "error",
                  Json.object(
                      field("message", message),
                      field("type", openAiType(status)),
                      field("param", parameter),
                      field("code", openAiCode(status)))));
      case ANTHROPIC ->
          Json.object(
              field("type", "error"),
              field(
                  "error",
                  Json.object(field("type", anthropicType(status)), field("message", message))),
              field("request_id", "req_simulated"));
      case GOOGLE ->
          Json.object(
              field(
                  "error",
                  Json.object(
                      field("code", status),
                      field("message", message),
                      field("status", googleStatus(status)))));
    };
  }

  private static String openAiType(int status) {
    if (status == 429) {
      return "requests";
    }
    return status >= 500 ? "server_error" : "invalid_request_error";
  }

  private static @Nullable String openAiCode(int status) {
    return switch (status) {
      case 401 -> "invalid_api_key";
      case 404 -> "model_not_found";
      case 429 -> "rate_limit_exceeded";
      case 500 -> "internal_error";
      default -> null;
    };
  }

  /** Anthropic's documentation of errors lists one type for each status. */
  private static String anthropicType(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "billing_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 504 -> "timeout_error";
      case 529 -> "overloaded_error";
      default -> status >= 500 ? "api_error" : "invalid_request_error";
    };
  }

  /** The HTTP mapping of google.rpc.Code. */
  private static String googleStatus(int status) {
    return switch (status) {
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 409 -> "ABORTED";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 499 -> "CANCELLED";
      case 501 -> "UNIMPLEMENTED";
      case 503 -> "UNAVAILABLE";
      case 504 -> "DEADLINE_EXCEEDED";
      default -> status >= 500 ? "INTERNAL" : "INVALID_ARGUMENT";
    };
  }
}
