package dev.onr.usage;

import dev.onr.json.JsonValue;
import dev.onr.usage.UsageRules.Extraction;
import dev.onr.usage.UsageRules.Fact;
import dev.onr.usage.UsageRules.Gate;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Finds the number of one fact. */
final class FactExtraction {
  private FactExtraction() {}

  /** How much there is of it, zero included; empty where the fact does not match. */
  static Optional<BigDecimal> quantity(Fact fact, FactRoots roots) {
    JsonValue root = roots.of(fact);
    if (root == null || !fact.gate().map(gate -> isOpen(gate, root)).orElse(true)) {
      return Optional.empty();
    }
    Optional<BigDecimal> quantity = extract(fact.extraction(), root);
    return fact.scale().isPresent()
        ? quantity.map(number -> Quantities.scaled(number, fact.scale().get()))
        : quantity;
  }

  private static Optional<BigDecimal> extract(Extraction extraction, JsonValue root) {
    return switch (extraction) {
      case Extraction.Value(var path) -> path.select(root).map(Quantities::sum);
      case Extraction.Sum(var path) -> path.select(root).map(Quantities::sum);
      case Extraction.Count(var path, var type, var status) ->
          path.select(root).map(values -> count(values, type, status));
      case Extraction.Length(var path) -> length(path.string(root));
      case Extraction.Formula(var formula) -> Optional.of(Quantities.whole(formula, root));
    };
  }

  /**
   * Without a type and status everything counts that says something: an empty list of annotations
   * is not one annotation.
   */
  private static BigDecimal count(
      List<JsonValue> values, Optional<String> type, Optional<String> status) {
    boolean plain = type.isEmpty() && status.isEmpty();
    int count = 0;
    for (JsonValue value : values) {
      boolean counts =
          plain
              ? !value.isNull() && !value.isEmptyContainer()
              : Quantities.has(value, "type", type) && Quantities.has(value, "status", status);
      count += counts ? 1 : 0;
    }
    return BigDecimal.valueOf(count);
  }

  private static Optional<BigDecimal> length(String text) {
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(BigDecimal.valueOf(text.codePointCount(0, text.length())));
  }

  private static boolean isOpen(Gate gate, JsonValue root) {
    Optional<BigDecimal> expected = Quantities.decimal(gate.literal());
    return gate.path().values(root).stream()
        .anyMatch(value -> isEqual(value, expected, gate.literal().strip()));
  }

  private static boolean isEqual(JsonValue value, Optional<BigDecimal> expected, String literal) {
    Optional<BigDecimal> number = Quantities.decimal(value);
    if (number.isPresent() && expected.isPresent()) {
      return number.get().compareTo(expected.get()) == 0;
    }
    return value.isString() && value.string().strip().equals(literal);
  }
}
