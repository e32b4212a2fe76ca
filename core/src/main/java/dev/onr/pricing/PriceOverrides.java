package dev.onr.pricing;

import dev.onr.WhiteSpace;
import dev.onr.config.Diagnostic;
import dev.onr.config.SourceFile;
import dev.onr.config.yaml.Findings;
import dev.onr.config.yaml.YamlMapping;
import dev.onr.config.yaml.YamlText;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What price_overrides.yaml says.
 *
 * @param providers by the provider's name
 * @param channels by {@code provider/key}
 * @param warnings what is likely a mistake
 */
record PriceOverrides(
    Map<String, Adjustment> providers,
    Map<String, Adjustment> channels,
    List<Diagnostic> warnings) {
  static final PriceOverrides EMPTY = new PriceOverrides(Map.of(), Map.of(), List.of());

  static PriceOverrides load(SourceFile yaml) {
    return new Reader(yaml).read();
  }

  Adjustment provider(String provider) {
    return providers.getOrDefault(provider, Adjustment.NONE);
  }

  Adjustment channel(String provider, String key) {
    return channels.getOrDefault(provider + "/" + key, Adjustment.NONE);
  }

  boolean havePrices() {
    return Stream.concat(providers.values().stream(), channels.values().stream())
        .anyMatch(each -> !each.models().isEmpty());
  }

  private static final class Reader {
    private final Findings findings = new Findings();
    private final YamlMapping root;
    private final PriceReader reader = new PriceReader(findings);

    Reader(SourceFile yaml) {
      this.root = YamlMapping.open(yaml, findings);
    }

    PriceOverrides read() {
      root.text("version");
      Map<String, Adjustment> providers = new HashMap<>();
      YamlMapping byProvider = root.mapping("providers");
      for (YamlText key : byProvider.keys()) {
        providers.put(PriceBook.normal(key.text()), adjustment(byProvider.mapping(key.text())));
      }
      Map<String, Adjustment> channels = new HashMap<>();
      YamlMapping byChannel = root.mapping("channels");
      for (YamlText key : byChannel.keys()) {
        int slash = key.text().indexOf('/');
        String provider = PriceBook.normal(key.text().substring(0, Math.max(0, slash)));
        String name = WhiteSpace.trim(key.text().substring(slash + 1));
        if (slash < 0 || provider.isEmpty() || name.isEmpty()) {
          findings.add(
              Diagnostic.warning(
                  "price.channel",
                  key.place(),
                  "\"%s\" names no channel and has no effect; a channel is written provider/key"
                      .formatted(key.text())));
        } else {
          channels.put(provider + "/" + name, adjustment(byChannel.mapping(key.text())));
        }
      }
      root.warnOfUnknownKeys();
      return new PriceOverrides(providers, channels, findings.warningsOrThrow());
    }

    private Adjustment adjustment(YamlMapping entry) {
      BigDecimal multiplier = entry.decimal("multiplier").orElse(BigDecimal.ONE);
      if (multiplier.signum() < 0) {
        findings.add(
            Diagnostic.error(
                "price.multiplier",
                entry.place("multiplier"),
                "multiplier must not be below zero; 1 leaves prices as they are"));
      }
      YamlMapping models = entry.mapping("models");
      Map<String, Prices> prices = new HashMap<>();
      for (YamlText key : models.keys()) {
        YamlMapping model = models.mapping(key.text());
        Prices cost = reader.prices(model.mapping("cost"));
        model.warnOfUnknownKeys();
        if (!cost.isEmpty()) {
          prices.put(WhiteSpace.trim(key.text()), cost);
        }
      }
      entry.warnOfUnknownKeys();
      return new Adjustment(multiplier, prices);
    }
  }
}
