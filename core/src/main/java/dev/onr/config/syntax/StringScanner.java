package dev.onr.config.syntax;

/**
 * Finds where strings end. Strings may run over several lines, so a forgotten quote would pair with
 * the opening quote of the next string and shift all that follow; this class notices that and ends
 * such a string at its own line.
 */
final class StringScanner {
  /** What may directly follow the closing quote of a string that spans lines. */
  private static final String FOLLOWERS = " \t\r\n;,)]}{#";

  private final String text;

  /** The last search for a double and a single quote: from where, and what it found. */
  private final int[] searchedFrom = {-1, -1};

  private final int[] searchFound = {-1, -1};

  StringScanner(String text) {
    this.text = text;
  }

  /**
   * A string.
   *
   * @param end the offset after its last character
   * @param closed whether its last character is the closing quote
   */
  record Found(int end, boolean closed) {}

  /** The string whose opening quote stands at {@code start}. */
  Found scan(int start) {
    int close = closingQuote(start);
    int lineEnd = text.indexOf('\n', start);
    lineEnd = lineEnd < 0 ? text.length() : lineEnd;
    boolean closed =
        close < text.length()
            && (close < lineEnd
                || close + 1 == text.length()
                || FOLLOWERS.indexOf(text.charAt(close + 1)) >= 0);
    return closed ? new Found(close + 1, true) : new Found(cut(start, lineEnd), false);
  }

  /**
   * An unterminated string ends with its line, before a semicolon or an opening brace that ends the
   * line, so that the rest of the file is read as it was meant.
   */
  private int cut(int start, int lineEnd) {
    int end = blankBefore(start, lineEnd);
    char last = text.charAt(end - 1);
    return end > start + 1 && (last == ';' || last == '{') ? blankBefore(start, end - 1) : end;
  }

  private int blankBefore(int start, int end) {
    int cut = end;
    while (cut > start + 1 && " \t\r".indexOf(text.charAt(cut - 1)) >= 0) {
      cut--;
    }
    return cut;
  }

  /**
   * The offset of the next quote of the same kind that no backslash escapes, or the text's length.
   * A search that starts inside the stretch of an earlier one ends where that one did, which keeps
   * the work linear for texts with many broken strings.
   */
  private int closingQuote(int start) {
    char quote = text.charAt(start);
    int kind = quote == '"' ? 0 : 1;
    if (start > searchedFrom[kind] && start < searchFound[kind]) {
      return searchFound[kind];
    }
    int at = start + 1;
    while (at < text.length() && text.charAt(at) != quote) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    searchedFrom[kind] = start;
    searchFound[kind] = Math.min(at, text.length());
    return searchFound[kind];
  }

  /** Resolves {@code \\}, the escaped own quote, {@code \n} and {@code \t}; others stay. */
  static String decode(String inner, char quote) {
    if (inner.indexOf('\\') < 0) {
      return inner;
    }
    StringBuilder out = new StringBuilder(inner.length());
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      char next = c == '\\' && i + 1 < inner.length() ? inner.charAt(i + 1) : 0;
      if (next == '\\' || (next == quote && next != 0)) {
        out.append(next);
        i++;
      } else if (next == 'n' || next == 't') {
        out.append(next == 'n' ? '\n' : '\t');
        i++;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
