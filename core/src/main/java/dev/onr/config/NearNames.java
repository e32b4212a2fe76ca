package dev.onr.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant by a name that does not exist. */
public final class NearNames {
  private NearNames() {}

  /**
   * The candidate that is the fewest slips of the keyboard away; of equals, the first.
   *
   * @return empty where none is near: more than a third of the letters differ
   */
  public static Optional<String> nearest(String given, Collection<String> candidates) {
    String wanted = given.toLowerCase(Locale.ROOT);
    int limit = Math.clamp((wanted.length() + 1) / 3, 1, 4);
    String best = null;
    int bestDistance = limit + 1;
    for (String candidate : candidates) {
      if (candidate.equals(given)) {
        continue;
      }
      int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT), bestDistance);
      if (distance < bestDistance && distance < candidate.length()) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** {@code did you mean "…"?}, for the hint of a diagnostic; empty where no candidate is near. */
  public static Optional<String> hint(String given, Collection<String> candidates) {
    return nearest(given, candidates).map(near -> "did you mean \"" + near + "\"?");
  }

  /**
   * How many insertions, deletions, substitutions and swaps of neighbours lead from one text to the
   * other (Damerau-Levenshtein, optimal string alignment); {@code limit} where it is that or more.
   */
  private static int distance(String left, String right, int limit) {
    if (Math.abs(left.length() - right.length()) >= limit) {
      return limit;
    }
    int[] beforeLast = new int[right.length() + 1];
    int[] last = new int[right.length() + 1];
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + change);
        if (i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return Math.min(last[right.length()], limit);
  }
}
