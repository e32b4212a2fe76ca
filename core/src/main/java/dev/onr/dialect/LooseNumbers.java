package dev.onr.dialect;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Whole numbers as clients of image APIs write them: as a number, in quotes, with a fraction. */
final class LooseNumbers {
  private LooseNumbers() {}

  /**
   * The whole number that a value stands for: a fraction is cut off, a text is read as a decimal
   * number, an array counts as the sum of its items; empty where nothing is numeric.
   */
  static OptionalLong read(@Nullable JsonNode value) {
    if (value == null) {
      return OptionalLong.empty();
    }
    if (value.isNumber()) {
      return OptionalLong.of(value.decimalValue().longValue());
    }
    if (value.isString()) {
      return text(value.asString().trim());
    }
    OptionalLong sum = OptionalLong.empty();
    if (value.isArray()) {
      for (JsonNode item : value) {
        OptionalLong number = read(item);
        if (number.isPresent()) {
          sum = OptionalLong.of(sum.orElse(0) + number.getAsLong());
        }
      }
    }
    return sum;
  }

  /** A decimal whole number; empty for anything else. */
  static OptionalLong text(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
