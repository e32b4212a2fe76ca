package dev.onr.steps;

/** Gemini's native paths, {@code /v1beta/models/{model}:{action}}. */
final class GeminiPath {
  private static final String PREFIX = "/v1beta/models/";

  private GeminiPath() {}

  /**
   * Puts a model into an encoded path. The model is one percent-encoded segment; where the path
   * already names it, and where the path is another one, nothing changes.
   */
  static String withModel(String path, String model) {
    if (model.isBlank() || !path.startsWith(PREFIX)) {
      return path;
    }
    String bytes = PercentCoding.bytesOf(model);
    int colon = colon(path, bytes);
    if (colon < 0) {
      return path;
    }
    String segment = path.substring(PREFIX.length(), colon);
    if (PercentCoding.decode(segment).filter(bytes::equals).isPresent()) {
      return path;
    }
    return PREFIX
        + PercentCoding.encode(bytes, PercentCoding.MODEL_SEGMENT)
        + path.substring(colon);
  }

  /** Where the action begins; -1 where there is none. */
  private static int colon(String path, String model) {
    // A configured path may hold a model that has colons of its own.
    String named = PREFIX + PercentCoding.encode(model, PercentCoding.PATH) + ":";
    if (path.startsWith(named)) {
      return named.length() - 1;
    }
    for (int i = PREFIX.length(); i < path.length(); i++) {
      if (path.charAt(i) == ':' || path.regionMatches(true, i, "%3A", 0, 3)) {
        return i;
      }
    }
    return -1;
  }
}
