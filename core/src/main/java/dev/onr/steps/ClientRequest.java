package dev.onr.steps;

import dev.onr.Api;
import dev.onr.dialect.AnswerContext;
import dev.onr.json.JsonValue;
import dev.onr.json.ObjectPath;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a client asked for, as a route sees it. Every attempt starts from the same client request;
 * no step changes it.
 *
 * @param api the API that the path names
 * @param stream whether the client asked for a stream
 * @param model the effective model, trimmed: a token's override, else the body's or the path's; may
 *     be empty
 * @param modelOverridden whether the caller's token or models.yaml replaced the model, so that the
 *     body must be made to say it
 * @param method HTTP method
 * @param path the path as the client sent it, still percent-encoded
 * @param query the raw query without {@code ?}; empty where there is none
 * @param headers the client's headers
 * @param body the client's body
 */
public record ClientRequest(
    Api api,
    boolean stream,
    String model,
    boolean modelOverridden,
    String method,
    String path,
    String query,
    HeaderView headers,
    RequestBody body) {
  private static final ObjectPath THINKING = new ObjectPath(List.of("thinking", "type"));
  private static final ObjectPath INCLUDE_USAGE =
      new ObjectPath(List.of("stream_options", "include_usage"));

  /**
   * A request with a JSON body that names its model and says whether it wants a stream, as those of
   * all APIs but Gemini's do.
   *
   * @param path the path as the client sent it, without a query
   * @param headers the client's headers
   * @param json the body, which from now on nobody may change
   * @throws RequestRejected when the body can't be read
   */
  public static ClientRequest post(Api api, String path, HeaderView headers, byte[] json) {
    RequestBody body = RequestBody.json(json);
    return new ClientRequest(
        api, body.stream(), body.model(), false, "POST", path, "", headers, body);
  }

  /** The same for another model, which the body must be made to say. */
  public ClientRequest withModel(String other) {
    return new ClientRequest(api, stream, other, true, method, path, query, headers, body);
  }

  /**
   * What writers of this client's answer need to know.
   *
   * @param nowSeconds when the exchange began, seconds since the epoch
   * @param uniqueId gives unique suffixes of ids
   */
  public AnswerContext answerContext(long nowSeconds, Supplier<String> uniqueId) {
    return new AnswerContext(model, nowSeconds, uniqueId, showReasoning(), streamUsage());
  }

  /** A client of Messages sees thinking only where it has enabled it. */
  private boolean showReasoning() {
    if (api != Api.CLAUDE_MESSAGES) {
      return true;
    }
    JsonValue type = find(THINKING);
    return type != null && (type.string().equals("enabled") || type.string().equals("adaptive"));
  }

  /** A client of Chat Completions gets usage in a stream only where it asked for it. */
  private boolean streamUsage() {
    if (api != Api.CHAT_COMPLETIONS) {
      return true;
    }
    JsonValue include = find(INCLUDE_USAGE);
    return include != null && include.isTrue();
  }

  private @Nullable JsonValue find(ObjectPath path) {
    JsonValue root = body.root();
    return root == null ? null : root.find(path);
  }
}
