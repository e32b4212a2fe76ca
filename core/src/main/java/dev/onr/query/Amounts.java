package dev.onr.query;

import dev.onr.json.Arithmetic;
import dev.onr.json.ExtractionPath;
import dev.onr.json.JsonNumbers;
import dev.onr.json.JsonSyntaxException;
import dev.onr.json.JsonType;
import dev.onr.json.JsonValue;
import java.math.BigDecimal;

/** Reads sums of money out of answers. */
final class Amounts {
  private Amounts() {}

  /** An answer that must be a JSON object. */
  static JsonValue object(byte[] answer) {
    try {
      JsonValue root = JsonValue.parse(answer);
      if (root.isObject()) {
        return root;
      }
    } catch (JsonSyntaxException e) {
      throw new QueryFailure("the answer is no valid JSON: " + e.getMessage());
    }
    throw new QueryFailure("the answer is JSON, but no object");
  }

  /** A formula; what is not there, and what is no number, counts as nothing. */
  static BigDecimal sum(Arithmetic formula, JsonValue root) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Arithmetic.Term term : formula.terms()) {
      BigDecimal operand =
          switch (term.operand()) {
            case Arithmetic.Operand.Path(ExtractionPath path) ->
                path.values(root).stream()
                    .map(Amounts::number)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            case Arithmetic.Operand.Fixed(BigDecimal value) -> value;
          };
      sum = term.subtracted() ? sum.subtract(operand) : sum.add(operand);
    }
    return sum;
  }

  /** A number, or a text that is one, as vendors of money like to write it. */
  static BigDecimal number(JsonValue value) {
    return (value.type() == JsonType.STRING
            ? JsonNumbers.parse(value.string().strip())
            : value.number())
        .orElse(BigDecimal.ZERO);
  }
}
