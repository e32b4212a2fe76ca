package dev.onr.usage;

import dev.onr.usage.UsageRules.Fact;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up the facts that one payload matched. */
final class Bill {
  private final Map<BillingIdentity, MatchedFact> items = new LinkedHashMap<>();

  void add(BillingIdentity identity, Fact fact, BigDecimal quantity) {
    items.merge(
        identity,
        new MatchedFact(fact, quantity),
        (first, next) -> new MatchedFact(first.rule(), first.quantity().add(next.quantity())));
  }

  /** One fact for each identity, in the order in which they were found. */
  List<MatchedFact> facts() {
    return List.copyOf(items.values());
  }

  /** What the facts come to, as the vendor counts. */
  Counts counts() {
    Counts counts = new Counts();
    items.forEach((identity, fact) -> counts.add(identity, fact.quantity()));
    return counts;
  }
}
