package dev.onr.usage;

import dev.onr.json.Arithmetic;
import dev.onr.json.ExtractionPath;
import dev.onr.json.JsonNumbers;
import dev.onr.json.JsonType;
import dev.onr.json.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads numbers out of JSON as decimals. Everything read lies within the range of 64-bit integers
 * and has at most 40 decimals, so that no number that an upstream makes up costs more than another.
 */
final class Quantities {
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final int DECIMALS = 40;

  /** A product keeps as many decimals as the access log shows. */
  private static final int DECIMALS_OF_PRODUCTS = 12;

  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

  private Quantities() {}

  /** The sum of numbers, and of texts that are decimal numbers; all else is zero. */
  static BigDecimal sum(List<JsonValue> values) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonValue value : values) {
      sum = sum.add(decimal(value).orElse(BigDecimal.ZERO));
    }
    return sum;
  }

  /** A number, or a text that is one. */
  static Optional<BigDecimal> decimal(JsonValue value) {
    return switch (value.type()) {
      case NUMBER -> value.number().map(Quantities::bounded);
      case STRING -> decimal(value.string());
      default -> Optional.empty();
    };
  }

  /** A text that is a decimal number, blanks around it aside. */
  static Optional<BigDecimal> decimal(String text) {
    return JsonNumbers.parse(text.strip()).map(Quantities::bounded);
  }

  /** A formula over whole numbers: fractions are cut off before terms are added. */
  static BigDecimal whole(Arithmetic formula, JsonValue root) {
    BigDecimal result = BigDecimal.ZERO;
    for (Arithmetic.Term term : formula.terms()) {
      BigDecimal operand =
          switch (term.operand()) {
            case Arithmetic.Operand.Path(ExtractionPath path) -> whole(path.values(root));
            case Arithmetic.Operand.Fixed(BigDecimal number) -> bounded(number);
          };
      result = term.subtracted() ? result.subtract(operand) : result.add(operand);
    }
    return result;
  }

  private static BigDecimal whole(List<JsonValue> values) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonValue value : values) {
      sum = sum.add(whole(value));
    }
    return sum;
  }

  private static BigDecimal whole(JsonValue value) {
    return switch (value.type()) {
      case NUMBER -> decimal(value).orElse(BigDecimal.ZERO).setScale(0, RoundingMode.DOWN);
      case STRING -> {
        String text = value.string().strip();
        yield INTEGER.matcher(text).matches()
            ? decimal(text).orElse(BigDecimal.ZERO)
            : BigDecimal.ZERO;
      }
      case ARRAY -> whole(value.elements());
      default -> BigDecimal.ZERO;
    };
  }

  /** Multiplies; the result keeps twelve decimals. */
  static BigDecimal scaled(BigDecimal quantity, BigDecimal factor) {
    BigDecimal product = quantity.multiply(bounded(factor));
    return product.scale() > DECIMALS_OF_PRODUCTS
        ? product.setScale(DECIMALS_OF_PRODUCTS, RoundingMode.HALF_UP)
        : product;
  }

  /** The nearest whole number; halves go away from zero. */
  static long rounded(BigDecimal quantity) {
    BigDecimal within = quantity.max(LARGEST.negate()).min(LARGEST);
    return within.setScale(0, RoundingMode.HALF_UP).longValue();
  }

  /** Adds, and stays within the range of a long. */
  static long added(long one, long other) {
    long sum = one + other;
    boolean overflow = ((one ^ sum) & (other ^ sum)) < 0;
    return overflow ? (one > 0 ? Long.MAX_VALUE : -Long.MAX_VALUE) : sum;
  }

  /** The same number, written without exponent and without zeros at the end. */
  static BigDecimal plain(BigDecimal quantity) {
    BigDecimal stripped = quantity.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** Whether a member of a usage object says nothing, so that another may take its place. */
  static boolean saysNothing(JsonValue value) {
    return switch (value.type()) {
      case NULL -> true;
      case BOOL -> !value.isTrue();
      case STRING -> value.string().isBlank();
      case NUMBER -> decimal(value).orElse(BigDecimal.ZERO).signum() == 0;
      case ARRAY, OBJECT -> value.isEmptyContainer();
    };
  }

  private static BigDecimal bounded(BigDecimal number) {
    if (number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    long magnitude = (long) number.precision() - number.scale();
    if (magnitude > 19) {
      return number.signum() > 0 ? LARGEST : LARGEST.negate();
    }
    if (magnitude < -DECIMALS) {
      return BigDecimal.ZERO;
    }
    BigDecimal close =
        number.scale() > DECIMALS ? number.setScale(DECIMALS, RoundingMode.HALF_UP) : number;
    return close.max(LARGEST.negate()).min(LARGEST);
  }

  /** Whether a value is an object whose member is this text; case and outer blanks do not count. */
  static boolean has(JsonValue value, String member, Optional<String> expected) {
    if (expected.isEmpty()) {
      return true;
    }
    JsonValue actual = value.member(member);
    return actual != null
        && actual.type() == JsonType.STRING
        && actual.string().strip().equalsIgnoreCase(expected.get().strip());
  }
}
