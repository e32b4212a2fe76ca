package dev.onr.pricing;

import dev.onr.WhiteSpace;
import dev.onr.config.Diagnostic;
import dev.onr.config.Span;
import dev.onr.config.yaml.Findings;
import dev.onr.config.yaml.YamlMapping;
import dev.onr.config.yaml.YamlText;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the {@code cost} of a model, which both files have. */
final class PriceReader {
  private static final String TIER = "context_over_";
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,9})([km]?)");

  private final Findings findings;

  PriceReader(Findings findings) {
    this.findings = findings;
  }

  Prices prices(YamlMapping cost) {
    Map<String, BigDecimal> byName = new HashMap<>();
    TreeMap<Long, Map<String, BigDecimal>> tiers = new TreeMap<>();
    for (YamlText key : cost.keys()) {
      String name = WhiteSpace.trim(key.text());
      if (name.startsWith(TIER)) {
        OptionalLong above = size(key, name);
        Map<String, BigDecimal> tier = tier(cost.mapping(key.text()));
        above.ifPresent(tokens -> tiers.put(tokens, tier));
      } else {
        read(cost, key, byName);
      }
    }
    return new Prices(byName, tiers);
  }

  private Map<String, BigDecimal> tier(YamlMapping tier) {
    Map<String, BigDecimal> byName = new HashMap<>();
    tier.keys().forEach(key -> read(tier, key, byName));
    return Map.copyOf(byName);
  }

  private void read(YamlMapping cost, YamlText key, Map<String, BigDecimal> byName) {
    String name = WhiteSpace.trim(key.text());
    cost.decimal(key.text())
        .ifPresent(
            price -> {
              if (price.signum() < 0) {
                // Catalogues write -1 where a price is not fixed.
                warn(
                    "price.negative",
                    key.place(),
                    "the price " + name + " is below zero and has no effect");
              } else {
                warnOfTokens(key, name);
                byName.put(name, price);
              }
            });
  }

  /** Q23 of the reference: such a price is easily taken for one per million. */
  private void warnOfTokens(YamlText key, String name) {
    if (name.endsWith("_tokens")) {
      findings.add(
          Diagnostic.warning(
                  "price.per_unit",
                  key.place(),
                  "the price "
                      + name
                      + " is charged for each single token, on top of what the token costs as"
                      + " input or output")
              .withHint(
                  "only input, output, cache_read, cache_write, cache_write_5m and"
                      + " cache_write_1h are prices for a million tokens"));
    }
  }

  /** A tier's size: {@code 200k}, {@code 1m} or a plain number of tokens. */
  private OptionalLong size(YamlText key, String name) {
    Matcher size = SIZE.matcher(name.substring(TIER.length()).toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      findings.add(
          Diagnostic.error(
              "price.tier",
              key.place(),
              "a tier of prices is named for the size of prompts that it begins above, for example"
                  + " context_over_200k"));
      return OptionalLong.empty();
    }
    long unit =
        switch (size.group(2)) {
          case "k" -> 1_000;
          case "m" -> 1_000_000;
          default -> 1;
        };
    return OptionalLong.of(Long.parseLong(size.group(1)) * unit);
  }

  private void warn(String code, Span place, String message) {
    findings.add(Diagnostic.warning(code, place, message));
  }
}
