package dev.onr.server.account;

import dev.onr.usage.MatchedFact;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an answer came to.
 *
 * @param finishReason why the model stopped; empty when unknown
 * @param usageStage where the usage figures come from; empty when there are none
 * @param costModel the model whose price was taken; empty where there is no price
 * @param figures usage and cost figures by their log field name, in log order
 * @param facts what was counted in the answer, for debugging
 * @param malformedEvents how many events of the stream were no JSON objects
 */
public record Accounting(
    String finishReason,
    String usageStage,
    String costModel,
    Map<String, Number> figures,
    List<MatchedFact> facts,
    int malformedEvents) {
  /** Nothing is known. */
  public static final Accounting NONE = new Accounting("", "", "", Map.of(), List.of(), 0);

  /** What has no sum: it holds for each attempt on its own. */
  private static final String MULTIPLIER = "cost_multiplier";

  public Accounting {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    facts = List.copyOf(facts);
  }

  /**
   * This, and what attempts before it have used: their figures are added, everything else stays as
   * it is here, unless nothing is known here.
   */
  public Accounting after(Accounting earlier) {
    if (earlier.figures.isEmpty()) {
      return this;
    }
    if (figures.isEmpty()) {
      return new Accounting(
          finishReason,
          earlier.usageStage,
          earlier.costModel,
          earlier.figures,
          earlier.facts,
          malformedEvents);
    }
    Map<String, Number> sums = new LinkedHashMap<>(figures);
    earlier.figures.forEach(
        (name, number) ->
            sums.merge(
                name, number, (own, other) -> name.equals(MULTIPLIER) ? own : sum(own, other)));
    return new Accounting(finishReason, usageStage, costModel, sums, facts, malformedEvents);
  }

  private static Number sum(Number one, Number other) {
    return one instanceof Long && other instanceof Long
        ? (Number) (one.longValue() + other.longValue())
        : decimal(one).add(decimal(other));
  }

  private static BigDecimal decimal(Number number) {
    return new BigDecimal(number.toString());
  }
}
