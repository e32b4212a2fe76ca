package dev.onr.server.http;

/**
 * Writes the few JSON texts of the gateway's own. {@code <}, {@code >}, {@code &} and the two
 * Unicode line separators are escaped so that a text may stand inside HTML or JavaScript.
 */
public final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder(256);

  /** Appends text that is JSON already: punctuation, names, numbers. */
  public JsonText raw(String json) {
    out.append(json);
    return this;
  }

  /** Appends a string value in quotes. */
  public JsonText string(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '<', '>', '&', '\u2028', '\u2029' -> escape(c);
        default -> {
          if (c < ' ') {
            escape(c);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
    return this;
  }

  private void escape(char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX.charAt((c >> shift) & 0xf));
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
