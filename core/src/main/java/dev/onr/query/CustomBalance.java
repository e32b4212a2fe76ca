package dev.onr.query;

import dev.onr.config.plan.BalanceQuery;
import dev.onr.json.Arithmetic;
import dev.onr.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;

/** A balance that stands in one answer, where the configuration says. */
final class CustomBalance {
  private CustomBalance() {}

  static Balance read(BalanceQuery query, byte[] answer) {
    JsonValue root = Amounts.object(answer);
    BigDecimal left = query.balance().map(formula -> left(formula, root)).orElse(BigDecimal.ZERO);
    return new Balance(
        "custom", query.unit(), left, query.used().map(formula -> Amounts.sum(formula, root)));
  }

  /** An empty account and an answer of another shape must not look the same. */
  private static BigDecimal left(Arithmetic formula, JsonValue root) {
    List<String> missing =
        formula.paths().stream()
            .filter(path -> path.values(root).isEmpty())
            .map(Object::toString)
            .toList();
    if (!missing.isEmpty()) {
      throw new QueryFailure("the answer has no balance at " + String.join(", ", missing));
    }
    return Amounts.sum(formula, root);
  }
}
