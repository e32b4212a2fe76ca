package dev.onr.steps;

import dev.onr.json.ExtractionPath;
import dev.onr.json.JsonValue;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * How values in answers compare with a literal of the configuration: as numbers where both sides
 * are, also in strings, else as trimmed texts. An empty literal equals nothing; neither do
 * booleans, null, arrays and objects.
 */
final class Literals {
  private Literals() {}

  /** Whether any value at the path equals the literal. */
  static boolean anyEquals(ExtractionPath path, JsonValue root, String literal) {
    String wanted = literal.strip();
    if (wanted.isEmpty()) {
      return false;
    }
    Optional<BigDecimal> number = number(wanted);
    for (JsonValue value : path.values(root)) {
      String text = value.isString() ? value.string().strip() : value.numberText();
      Optional<BigDecimal> found = number.isPresent() ? number(text) : Optional.empty();
      if (found.isPresent() ? found.get().compareTo(number.get()) == 0 : text.equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<BigDecimal> number(String text) {
    // Longer texts are no codes, and comparing giant exponents takes for ever.
    if (text.isEmpty()
        || text.length() > 40
        || !text.matches("[-+]?[0-9.]+([eE][-+]?[0-9]{1,3})?")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
