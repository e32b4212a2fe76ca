package dev.onr.config.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * What a scalar means where a truth value or a number is wanted: YAML 1.2 with the spellings of 1.1
 * that operators still write ({@code yes}, {@code on}, octal by a leading zero, {@code 1_000}).
 */
final class Scalars {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Pattern WHOLE =
      Pattern.compile(
          "([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[oO]([0-7]+)|0[bB]([01]+)|0([0-7]+)|([0-9]+))");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?");

  private Scalars() {}

  static boolean isNull(ScalarNode node) {
    return (node.isPlain() && NULLS.contains(node.getValue())) || node.getTag().equals(Tag.NULL);
  }

  /** Quotes turn {@code true} into a text, yet {@code "yes"} has always been taken for a truth. */
  static Optional<Boolean> flag(ScalarNode node) {
    String text = node.getValue();
    String lower = text.toLowerCase(Locale.ROOT);
    String title = lower.isEmpty() ? "" : lower.substring(0, 1).toUpperCase(Locale.ROOT);
    boolean usual =
        text.equals(lower)
            || text.equals(text.toUpperCase(Locale.ROOT))
            || text.equals(title + lower.substring(Math.min(1, lower.length())));
    if (!usual) {
      return Optional.empty();
    }
    return switch (lower) {
      case "yes", "on", "y" -> Optional.of(true);
      case "no", "off", "n" -> Optional.of(false);
      case "true" -> node.isPlain() ? Optional.of(true) : Optional.empty();
      case "false" -> node.isPlain() ? Optional.of(false) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Numbers with a fraction lose it; what doesn't fit 64 bits is no number. */
  static OptionalLong whole(ScalarNode node) {
    if (!node.isPlain()) {
      return OptionalLong.empty();
    }
    String text = node.getValue().replace("_", "");
    Matcher whole = WHOLE.matcher(text);
    BigInteger value;
    if (whole.matches()) {
      int group = 2;
      while (whole.group(group) == null) {
        group++;
      }
      int radix =
          switch (group) {
            case 2 -> 16;
            case 3, 5 -> 8;
            case 4 -> 2;
            default -> 10;
          };
      value = new BigInteger(whole.group(1).replace("+", "") + whole.group(group), radix);
    } else if (DECIMAL.matcher(text).matches()) {
      value = new BigDecimal(text).toBigInteger();
    } else {
      return OptionalLong.empty();
    }
    return value.bitLength() < Long.SIZE
        ? OptionalLong.of(value.longValue())
        : OptionalLong.empty();
  }

  /** Decimal numbers with an exponent of at most three digits. */
  static Optional<BigDecimal> decimal(ScalarNode node) {
    String text = node.getValue().replace("_", "");
    return node.isPlain() && DECIMAL.matcher(text).matches()
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }
}
