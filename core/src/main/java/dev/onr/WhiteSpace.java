package dev.onr;

/**
 * Trimming as configuration files and headers need it: by the Unicode property White_Space, which
 * includes the no-break spaces that a key copied from a web page brings along and that {@link
 * String#strip()} leaves.
 */
public final class WhiteSpace {
  private WhiteSpace() {}

  /** The text without white space at its ends. */
  public static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isWhiteSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isWhiteSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** Whether nothing is left after {@link #trim}. */
  public static boolean isBlank(String text) {
    return trim(text).isEmpty();
  }

  // All characters with the property lie in the basic plane (Unicode PropList.txt).
  private static boolean isWhiteSpace(char c) {
    return (c >= 0x09 && c <= 0x0d) || c == 0x85 || Character.isSpaceChar(c);
  }
}
