package dev.onr.pricing.catalogue;

import dev.onr.json.InvalidJson;
import dev.onr.json.JsonNumbers;
import dev.onr.json.JsonTree;
import dev.onr.pricing.PriceBook;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The providers of a catalogue in the form of models.dev's {@code api.json}, by lower-case id.
 *
 * @param providers sorted by id
 */
public record Catalogue(NavigableMap<String, Provider> providers) {
  public Catalogue {
    providers = Collections.unmodifiableNavigableMap(new TreeMap<>(providers));
  }

  /**
   * One provider.
   *
   * @param id as the catalogue writes it
   * @param name for people; may be empty
   * @param models rates by model id, both sorted; a model without rates has an empty map
   */
  public record Provider(
      String id, String name, NavigableMap<String, NavigableMap<String, BigDecimal>> models) {
    public Provider {
      models = Collections.unmodifiableNavigableMap(new TreeMap<>(models));
    }
  }

  /**
   * Reads a catalogue. Rates that are no numbers, such as tables of tiers, are left out.
   *
   * @throws InvalidCatalogue where the text is something else
   */
  public static Catalogue parse(byte[] json) {
    JsonNode root;
    try {
      root = JsonTree.parse(json);
    } catch (InvalidJson e) {
      throw new InvalidCatalogue(String.valueOf(e.getMessage()));
    }
    if (!root.isObject()) {
      throw new InvalidCatalogue("it is JSON, but no object of providers");
    }
    NavigableMap<String, Provider> providers = new TreeMap<>();
    root.properties()
        .forEach(
            entry -> {
              if (entry.getValue().isObject()) {
                Provider provider = provider(entry.getKey(), entry.getValue());
                providers.put(provider.id().toLowerCase(Locale.ROOT), provider);
              }
            });
    return new Catalogue(providers);
  }

  /** The provider that onr calls so: by its own id, else by the name it has here. */
  public Optional<Provider> find(String name) {
    String id = name.strip().toLowerCase(Locale.ROOT);
    return Optional.ofNullable(providers.get(id))
        .or(() -> Optional.ofNullable(providers.get(PriceBook.catalogueName(id))));
  }

  private static Provider provider(String key, JsonNode node) {
    NavigableMap<String, NavigableMap<String, BigDecimal>> models = new TreeMap<>();
    node.path("models")
        .properties()
        .forEach(
            entry ->
                models.put(
                    text(entry.getValue(), "id").orElse(entry.getKey().strip()),
                    rates(entry.getValue().path("cost"))));
    return new Provider(
        text(node, "id").orElse(key.strip()), text(node, "name").orElse(""), models);
  }

  private static NavigableMap<String, BigDecimal> rates(JsonNode cost) {
    NavigableMap<String, BigDecimal> rates = new TreeMap<>();
    cost.properties()
        .forEach(
            entry -> number(entry.getValue()).ifPresent(rate -> rates.put(entry.getKey(), rate)));
    return rates;
  }

  private static Optional<BigDecimal> number(JsonNode node) {
    return node.isNumber()
        ? Optional.of(node.decimalValue())
        : node.isString() ? JsonNumbers.parse(node.stringValue().strip()) : Optional.empty();
  }

  private static Optional<String> text(JsonNode node, String member) {
    JsonNode value = node.path(member);
    return value.isString()
        ? Optional.of(value.stringValue().strip()).filter(text -> !text.isEmpty())
        : Optional.empty();
  }
}
