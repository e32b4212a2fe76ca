package dev.onr.steps;

import java.util.List;

/** A text that is known only when a request is there. */
public sealed interface TextExpression {
  /** A fixed text. */
  record Literal(String text) implements TextExpression {}

  /** The value of a variable. */
  record Reference(Variable variable) implements TextExpression {}

  /** Several texts, one behind the other: what {@code concat} and {@code template} become. */
  record Join(List<TextExpression> parts) implements TextExpression {
    public Join {
      parts = List.copyOf(parts);
    }
  }

  /** A fixed text. */
  static TextExpression of(String text) {
    return new Literal(text);
  }

  /** The value of a variable. */
  static TextExpression of(Variable variable) {
    return new Reference(variable);
  }

  /** The text; a variable without a value adds nothing. */
  default String evaluate(Variables variables) {
    return switch (this) {
      case Literal(String text) -> text;
      case Reference(Variable variable) -> variables.text(variable);
      case Join(List<TextExpression> parts) -> {
        StringBuilder text = new StringBuilder();
        for (TextExpression part : parts) {
          text.append(part.evaluate(variables));
        }
        yield text.toString();
      }
    };
  }

  /**
   * The text, where every variable must have a value, as in a URL.
   *
   * @param place what is being evaluated, for the message: {@code set_path}
   * @throws RequestRejected 400 {@code proxy_error} when a variable is blank
   */
  default String evaluateStrictly(Variables variables, String place) {
    return switch (this) {
      case Literal(String text) -> text;
      case Reference(Variable variable) -> {
        String text = variables.text(variable);
        if (text.isBlank()) {
          throw Rejections.proxyError(
              "evaluate %s: template variable \"%s\" is empty"
                  .formatted(place, variable.variableName()));
        }
        yield text;
      }
      case Join(List<TextExpression> parts) -> {
        StringBuilder text = new StringBuilder();
        for (TextExpression part : parts) {
          text.append(part.evaluateStrictly(variables, place));
        }
        yield text.toString();
      }
    };
  }
}
