package dev.onr.pricing;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The prices of one model as a file has them.
 *
 * @param byName prices by name, see {@link Rates}
 * @param tiers prices that take the place of those for prompts of more tokens than the key says
 */
record Prices(Map<String, BigDecimal> byName, NavigableMap<Long, Map<String, BigDecimal>> tiers) {
  static final Prices NONE = new Prices(Map.of(), Collections.emptyNavigableMap());

  Prices {
    byName = Map.copyOf(byName);
    tiers = Collections.unmodifiableNavigableMap(new TreeMap<>(tiers));
  }

  boolean isEmpty() {
    return byName.isEmpty() && tiers.isEmpty();
  }

  /** These prices, replaced and completed by others, name by name. */
  Prices with(Prices others) {
    if (others.isEmpty()) {
      return this;
    }
    TreeMap<Long, Map<String, BigDecimal>> bothTiers = new TreeMap<>(tiers);
    others.tiers.forEach((above, prices) -> bothTiers.merge(above, prices, Prices::both));
    return new Prices(both(byName, others.byName), bothTiers);
  }

  /** What applies to a prompt of this size: of the tiers it exceeds, higher ones win. */
  Map<String, BigDecimal> forInput(long tokens) {
    Map<String, BigDecimal> prices = byName;
    for (Map<String, BigDecimal> tier : tiers.headMap(tokens, false).values()) {
      prices = both(prices, tier);
    }
    return prices;
  }

  private static Map<String, BigDecimal> both(
      Map<String, BigDecimal> lower, Map<String, BigDecimal> upper) {
    Map<String, BigDecimal> both = new HashMap<>(lower);
    both.putAll(upper);
    return both;
  }
}
