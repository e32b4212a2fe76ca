package dev.onr.pricing;

import java.math.BigDecimal;
import java.util.Map;

/**
 * How a provider's or a channel's prices differ from the list.
 *
 * @param multiplier what all its prices are multiplied with
 * @param models prices of its own by model
 */
record Adjustment(BigDecimal multiplier, Map<String, Prices> models) {
  static final Adjustment NONE = new Adjustment(BigDecimal.ONE, Map.of());

  Adjustment {
    models = Map.copyOf(models);
  }

  Prices model(String model) {
    return models.getOrDefault(model, Prices.NONE);
  }
}
