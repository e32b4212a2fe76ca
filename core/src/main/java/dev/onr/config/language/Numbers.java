package dev.onr.config.language;

import dev.onr.config.syntax.Token;
import dev.onr.json.JsonNumbers;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/** Argument types whose values are numbers. All are finite decimals. */
final class Numbers {
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

  /** A number, bare or quoted, with or without exponent. */
  static final ArgumentType NUMBER = ArgumentType.of("a number", in -> number(in, true));

  /** A number without exponent. */
  static final ArgumentType PLAIN_NUMBER =
      ArgumentType.of("a number without exponent", in -> number(in, false));

  /** A factor above zero. */
  static final ArgumentType FACTOR =
      ArgumentType.of(
          "a number above 0",
          in -> {
            List<Token> tokens = in.run();
            BigDecimal factor = parse(tokens);
            if (factor.signum() <= 0) {
              throw bad("syntax.bad_option_value", tokens, "expected a number above 0");
            }
            return factor;
          });

  private Numbers() {}

  /** A whole number within bounds, bare or quoted. */
  static ArgumentType integer(String code, int min, int max) {
    String label = label(min, max);
    return ArgumentType.of(
        label,
        in -> {
          List<Token> tokens = in.run();
          String text = ArgumentReader.textOf(tokens).strip();
          if (INTEGER.matcher(text).matches()) {
            try {
              int value = Integer.parseInt(text);
              if (value >= min && value <= max) {
                return value;
              }
            } catch (NumberFormatException e) {
              // Too large for any bound: said below.
            }
          }
          throw bad(code, tokens, "%s needs %s, not \"%s\"".formatted(in.subject(), label, text));
        });
  }

  private static String label(int min, int max) {
    if (min == Integer.MIN_VALUE) {
      return "a whole number";
    }
    if (max != Integer.MAX_VALUE) {
      return "a whole number from " + min + " to " + max;
    }
    return min <= 0 ? "a whole number, " + min + " or more" : "a whole number above " + (min - 1);
  }

  private static BigDecimal number(ArgumentReader in, boolean exponent) {
    List<Token> tokens = in.run();
    String text = ArgumentReader.textOf(tokens);
    if (!exponent && text.chars().anyMatch(c -> c == 'e' || c == 'E')) {
      throw bad("syntax.bad_option_value", tokens, "expected a number without exponent");
    }
    return parse(tokens);
  }

  private static BigDecimal parse(List<Token> tokens) {
    String text = ArgumentReader.textOf(tokens).strip();
    return JsonNumbers.parse(text)
        .orElseThrow(
            () ->
                bad("syntax.bad_option_value", tokens, "expected a number, not \"" + text + "\""));
  }

  /** A bare number in plain notation: {@code 2.50} is {@code 2.5}. */
  static String plain(List<Token> tokens) {
    return JsonNumbers.plain(parse(tokens));
  }

  private static Refusal bad(String code, List<Token> tokens, String message) {
    return new Refusal(code, ArgumentReader.spanOf(tokens), message);
  }
}
