package dev.onr.dialect;

import dev.onr.Dialect;
import dev.onr.json.InvalidJson;
import dev.onr.json.JsonTree;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bodies with which vendors report errors, read in whatever form and written in the client's
 * dialect (OpenAI, "Error codes"; Anthropic, "Errors"; Google, "API errors").
 */
public final class ErrorBodies {
  private ErrorBodies() {}

  /** Whether a body is an error as clients of this dialect expect it. */
  public static boolean isHome(Dialect dialect, JsonNode body) {
    if (!(body.get("error") instanceof ObjectNode error) || !isText(error.get("message"))) {
      return false;
    }
    boolean google = isGoogle(error);
    boolean anthropic = isText(body.get("type")) && body.get("type").asString().equals("error");
    return switch (dialect) {
      case OPENAI -> !google && !anthropic;
      case ANTHROPIC -> anthropic && isText(error.get("type"));
      case GEMINI -> google;
    };
  }

  private static boolean isGoogle(ObjectNode error) {
    return isText(error.get("status"))
        && error.get("code") != null
        && error.get("code").isIntegralNumber();
  }

  private static boolean isText(@Nullable JsonNode node) {
    return node != null && node.isString();
  }

  /**
   * Reads an error of any vendor.
   *
   * @param status the HTTP status that it came with, or is to be shown with
   * @return nothing where the body has no form that is known
   */
  public static Optional<UpstreamError> read(JsonNode body, int status) {
    // Google sends arrays of one where a stream was asked for.
    JsonNode root = body instanceof ArrayNode array && array.size() == 1 ? array.get(0) : body;
    if (!(root instanceof ObjectNode object)) {
      return Optional.empty();
    }
    if (object.get("error") instanceof ObjectNode error) {
      return Optional.of(nested(error, status));
    }
    if (object.get("base_resp") instanceof ObjectNode minimax) {
      String code = first(minimax, "status_code");
      return Optional.of(
          new UpstreamError(
              status, "", "minimax_" + code, "", or(first(minimax, "status_msg"), code)));
    }
    String message =
        or(
            first(object, "error", "message", "Message", "msg", "error_msg", "detail"),
            first(object, "error_description"));
    if (message.isEmpty()) {
      return Optional.empty();
    }
    String type = first(object, "type", "__type");
    String code = first(object, "code", "error_code", "status_code");
    return Optional.of(new UpstreamError(status, type, code, first(object, "param"), message));
  }

  /**
   * Reads the error that an event of a stream is, in any dialect; empty where it is none.
   *
   * @param data the event's data
   */
  public static Optional<UpstreamError> readEvent(byte[] data) {
    JsonNode event;
    try {
      event = JsonTree.parse(data);
    } catch (InvalidJson e) {
      return Optional.empty();
    }
    String type = event.path("type").asString("");
    if (type.equals("response.failed")) {
      return read(event.path("response"), 0);
    }
    JsonNode error = event.path("error");
    boolean told = error.isObject() || !error.asString("").isEmpty();
    return told || type.equals("error") ? read(event, 0) : Optional.empty();
  }

  private static UpstreamError nested(ObjectNode error, int status) {
    boolean google = isGoogle(error);
    String type = google ? first(error, "status") : first(error, "type");
    String code = google ? reason(error) : first(error, "code");
    String message = or(first(error, "message"), JsonTree.text(error));
    return new UpstreamError(
        status, type, code, first(error, "param"), message, RetryInfo.of(error));
  }

  /** The reason in a google.rpc.ErrorInfo. */
  private static String reason(ObjectNode error) {
    if (error.get("details") instanceof ArrayNode details) {
      for (JsonNode detail : details) {
        if (detail instanceof ObjectNode object && !first(object, "reason").isEmpty()) {
          return first(object, "reason");
        }
      }
    }
    return "";
  }

  /** The first of these members that is a text or a number. */
  private static String first(ObjectNode object, String... names) {
    for (String name : names) {
      JsonNode value = object.get(name);
      if (value != null && (value.isString() || value.isNumber())) {
        String text = value.asString();
        if (!text.isBlank()) {
          return text;
        }
      }
    }
    return "";
  }

  private static String or(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  /**
   * Writes an error as clients of a dialect expect it. Type, code and parameter keep the vendor's
   * words; where it has none, the status gives a type.
   */
  public static ObjectNode write(Dialect dialect, UpstreamError error) {
    return switch (dialect) {
      case OPENAI -> openAi(error);
      case ANTHROPIC -> anthropic(error);
      case GEMINI -> google(error);
    };
  }

  private static ObjectNode openAi(UpstreamError error) {
    ObjectNode body = JsonTree.object();
    ObjectNode inner = body.putObject("error").put("message", error.message());
    inner.put("type", or(error.type(), "upstream_error"));
    if (error.param().isEmpty()) {
      inner.putNull("param");
    } else {
      inner.put("param", error.param());
    }
    if (error.code().isEmpty()) {
      inner.putNull("code");
    } else {
      inner.put("code", error.code());
    }
    return body;
  }

  private static ObjectNode anthropic(UpstreamError error) {
    ObjectNode body = JsonTree.object().put("type", "error");
    ObjectNode inner = body.putObject("error");
    inner.put("type", or(error.type(), anthropicType(error.status())));
    inner.put("message", error.message());
    if (!error.code().isEmpty()) {
      inner.put("code", error.code());
    }
    if (!error.param().isEmpty()) {
      inner.put("param", error.param());
    }
    return body;
  }

  private static String anthropicType(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "billing_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 408, 504 -> "timeout_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 529 -> "overloaded_error";
      default -> status >= 500 ? "api_error" : "invalid_request_error";
    };
  }

  private static ObjectNode google(UpstreamError error) {
    ObjectNode body = GeminiErrors.write(error);
    boolean canonical = error.type().matches("[A-Z_]+");
    String reason = or(error.code(), canonical ? "" : error.type());
    if (!reason.isEmpty() && body.get("error") instanceof ObjectNode inner) {
      ObjectNode info = inner.putArray("details").addObject();
      info.put("@type", "type.googleapis.com/google.rpc.ErrorInfo");
      info.put("reason", reason).put("domain", "upstream");
      ObjectNode metadata = info.putObject("metadata");
      putUnlessEmpty(metadata, "type", canonical ? "" : error.type());
      putUnlessEmpty(metadata, "param", error.param());
    }
    return body;
  }

  private static void putUnlessEmpty(ObjectNode target, String name, String text) {
    if (!text.isEmpty()) {
      target.put(name, text);
    }
  }
}
