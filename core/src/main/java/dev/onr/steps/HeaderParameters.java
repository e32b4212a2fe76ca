package dev.onr.steps;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A header value with parameters, as Content-Type and Content-Disposition have it (RFC 9110 §5.6.6,
 * RFC 7578 §4.2).
 *
 * @param value what stands before the first semicolon, trimmed
 * @param parameters by lower-case name; of several with one name the first
 * @param isSound whether the whole text had this form
 */
record HeaderParameters(String value, Map<String, String> parameters, boolean isSound) {
  static HeaderParameters parse(String text) {
    int semicolon = text.indexOf(';');
    String value = (semicolon < 0 ? text : text.substring(0, semicolon)).strip();
    Map<String, String> parameters = new TreeMap<>();
    boolean sound = true;
    int at = semicolon < 0 ? text.length() : semicolon;
    while (at < text.length()) {
      at++;
      int equals = text.indexOf('=', at);
      int next = text.indexOf(';', at);
      if (equals < 0 || (next >= 0 && next < equals)) {
        int stop = next < 0 ? text.length() : next;
        sound &= text.substring(at, stop).isBlank();
        at = stop;
        continue;
      }
      String name = text.substring(at, equals).strip().toLowerCase(Locale.ROOT);
      StringBuilder content = new StringBuilder();
      at = readValue(text, equals + 1, content);
      sound &= !name.isEmpty() && at >= 0;
      if (at < 0) {
        break;
      }
      parameters.putIfAbsent(name, content.toString());
    }
    return new HeaderParameters(value, parameters, sound);
  }

  /** Reads a token or a quoted string; the offset of the next semicolon or the end, or -1. */
  private static int readValue(String text, int from, StringBuilder out) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at >= text.length() || text.charAt(at) != '"') {
      int stop = text.indexOf(';', at);
      stop = stop < 0 ? text.length() : stop;
      out.append(text.substring(at, stop).strip());
      return stop;
    }
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      // Browsers send Windows paths unescaped, so a backslash escapes only quotes and backslashes.
      boolean escape =
          text.charAt(at) == '\\'
              && at + 1 < text.length()
              && (text.charAt(at + 1) == '"' || text.charAt(at + 1) == '\\');
      at += escape ? 1 : 0;
      out.append(text.charAt(at));
      at++;
    }
    if (at >= text.length()) {
      return -1;
    }
    at++;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at == text.length() || text.charAt(at) == ';' ? at : -1;
  }
}
