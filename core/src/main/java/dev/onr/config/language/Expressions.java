package dev.onr.config.language;

import dev.onr.config.Span;
import dev.onr.config.syntax.Token;
import dev.onr.config.syntax.Token.Kind;
import dev.onr.json.JsonNumbers;
import dev.onr.json.JsonValue;
import dev.onr.steps.JsonExpression;
import dev.onr.steps.TextExpression;
import dev.onr.steps.Variable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Argument types whose values are worked out for each request: texts and JSON values. */
final class Expressions {
  private static final int DEEPEST = 32;
  private static final List<String> VARIABLES =
      Arrays.stream(Variable.values()).map(Variable::variableName).toList();

  /** A string expression. */
  static final ArgumentType TEXT =
      ArgumentType.of(
          "a quoted text, a $variable, concat(…) or template(\"…\")", Expressions::text);

  /** A JSON value. */
  static final ArgumentType JSON =
      ArgumentType.of(
          "true, false, null, a number, a quoted text, a $variable, concat(…) or template(\"…\")",
          Expressions::json);

  private Expressions() {}

  static TextExpression text(ArgumentReader in) {
    return text(in, 0);
  }

  private static TextExpression text(ArgumentReader in, int depth) {
    if (in.atEnd()) {
      throw new Refusal("expr.empty", in.place(), "expected " + TEXT.label());
    }
    if (in.peek().is(Kind.STRING)) {
      return TextExpression.of(in.next().value());
    }
    if (in.peek().isOther("$")) {
      return variable(in);
    }
    boolean call = in.peekSecond().map(second -> second.isOther("(")).orElse(false);
    if (call && in.peek().value().equals("concat")) {
      if (depth == DEEPEST) {
        throw new Refusal("expr.unsupported", in.place(), "concat nests too deeply here");
      }
      return concat(in, depth);
    }
    if (call && in.peek().value().equals("template")) {
      return template(in);
    }
    throw unsupported(in);
  }

  private static Refusal unsupported(ArgumentReader in) {
    Token token = in.peek();
    boolean call = in.peekSecond().map(second -> second.isOther("(")).orElse(false);
    if (call && token.is(Kind.IDENTIFIER)) {
      return new Refusal(
              "expr.unsupported",
              token.span(),
              "there is no function \"" + token.value() + "\" here")
          .near(token.value(), List.of("concat", "template"));
    }
    Refusal refusal =
        new Refusal(
            "expr.unsupported",
            token.span(),
            "\"%s\" is no expression; expected %s".formatted(token.value(), TEXT.label()));
    return token.is(Kind.IDENTIFIER)
        ? refusal.withHint("put text in quotes, and $ before the name of a variable")
        : refusal;
  }

  private static TextExpression variable(ArgumentReader in) {
    Token dollar = in.next();
    if (in.atEnd() || in.peek().spaced() || !in.peek().is(Kind.IDENTIFIER)) {
      throw new Refusal("expr.unsupported", dollar.span(), "\"$\" needs the name of a variable");
    }
    Token name = in.next();
    return TextExpression.of(variable(name.value(), dollar.span().to(name.span())));
  }

  private static Variable variable(String name, Span place) {
    return Variable.named(name)
        .orElseThrow(
            () ->
                new Refusal("expr.unknown_variable", place, "there is no variable $" + name)
                    .near(name, VARIABLES));
  }

  private static TextExpression concat(ArgumentReader in, int depth) {
    Token function = in.next();
    in.next();
    List<TextExpression> parts = new ArrayList<>();
    if (!in.atEnd() && in.peek().isOther(")")) {
      throw new Refusal(
          "expr.concat_empty", function.span().to(in.next().span()), "concat needs an argument");
    }
    while (true) {
      if (!in.atEnd() && (in.peek().isOther(",") || in.peek().isOther(")"))) {
        throw new Refusal("expr.empty", in.place(), "an argument of concat is missing here");
      }
      parts.add(text(in, depth + 1));
      if (in.atEnd()) {
        throw new Refusal("expr.unsupported", function.span(), "this concat( has no \")\"");
      }
      Token separator = in.next();
      if (separator.isOther(")")) {
        return new TextExpression.Join(parts);
      }
      if (!separator.isOther(",")) {
        throw new Refusal(
            "expr.unsupported", separator.span(), "expected \",\" or \")\" between arguments");
      }
    }
  }

  private static TextExpression template(ArgumentReader in) {
    Token function = in.next();
    in.next();
    if (in.atEnd() || !in.peek().is(Kind.STRING)) {
      throw new Refusal(
          "expr.template_argument", function.span(), "template takes one quoted text");
    }
    Token text = in.next();
    if (in.atEnd() || !in.peek().isOther(")")) {
      throw new Refusal(
          "expr.template_argument", in.place(), "template takes one quoted text and nothing else");
    }
    in.next();
    return new Template(text).expression();
  }

  /** A {@code template} text being read. */
  private static final class Template {
    private final Token token;
    private final String text;
    private final List<TextExpression> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    Template(Token token) {
      this.token = token;
      this.text = token.value();
    }

    TextExpression expression() {
      int at = 0;
      while (at < text.length()) {
        if (text.startsWith("\\${", at)) {
          literal.append("${");
          at += 3;
        } else if (text.startsWith("${", at)) {
          at = placeholder(at);
        } else {
          literal.append(text.charAt(at++));
        }
      }
      endLiteral();
      return parts.size() == 1 ? parts.getFirst() : new TextExpression.Join(parts);
    }

    private int placeholder(int start) {
      int end = text.indexOf('}', start);
      if (end < 0) {
        throw new Refusal(
            "expr.template_unclosed", place(text.substring(start)), "this \"${\" has no \"}\"");
      }
      String name = text.substring(start + 2, end).strip();
      String bare = name.startsWith("$") ? name.substring(1) : name;
      endLiteral();
      parts.add(TextExpression.of(variable(bare, place(text.substring(start, end + 1)))));
      return end + 1;
    }

    private void endLiteral() {
      if (!literal.isEmpty()) {
        parts.add(TextExpression.of(literal.toString()));
        literal.setLength(0);
      }
    }

    /** Where a piece of the text stands; the whole text when escapes hide it. */
    private Span place(String piece) {
      Span whole = token.span();
      int offset = whole.text().indexOf(piece);
      return offset < 0
          ? whole
          : new Span(whole.file(), whole.start() + offset, whole.start() + offset + piece.length());
    }
  }

  private static JsonExpression json(ArgumentReader in) {
    Token token = in.peek();
    if (token.is(Kind.STRING)) {
      return new JsonExpression.Constant(JsonValue.of(in.next().value()));
    }
    if (token.is(Kind.IDENTIFIER)) {
      switch (token.value()) {
        case "true", "false" -> {
          return new JsonExpression.Constant(JsonValue.of(in.next().value().equals("true")));
        }
        case "null" -> {
          in.next();
          return new JsonExpression.Constant(JsonValue.NULL);
        }
        default -> {}
      }
    }
    if (token.is(Kind.OTHER) && "+-.0123456789".contains(token.value())) {
      List<Token> tokens = in.run();
      String text = ArgumentReader.textOf(tokens);
      return new JsonExpression.Constant(
          number(text)
              .orElseThrow(
                  () ->
                      new Refusal(
                          "expr.unsupported",
                          ArgumentReader.spanOf(tokens),
                          "\"" + text + "\" is no number that JSON values can hold")));
    }
    return new JsonExpression.Text(text(in));
  }

  /** A 64-bit integer or a finite decimal number. */
  static java.util.Optional<JsonValue> number(String text) {
    if (text.matches("[+-]?[0-9]+")) {
      try {
        return java.util.Optional.of(JsonValue.of(Long.parseLong(text)));
      } catch (NumberFormatException e) {
        return java.util.Optional.empty();
      }
    }
    return JsonNumbers.parse(text)
        .filter(value -> value.compareTo(LARGEST) < 0 && value.negate().compareTo(LARGEST) < 0)
        .map(JsonValue::of);
  }

  private static final BigDecimal LARGEST = new BigDecimal("1E309");
}
