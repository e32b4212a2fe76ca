package dev.onr.usage.estimate;

import dev.onr.WhiteSpace;
import java.util.Locale;
import java.util.Set;

/** Which side of an exchange is estimated. */
public enum EstimateDirection {
  /** What the client sent. */
  INPUT("estimate_input"),
  /** What the model wrote. */
  OUTPUT("estimate_output");

  private static final Set<String> OUTPUT_WORDS =
      Set.of("output", "response", "completion", "estimate_output");

  private final String label;

  EstimateDirection(String label) {
    this.label = label;
  }

  /** The word that {@code onr-admin usage estimate} prints. */
  public String label() {
    return label;
  }

  /**
   * Reads the word of a command line: {@code output}, {@code response}, {@code completion} and
   * {@code estimate_output} in any case mean the output, everything else the input.
   */
  public static EstimateDirection of(String word) {
    return OUTPUT_WORDS.contains(WhiteSpace.trim(word).toLowerCase(Locale.ROOT)) ? OUTPUT : INPUT;
  }
}
