package dev.onr.steps;

import java.util.Map;
import java.util.Optional;

/**
 * How a route names models at its provider.
 *
 * @param exact the provider's name by the client's exact name
 * @param fallback for every other name
 */
public record ModelMap(Map<String, TextExpression> exact, Optional<TextExpression> fallback) {
  /** No model is renamed. */
  public static final ModelMap NONE = new ModelMap(Map.of(), Optional.empty());

  public ModelMap {
    exact = Map.copyOf(exact);
  }

  /** Whether no model is renamed. */
  public boolean isEmpty() {
    return exact.isEmpty() && fallback.isEmpty();
  }

  /** The provider's name of the client's model; the client's own where that comes out blank. */
  String map(Variables variables) {
    String model = variables.model();
    if (model.isBlank()) {
      return model;
    }
    TextExpression expression = exact.get(model.strip());
    if (expression == null) {
      expression = fallback.orElse(null);
    }
    if (expression == null) {
      return model;
    }
    String mapped = expression.evaluate(variables).strip();
    return mapped.isEmpty() ? model : mapped;
  }
}
