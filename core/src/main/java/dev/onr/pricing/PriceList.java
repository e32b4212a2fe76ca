package dev.onr.pricing;

import dev.onr.WhiteSpace;
import dev.onr.config.Diagnostic;
import dev.onr.config.SourceFile;
import dev.onr.config.yaml.Findings;
import dev.onr.config.yaml.YamlMapping;
import dev.onr.config.yaml.YamlText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What price.yaml says.
 *
 * @param unit the unit of prices per token, which is reported and not interpreted
 * @param prices by provider and model
 * @param warnings what is likely a mistake
 */
record PriceList(String unit, Map<String, Map<String, Prices>> prices, List<Diagnostic> warnings) {
  static final PriceList EMPTY = new PriceList("usd_per_1m_tokens", Map.of(), List.of());

  static PriceList load(SourceFile yaml) {
    Findings findings = new Findings();
    YamlMapping root = YamlMapping.open(yaml, findings);
    PriceReader reader = new PriceReader(findings);
    Map<String, Map<String, Prices>> prices = new HashMap<>();
    for (YamlMapping entry : root.mappings("entries")) {
      String provider = PriceBook.normal(text(entry, "provider"));
      String model = text(entry, "model");
      Prices cost = reader.prices(entry.mapping("cost"));
      if (!provider.isEmpty() && !model.isEmpty() && !cost.isEmpty()) {
        prices.computeIfAbsent(provider, _ -> new HashMap<>()).put(model, cost);
      }
    }
    String unit = text(root, "unit");
    return new PriceList(unit.isEmpty() ? EMPTY.unit : unit, prices, findings.warningsOrThrow());
  }

  Optional<Prices> find(String provider, String model) {
    return Optional.ofNullable(prices.getOrDefault(provider, Map.of()).get(model));
  }

  private static String text(YamlMapping mapping, String key) {
    return WhiteSpace.trim(mapping.text(key).map(YamlText::text).orElse(""));
  }
}
