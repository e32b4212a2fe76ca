package dev.onr.steps;

import java.util.List;

/**
 * Gemini's native paths, {@code /v1beta/models/{model}:{action}}, and the same under {@code /v1}.
 */
final class GeminiPath {
  private static final List<String> PREFIXES = List.of("/v1beta/models/", "/v1/models/");

  private GeminiPath() {}

  /**
   * Puts a model into an encoded path. The model is one percent-encoded segment; where the path
   * already names it, and where the path is another one, nothing changes.
   */
  static String withModel(String path, String model) {
    String prefix = prefix(path);
    if (model.isBlank() || prefix.isEmpty()) {
      return path;
    }
    String bytes = PercentCoding.bytesOf(model);
    int colon = colon(path, prefix, bytes);
    if (colon < 0) {
      return path;
    }
    String segment = path.substring(prefix.length(), colon);
    if (PercentCoding.decode(segment).filter(bytes::equals).isPresent()) {
      return path;
    }
    return prefix
        + PercentCoding.encode(bytes, PercentCoding.MODEL_SEGMENT)
        + path.substring(colon);
  }

  private static String prefix(String path) {
    for (String prefix : PREFIXES) {
      if (path.startsWith(prefix)) {
        return prefix;
      }
    }
    return "";
  }

  /** Where the action begins; -1 where there is none. */
  private static int colon(String path, String prefix, String model) {
    // A configured path may hold a model that has colons of its own.
    String named = prefix + PercentCoding.encode(model, PercentCoding.PATH) + ":";
    if (path.startsWith(named)) {
      return named.length() - 1;
    }
    for (int i = prefix.length(); i < path.length(); i++) {
      if (path.charAt(i) == ':' || path.regionMatches(true, i, "%3A", 0, 3)) {
        return i;
      }
    }
    return -1;
  }
}
