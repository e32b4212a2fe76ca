package dev.onr.usage;

import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rule that found something.
 *
 * @param rule the rule; of several that make one item of a bill the first
 * @param quantity how much, all together
 */
public record MatchedFact(UsageRules.Fact rule, BigDecimal quantity) {
  /** As the debug log and {@code onr-admin usage extract} show it. */
  public ObjectNode json() {
    return FactJson.of(this);
  }

  /** Several, as one array. */
  public static ArrayNode json(List<MatchedFact> facts) {
    return FactJson.of(facts);
  }
}
