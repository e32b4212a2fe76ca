package dev.onr.pricing;

import dev.onr.WhiteSpace;
import dev.onr.config.ConfigurationException;
import dev.onr.config.Diagnostic;
import dev.onr.config.SourceFile;
import dev.onr.config.yaml.YamlSource;
import dev.onr.usage.Usage;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The price list and its overrides, and what an exchange costs by them. Immutable. */
public final class PriceBook {
  /** Nothing has a price. */
  public static final PriceBook EMPTY = load(Optional.empty(), Optional.empty());

  /** What catalogues call providers that we call otherwise. */
  private static final Map<String, String> ALIASES =
      Map.of(
          "gemini", "google",
          "moonshot", "moonshotai-cn",
          "moonshotai", "moonshotai-cn",
          "azure-response", "azure");

  private final PriceList list;
  private final PriceOverrides overrides;

  private PriceBook(PriceList list, PriceOverrides overrides) {
    this.list = list;
    this.overrides = overrides;
  }

  /**
   * Reads both files from disk; either may be missing.
   *
   * @throws ConfigurationException with everything that is wrong with the files
   */
  public static PriceBook read(Path prices, Path overrides) {
    return load(YamlSource.readIfPresent(prices), YamlSource.readIfPresent(overrides));
  }

  /**
   * Reads the texts of price.yaml and price_overrides.yaml.
   *
   * @throws ConfigurationException with everything that is wrong with the first that is wrong
   */
  public static PriceBook load(Optional<SourceFile> prices, Optional<SourceFile> overrides) {
    return new PriceBook(
        prices.map(PriceList::load).orElse(PriceList.EMPTY),
        overrides.map(PriceOverrides::load).orElse(PriceOverrides.EMPTY));
  }

  /** The name under which the catalogue of models.dev has a provider; often the same. */
  public static String catalogueName(String provider) {
    String name = normal(provider);
    return ALIASES.getOrDefault(name, name);
  }

  /** Whether nothing has a price. */
  public boolean isEmpty() {
    return list.prices().isEmpty() && !overrides.havePrices();
  }

  /** What the files say that is likely a mistake. */
  public List<Diagnostic> warnings() {
    List<Diagnostic> warnings = new ArrayList<>(list.warnings());
    warnings.addAll(overrides.warnings());
    return List.copyOf(warnings);
  }

  /**
   * What an exchange cost.
   *
   * @param provider the provider's name
   * @param key the name of the upstream key, {@code byok} for a client's own; blank where it has
   *     none
   * @param model the model that went to the provider, exactly as price files write it
   * @param usage what was used, reported or estimated
   * @return empty where nothing of what was used has a price
   */
  public Optional<Cost> cost(String provider, String key, String model, Usage usage) {
    String name = normal(provider);
    String keyName = WhiteSpace.trim(key);
    String modelName = WhiteSpace.trim(model);
    Adjustment ofProvider = overrides.provider(name);
    Adjustment ofChannel = overrides.channel(name, keyName);
    Prices prices =
        listed(name, modelName).with(ofProvider.model(modelName)).with(ofChannel.model(modelName));
    if (prices.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal multiplier = ofProvider.multiplier().multiply(ofChannel.multiplier());
    Rates rates = new Rates(list.unit(), prices.forInput(usage.inputTokens())).times(multiplier);
    String channel = keyName.isEmpty() ? name : name + "/" + keyName;
    return new Invoice(rates, usage).cost(multiplier, modelName, channel);
  }

  private Prices listed(String provider, String model) {
    return list.find(provider, model)
        .or(() -> list.find(catalogueName(provider), model))
        .orElse(Prices.NONE);
  }

  static String normal(String provider) {
    return WhiteSpace.trim(provider).toLowerCase(Locale.ROOT);
  }
}
