package dev.onr.server.http;

import dev.onr.Api;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table of paths. Paths compare as they are decoded, with case, without merging slashes. */
public final class Endpoints {
  /** Google's SDKs ask for v1beta or v1, each by a default of its own. */
  private static final List<String> GEMINI_VERSIONS = List.of("/v1beta", "/v1");

  private static final String MODELS = "/models/";
  private static final String OPERATIONS = "/operations/";
  private static final Endpoint UNKNOWN = new Endpoint.Unknown();

  private static final Map<String, Endpoint> GET =
      Map.of(
          "/healthz", new Endpoint.Health(),
          "/admin/providers", new Endpoint.Providers(),
          "/admin/upstreams", new Endpoint.Upstreams(),
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
   * @param entrance the listener at which it came in
   * @param method HTTP method
   * @param path percent-decoded path without the query
   */
  public static Endpoint find(Entrance entrance, String method, String path) {
    return entrance.leadsTo(path) ? find(method, path) : UNKNOWN;
  }

  private static Endpoint find(String method, String path) {
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
    String gemini = geminiPath(path);
    if (gemini.startsWith(OPERATIONS) && gemini.length() > OPERATIONS.length()) {
      return new Endpoint.GeminiOperation("");
    }
    int operations = gemini.indexOf(OPERATIONS);
    if (gemini.startsWith(MODELS)
        && operations > MODELS.length()
        && operations + OPERATIONS.length() < gemini.length()) {
      return new Endpoint.GeminiOperation(gemini.substring(MODELS.length(), operations));
    }
    return withoutSlash(GET, path);
  }

  private static Endpoint post(String path) {
    Endpoint exact = POST.get(path);
    if (exact != null) {
      return exact;
    }
    String gemini = geminiPath(path);
    if (gemini.startsWith(MODELS)) {
      return new Endpoint.GeminiAction(gemini.substring(MODELS.length()));
    }
    return path.equals("/v1beta/models")
        ? new Endpoint.Redirect("/v1beta/models/")
        : withoutSlash(POST, path);
  }

  /** What follows the version in a path; empty where no version of Gemini's begins it. */
  private static String geminiPath(String path) {
    for (String version : GEMINI_VERSIONS) {
      if (path.startsWith(version + "/")) {
        return path.substring(version.length());
      }
    }
    return "";
  }

  private static Endpoint withoutSlash(Map<String, Endpoint> table, String path) {
    if (!path.endsWith("/")) {
      return UNKNOWN;
    }
    String shorter = path.substring(0, path.length() - 1);
    return table.containsKey(shorter) ? new Endpoint.Redirect(shorter) : UNKNOWN;
  }
}
