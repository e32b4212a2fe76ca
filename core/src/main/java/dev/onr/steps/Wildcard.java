package dev.onr.steps;

import java.util.Locale;

/**
 * A pattern for a whole text, in which {@code *} stands for any run of characters, also none; every
 * other character stands for itself.
 *
 * @param pattern the pattern; lower-case when case is ignored
 * @param ignoresCase whether upper and lower case are the same
 */
public record Wildcard(String pattern, boolean ignoresCase) {
  /** A pattern for items of headers, where case counts. */
  public static Wildcard exactCase(String pattern) {
    return new Wildcard(pattern, false);
  }

  /** A pattern for JSON strings, where case does not count, nor blanks around the pattern. */
  public static Wildcard anyCase(String pattern) {
    return new Wildcard(pattern.strip().toLowerCase(Locale.ROOT), true);
  }

  /** Whether the whole text fits. Takes at most pattern length times text length steps. */
  public boolean matches(String candidate) {
    String text = ignoresCase ? candidate.toLowerCase(Locale.ROOT) : candidate;
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        // The last star takes one character more; earlier stars never need to change.
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
