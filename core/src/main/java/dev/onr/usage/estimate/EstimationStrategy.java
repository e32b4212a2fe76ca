package dev.onr.usage.estimate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How text is counted where tokens are estimated. */
public enum EstimationStrategy {
  /** By the number of characters of each kind of script. Cheap. */
  HEURISTIC,
  /**
   * By the byte pair encoding of the model's family. About a microsecond a token, up to thirty for
   * hostile text.
   */
  TOKENIZER;

  /** Finds a strategy by its name in onr.yaml, in lower case. */
  public static Optional<EstimationStrategy> named(String name) {
    return Arrays.stream(values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }
}
