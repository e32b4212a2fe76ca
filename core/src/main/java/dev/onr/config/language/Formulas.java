package dev.onr.config.language;

import dev.onr.config.Span;
import dev.onr.config.syntax.Token;
import dev.onr.json.Arithmetic;
import dev.onr.json.ExtractionPath;
import dev.onr.json.PathSyntaxException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Argument types whose values are formulas: sums and differences of paths and numbers. */
final class Formulas {
  private static final String PATH_SIGNS = "$._[]*?@()=\"'";

  /** A formula over whole numbers. */
  static final ArgumentType USAGE =
      ArgumentType.of("a formula such as $.a + $.b", in -> read(in, false));

  /** A formula over numbers with fractions. */
  static final ArgumentType BALANCE =
      ArgumentType.of("a formula such as $.total - $.used", in -> read(in, true));

  private final Span place;
  private final String text;
  private final boolean fractions;
  private int at;

  private Formulas(Span place, String text, boolean fractions) {
    this.place = place;
    this.text = text;
    this.fractions = fractions;
  }

  private static Arithmetic read(ArgumentReader in, boolean fractions) {
    List<Token> tokens = in.peek().is(Token.Kind.STRING) ? in.run() : in.everything();
    return new Formulas(ArgumentReader.spanOf(tokens), ArgumentReader.textOf(tokens), fractions)
        .sum();
  }

  private Arithmetic sum() {
    List<Arithmetic.Term> terms = new ArrayList<>();
    boolean subtracted = false;
    while (true) {
      terms.add(new Arithmetic.Term(subtracted, operand()));
      skipBlanks();
      if (at == text.length()) {
        return new Arithmetic(terms);
      }
      char operator = text.charAt(at++);
      if (operator != '+' && operator != '-') {
        throw invalid("expected + or - instead of \"" + operator + "\"");
      }
      subtracted = operator == '-';
    }
  }

  private Arithmetic.Operand operand() {
    skipBlanks();
    int from = at;
    if (text.startsWith("$.", at)) {
      while (at < text.length() && belongsToPath(text.charAt(at))) {
        at++;
      }
      try {
        return new Arithmetic.Operand.Path(ExtractionPath.parse(text.substring(from, at)));
      } catch (PathSyntaxException e) {
        throw invalid(String.valueOf(e.getMessage()));
      }
    }
    while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    String number = text.substring(from, at);
    if (!number.matches(fractions ? "[0-9]+\\.?[0-9]*|\\.[0-9]+" : "[0-9]+")) {
      throw invalid(
          fractions
              ? "a formula is made of paths and numbers, joined by + and -"
              : "a formula is made of paths and whole numbers, joined by + and -");
    }
    return new Arithmetic.Operand.Fixed(new BigDecimal(number));
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private Refusal invalid(String message) {
    return new Refusal("arith.invalid", place, message);
  }

  private static boolean belongsToPath(char c) {
    return isDigit(c)
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || PATH_SIGNS.indexOf(c) >= 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
