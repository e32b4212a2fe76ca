package dev.onr.models;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who of a model's providers is asked first. */
public enum Strategy {
  /** They take turns. */
  ROUND_ROBIN,
  /** Always the first of the list. */
  PRIORITY,
  /** They take turns by their weights. */
  WEIGHTED,
  /** The one with the fewest requests under way for its weight. */
  LEAST_BUSY,
  /** The one whose first byte came soonest, as a moving average. */
  FASTEST;

  /** The word of models.yaml. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Strategy::word).toList();
  }

  /** The strategy that a word names; case does not count. */
  public static Optional<Strategy> named(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equalsIgnoreCase(word)).findFirst();
  }
}
