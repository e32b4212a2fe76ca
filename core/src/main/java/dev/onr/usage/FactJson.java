package dev.onr.usage;

import dev.onr.json.JsonNumbers;
import dev.onr.json.JsonTree;
import dev.onr.usage.UsageRules.Extraction;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of matched facts. The order of members is a contract; what says nothing is left
 * out.
 */
final class FactJson {
  /** Stands for every formula: what it reads is in the configuration. */
  private static final String FORMULA = "<expr>";

  private FactJson() {}

  static ArrayNode of(List<MatchedFact> facts) {
    ArrayNode array = JsonTree.nodes().arrayNode();
    facts.forEach(fact -> array.add(of(fact)));
    return array;
  }

  static ObjectNode of(MatchedFact fact) {
    UsageRules.Fact rule = fact.rule();
    ObjectNode json = JsonTree.object();
    json.put("dimension", rule.dimension());
    json.put("unit", rule.unit());
    if (fact.quantity().signum() != 0) {
      json.put("quantity", plain(fact.quantity()));
    }
    attributes(rule.attributes(), json);
    rule.source().ifPresent(source -> json.put("source", source.sourceName()));
    flag("fallback", rule.fallback(), json);
    if (!rule.events().names().isEmpty()) {
      json.put("event", String.join("|", rule.events().names()));
      flag("event_optional", rule.events().nameless(), json);
    }
    extraction(rule.extraction(), json);
    rule.gate()
        .ifPresent(
            gate -> json.put("when_path", gate.path().toString()).put("when_eq", gate.literal()));
    rule.scale().ifPresent(scale -> json.put("scale", plain(scale)));
    return json;
  }

  private static void attributes(Map<String, String> attributes, ObjectNode json) {
    if (!attributes.isEmpty()) {
      ObjectNode object = json.putObject("attributes");
      attributes.forEach(object::put);
    }
  }

  private static void flag(String name, boolean value, ObjectNode json) {
    if (value) {
      json.put(name, true);
    }
  }

  private static void extraction(Extraction extraction, ObjectNode json) {
    switch (extraction) {
      case Extraction.Value(var path) -> json.put("path", path.toString());
      case Extraction.Count(var path, var type, var status) -> {
        json.put("count_path", path.toString());
        type.ifPresent(text -> json.put("type", text));
        status.ifPresent(text -> json.put("status", text));
      }
      case Extraction.Sum(var path) -> json.put("sum_path", path.toString());
      case Extraction.Length(var path) -> json.put("len_path", path.toString());
      case Extraction.Formula ignored -> json.put("expr", FORMULA);
    }
  }

  /** The path that an extraction reads, for people. */
  static String place(Extraction extraction) {
    return switch (extraction) {
      case Extraction.Value(var path) -> path.toString();
      case Extraction.Count(var path, var type, var status) -> path.toString();
      case Extraction.Sum(var path) -> path.toString();
      case Extraction.Length(var path) -> path.toString();
      case Extraction.Formula ignored -> "the same formula";
    };
  }

  private static BigDecimal plain(BigDecimal number) {
    return new BigDecimal(JsonNumbers.plain(number));
  }
}
