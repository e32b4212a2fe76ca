package dev.onr.pricing.catalogue;

import dev.onr.json.JsonNumbers;
import dev.onr.json.JsonTree;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.NavigableMap;
import java.util.stream.Collectors;

/** Writes a selection as the YAML that the gateway reads prices from. */
public final class PriceFileText {
  private PriceFileText() {}

  /**
   * The whole file.
   *
   * @param url where the catalogue came from
   * @param fetchedAt when
   */
  public static String of(Selection selection, String url, Instant fetchedAt) {
    StringBuilder text = new StringBuilder();
    text.append("version: v1\n")
        .append("source:\n  url: ")
        .append(quoted(url))
        .append("\n  fetched_at: ")
        .append(quoted(time(fetchedAt)))
        .append("\n  providers: [")
        .append(
            selection.models().keySet().stream()
                .map(PriceFileText::quoted)
                .collect(Collectors.joining(", ")))
        .append("]\nunit: usd_per_1m_tokens\nentries:\n");
    selection
        .models()
        .forEach(
            (provider, models) ->
                models.forEach((model, rates) -> entry(text, provider, model, rates)));
    return text.toString();
  }

  /** A time as RFC 3339 writes it in UTC, to the second. */
  public static String time(Instant time) {
    return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS));
  }

  private static void entry(
      StringBuilder text, String provider, String model, NavigableMap<String, BigDecimal> rates) {
    text.append("  - model: ")
        .append(quoted(model))
        .append("\n    provider: ")
        .append(quoted(provider))
        .append("\n    cost: {")
        .append(
            rates.entrySet().stream()
                .map(rate -> quoted(rate.getKey()) + ": " + JsonNumbers.plain(rate.getValue()))
                .collect(Collectors.joining(", ")))
        .append("}\n");
  }

  /** In YAML, a text in JSON's quotes is that text (YAML 1.2 §7.3.1). */
  private static String quoted(String text) {
    return text.matches("[A-Za-z][A-Za-z0-9_./-]*")
            && !text.matches("(?i)y|n|yes|no|on|off|true|false|null")
        ? text
        : JsonTree.text(JsonTree.nodes().stringNode(text));
  }
}
