package dev.onr.usage.estimate;

/** Counts tokens by the number of characters of each kind of script. */
final class LengthHeuristic implements TokenCounter {
  static final LengthHeuristic INSTANCE = new LengthHeuristic();

  private LengthHeuristic() {}

  @Override
  public long count(String model, String text) {
    return count(text);
  }

  @Override
  public EstimationStrategy strategy() {
    return EstimationStrategy.HEURISTIC;
  }

  /**
   * A token for four ASCII characters, three for two of the scripts of East Asia, one for three of
   * all others; each kind rounds down for itself.
   */
  long count(String text) {
    long ascii = 0;
    long eastAsian = 0;
    long other = 0;
    int at = 0;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      if (character < 0x80) {
        ascii++;
      } else if (isEastAsian(character)) {
        eastAsian++;
      } else {
        other++;
      }
    }
    return ascii / 4 + eastAsian * 3 / 2 + other / 3;
  }

  private static boolean isEastAsian(int character) {
    return switch (Character.UnicodeScript.of(character)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
      default -> false;
    };
  }
}
