package dev.onr.server.account;

import dev.onr.usage.MatchedFact;
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

  public Accounting {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    facts = List.copyOf(facts);
  }
}
