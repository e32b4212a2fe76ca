package dev.onr.usage.estimate;

/**
 * Text to be counted, or its beginning.
 *
 * @param text what is here
 * @param proportion how much longer the whole is; 1 where this is the whole
 */
record TextSample(String text, double proportion) {
  static final TextSample EMPTY = new TextSample("", 1);

  /** The whole text, or its beginning where it is longer than the limit. */
  static TextSample of(String text, int limit) {
    if (text.length() <= limit) {
      return new TextSample(text, 1);
    }
    boolean splitsPair = limit > 0 && Character.isHighSurrogate(text.charAt(limit - 1));
    String kept = text.substring(0, splitsPair ? limit - 1 : limit);
    return kept.isEmpty() ? EMPTY : new TextSample(kept, (double) text.length() / kept.length());
  }
}
