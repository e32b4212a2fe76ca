package dev.onr.usage.estimate;

/** Counts the tokens of a text. */
interface TokenCounter {
  /** The number of tokens that the model would make of the text, before any correction. */
  long count(String model, String text);

  /** Which correction applies to the count. */
  EstimationStrategy strategy();
}
