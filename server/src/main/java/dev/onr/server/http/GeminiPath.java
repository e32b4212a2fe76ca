package dev.onr.server.http;

import dev.onr.Api;
import dev.onr.steps.RequestRejected;
import java.util.Locale;

/**
 * The part of a Gemini path behind {@code /v1beta/models/}, understood.
 *
 * @param model the model as the path names it; may contain slashes
 * @param api the API of the action
 * @param stream whether the action answers with a stream
 */
public record GeminiPath(String model, Api api, boolean stream) {
  /**
   * Takes {@code model:action} apart. Actions compare without case.
   *
   * @param rest percent-decoded
   * @throws RequestRejected 400 {@code invalid_path} or {@code unsupported_gemini_action}
   */
  public static GeminiPath parse(String rest) {
    String trimmed = rest.strip();
    String path = trimmed.startsWith("/") ? trimmed.substring(1) : trimmed;
    if (path.isEmpty()) {
      throw new RequestRejected(400, "invalid_path", "missing gemini path");
    }
    int colon = path.indexOf(':');
    String model = colon < 0 ? "" : path.substring(0, colon).strip();
    String action = colon < 0 ? "" : path.substring(colon + 1).strip();
    if (model.isEmpty() || action.isEmpty()) {
      throw new RequestRejected(
          400, "invalid_path", "invalid gemini path, expected /models/{model}:{action}");
    }
    return switch (action.toLowerCase(Locale.ROOT)) {
      case "generatecontent" -> new GeminiPath(model, Api.GEMINI_GENERATE_CONTENT, false);
      case "streamgeneratecontent" ->
          new GeminiPath(model, Api.GEMINI_STREAM_GENERATE_CONTENT, true);
      case "predictlongrunning" -> new GeminiPath(model, Api.GEMINI_PREDICT_LONG_RUNNING, false);
      default ->
          throw new RequestRejected(
              400, "unsupported_gemini_action", "unsupported gemini action: " + action);
    };
  }

  /**
   * The raw query with {@code alt=sse} added unless {@code alt} has a value: without it Gemini
   * streams one JSON array instead of events.
   */
  public static String withEventStream(String query) {
    StringBuilder kept = new StringBuilder(query.length() + 8);
    for (String pair : query.split("&")) {
      if (pair.startsWith("alt=") && !pair.substring(4).replace("+", "").isBlank()) {
        return query;
      }
      if (!pair.isEmpty() && !pair.equals("alt") && !pair.startsWith("alt=")) {
        kept.append(pair).append('&');
      }
    }
    return kept.append("alt=sse").toString();
  }
}
