package dev.onr.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody meant who mistyped a name. */
public final class NearNames {
  private NearNames() {}

  /**
   * The known name that is nearest to {@code name}, if it is near enough to be worth a question: a
   * third of the name may differ, counting a letter added, left out, replaced, or swapped with its
   * neighbour.
   */
  public static Optional<String> nearest(String name, Collection<String> known) {
    int allowed = Math.max(1, name.length() / 3);
    record Candidate(String name, int distance) {}
    return known.stream()
        .filter(each -> Math.abs(each.length() - name.length()) <= allowed)
        .map(each -> new Candidate(each, distance(name, each)))
        .filter(each -> each.distance <= allowed)
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .map(Candidate::name);
  }

  /** Optimal string alignment distance, three rows at a time. */
  private static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          current[j] = Math.min(current[j], before[j - 2] + 1);
        }
      }
      int[] spare = before;
      before = previous;
      previous = current;
      current = spare;
    }
    return previous[b.length()];
  }
}
