package dev.onr.steps;

import dev.onr.json.JsonValue;

/** A JSON value that a step writes. */
public sealed interface JsonExpression {
  /** A fixed value. */
  record Constant(JsonValue value) implements JsonExpression {}

  /** A string that is known only when a request is there. */
  record Text(TextExpression text) implements JsonExpression {}

  /** The value. */
  default JsonValue evaluate(Variables variables) {
    return switch (this) {
      case Constant(JsonValue value) -> value;
      case Text(TextExpression text) -> JsonValue.of(text.evaluate(variables));
    };
  }
}
