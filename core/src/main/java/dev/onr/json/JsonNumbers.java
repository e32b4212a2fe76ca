package dev.onr.json;

import java.math.BigDecimal;
import java.util.Optional;

/** Decimal numbers as texts, with a bound on the work that a hostile text can cause. */
public final class JsonNumbers {
  /** Longer texts are read as doubles: turning digits into a decimal takes quadratic time. */
  private static final int MAX_EXACT = 400;

  /** Stands for everything beyond the range of doubles. */
  private static final BigDecimal HUGE = new BigDecimal("1E+400");

  private JsonNumbers() {}

  /**
   * Reads a finite decimal number: sign, digits with an optional point, exponent; no blanks, no
   * words. Numbers beyond about ±1E308 that are too long to be read exactly become ±1E400.
   */
  public static Optional<BigDecimal> parse(String text) {
    if (!isDecimal(text)) {
      return Optional.empty();
    }
    if (text.length() <= MAX_EXACT) {
      try {
        return Optional.of(new BigDecimal(text));
      } catch (NumberFormatException e) {
        // An exponent beyond 2^31: far below or far above every double, which comes next.
      }
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      return Optional.of(value > 0 ? HUGE : HUGE.negate());
    }
    return Optional.of(new BigDecimal(value));
  }

  /** Whether the number has no fraction: {@code 3.0} has none. */
  public static boolean isIntegral(BigDecimal number) {
    return number.signum() == 0 || number.scale() <= 0 || number.stripTrailingZeros().scale() <= 0;
  }

  /** The number in plain notation, without zeros at the end of a fraction. */
  public static String plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return Math.abs(stripped.scale()) > MAX_EXACT ? stripped.toString() : stripped.toPlainString();
  }

  private static boolean isDecimal(String text) {
    int i = 0;
    int length = text.length();
    if (i < length && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
      i++;
    }
    int whole = digits(text, i);
    i += whole;
    int fraction = 0;
    if (i < length && text.charAt(i) == '.') {
      fraction = digits(text, i + 1);
      i += 1 + fraction;
    }
    if (whole + fraction == 0) {
      return false;
    }
    if (i < length && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      i++;
      if (i < length && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
        i++;
      }
      int exponent = digits(text, i);
      i += exponent;
      return exponent > 0 && i == length;
    }
    return i == length;
  }

  private static int digits(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i - from;
  }
}
