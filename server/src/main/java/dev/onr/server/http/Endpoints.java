package dev.onr.server.http;

import dev.onr.Api;
import java.util.HashMap;
import java.util.Map;

/** The table of paths. Paths compare as they are decoded, with case, without merging slashes. */
public final class Endpoints {
  private static final String GEMINI_MODELS = "/v1beta/models/";
  private static final String GEMINI_OPERATIONS = "/v1beta/operations/";
  private static final Endpoint UNKNOWN = new Endpoint.Unknown();

  private static final Map<String, Endpoint> GET =
      Map.of(
          "/healthz", new Endpoint.Health(),
          "/admin/providers", new Endpoint.Providers(),
          "/v1/models", new Endpoint.OpenAiModels(),
          "/v1beta/models", new Endpoint.GeminiModels());

  private static final Map<String, Endpoint> POST = posts();

  private Endpoints() {}

  private static Map<String, Endpoint> posts() {
    Map<String, Endpoint> posts = new HashMap<>();
    posts.put("/v1/completions", new Endpoint.Proxied(Api.COMPLETIONS));
    posts.put("/v1/chat/completions", new Endpoint.Proxied(Api.CHAT_COMPLETIONS));
    posts.put("/v1/responses", new Endpoint.Proxied(Api.RESPONSES));
    posts.put("/v1/embeddings", new Endpoint.Proxied(Api.EMBEDDINGS));
    posts.put("/v1/images/generations", new Endpoint.Proxied(Api.IMAGES_GENERATIONS));
    posts.put("/v1/images/edits", new Endpoint.Proxied(Api.IMAGES_EDITS));
    posts.put("/v1/audio/speech", new Endpoint.Proxied(Api.AUDIO_SPEECH));
    posts.put("/v1/audio/transcriptions", new Endpoint.Proxied(Api.AUDIO_TRANSCRIPTIONS));
    posts.put("/v1/audio/translations", new Endpoint.Proxied(Api.AUDIO_TRANSLATIONS));
    posts.put("/v1/messages", new Endpoint.Proxied(Api.CLAUDE_MESSAGES));
    return Map.copyOf(posts);
  }

  /**
   * Finds the endpoint of a request.
   *
   * @param method HTTP method
   * @param path percent-decoded path without the query
   */
  public static Endpoint find(String method, String path) {
    return switch (method) {
      case "GET" -> get(path);
      case "POST" -> post(path);
      default -> UNKNOWN;
    };
  }

  private static Endpoint get(String path) {
    Endpoint exact = GET.get(path);
    if (exact != null) {
      return exact;
    }
    if (path.startsWith(GEMINI_OPERATIONS) && path.length() > GEMINI_OPERATIONS.length()) {
      return new Endpoint.GeminiOperation("");
    }
    int operations = path.indexOf("/operations/");
    if (path.startsWith(GEMINI_MODELS)
        && operations > GEMINI_MODELS.length()
        && operations + "/operations/".length() < path.length()) {
      return new Endpoint.GeminiOperation(path.substring(GEMINI_MODELS.length(), operations));
    }
    return withoutSlash(GET, path);
  }

  private static Endpoint post(String path) {
    Endpoint exact = POST.get(path);
    if (exact != null) {
      return exact;
    }
    if (path.startsWith(GEMINI_MODELS)) {
      return new Endpoint.GeminiAction(path.substring(GEMINI_MODELS.length()));
    }
    return path.equals("/v1beta/models")
        ? new Endpoint.Redirect(GEMINI_MODELS)
        : withoutSlash(POST, path);
  }

  private static Endpoint withoutSlash(Map<String, Endpoint> table, String path) {
    if (!path.endsWith("/")) {
      return UNKNOWN;
    }
    String shorter = path.substring(0, path.length() - 1);
    return table.containsKey(shorter) ? new Endpoint.Redirect(shorter) : UNKNOWN;
  }
}
