package dev.onr.json;

/**
 * How much a JSON text may ask of its reader.
 *
 * @param depth how many arrays and objects may lie within each other, from 1 to {@link #DEEPEST}
 * @param stringBytes the longest string, keys included: bytes between its quotes as they are
 *     written
 */
public record JsonLimits(int depth, int stringBytes) {
  /** Deeper than any vendor nests by far; what readers of trees can take. */
  public static final int DEEPEST = 1000;

  /** As deep as can be, with strings of any length. */
  public static final JsonLimits WIDEST = new JsonLimits(DEEPEST, Integer.MAX_VALUE);

  public JsonLimits {
    if (depth < 1 || depth > DEEPEST) {
      throw new IllegalArgumentException("depth must be from 1 to " + DEEPEST + ", not " + depth);
    }
  }
}
