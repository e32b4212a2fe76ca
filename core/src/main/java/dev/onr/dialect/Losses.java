package dev.onr.dialect;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a translation could not say in its target, counted per field. Not thread-safe; belongs to
 * one exchange.
 */
public final class Losses {
  private final SortedMap<String, Integer> counts = new TreeMap<>();

  /**
   * Counts one loss of a field, named by its path in the source without list positions: {@code
   * messages.audio}.
   */
  public void lost(String field) {
    counts.merge(field, 1, Integer::sum);
  }

  /** Counts what another count says as well. */
  void add(Losses others) {
    others.counts.forEach((field, count) -> counts.merge(field, count, Integer::sum));
  }

  public boolean isEmpty() {
    return counts.isEmpty();
  }

  /** Field to number of losses, sorted by field. */
  public SortedMap<String, Integer> counts() {
    return new TreeMap<>(counts);
  }
}
