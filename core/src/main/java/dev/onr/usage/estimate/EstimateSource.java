package dev.onr.usage.estimate;

import dev.onr.json.JsonValue;

/** Where the text of one side comes from. Making one costs nothing; it is read when needed. */
public sealed interface EstimateSource {
  /** Nothing was sent. */
  EstimateSource NONE = new Text("");

  /**
   * A body. A JSON object is read as its API has it, a JSON string is its text, other JSON counts
   * as compact text, and what is no JSON counts as it is.
   *
   * @param bytes do not modify them
   */
  record Body(byte[] bytes) implements EstimateSource {}

  /** A body that is parsed already, for example a request with its form fields. */
  record Json(JsonValue root) implements EstimateSource {}

  /** A text, counted as it is even where it looks like JSON. */
  record Text(String text) implements EstimateSource {}

  /** What the events of a stream said. */
  record Stream(DeltaText deltas) implements EstimateSource {}
}
