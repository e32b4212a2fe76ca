package dev.onr.admin.shell;

/** Texts in double quotes, so that a line stays one line. */
public final class Quoted {
  private Quoted() {}

  /** Quotes a text, with a backslash before quotes and backslashes and for control characters. */
  public static String of(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              switch (c) {
                case '"', '\\' -> quoted.append('\\').append((char) c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                  if (Character.isISOControl(c)) {
                    quoted.append("\\u%04x".formatted(c));
                  } else {
                    quoted.append((char) c);
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }
}
