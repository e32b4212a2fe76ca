package dev.onr.pricing.catalogue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The part of a catalogue that a price file is made from.
 *
 * @param models rates by model, by the catalogue's provider id; all sorted
 * @param skipped what was asked for and is not there
 */
public record Selection(
    NavigableMap<String, NavigableMap<String, NavigableMap<String, BigDecimal>>> models,
    List<Skipped> skipped) {

  public Selection {
    models = Collections.unmodifiableNavigableMap(new TreeMap<>(models));
    skipped = List.copyOf(skipped);
  }

  /**
   * What was left out.
   *
   * @param provider as it was asked for
   * @param model the model that is missing; empty where the whole provider is
   * @param reason one word
   */
  public record Skipped(String provider, Optional<String> model, String reason) {}

  /**
   * Selects providers and models. Two names of one provider select it once.
   *
   * @param providers as onr calls them
   * @param wanted the models to take; empty for all
   */
  public static Selection of(Catalogue catalogue, List<String> providers, List<String> wanted) {
    NavigableMap<String, NavigableMap<String, NavigableMap<String, BigDecimal>>> models =
        new TreeMap<>();
    Set<Skipped> skipped = new LinkedHashSet<>();
    for (String name : providers) {
      Optional<Catalogue.Provider> found = catalogue.find(name);
      if (found.isEmpty()) {
        skipped.add(new Skipped(name, Optional.empty(), "not_found_in_models_dev"));
      } else if (found.get().models().isEmpty()) {
        skipped.add(new Skipped(name, Optional.empty(), "no_models"));
      } else {
        take(name, found.get(), wanted, models, skipped);
      }
    }
    return new Selection(models, new ArrayList<>(skipped));
  }

  private static void take(
      String name,
      Catalogue.Provider provider,
      List<String> wanted,
      NavigableMap<String, NavigableMap<String, NavigableMap<String, BigDecimal>>> into,
      Set<Skipped> skipped) {
    NavigableMap<String, NavigableMap<String, BigDecimal>> taken = new TreeMap<>(provider.models());
    if (!wanted.isEmpty()) {
      taken.keySet().retainAll(wanted);
      wanted.stream()
          .filter(model -> !taken.containsKey(model))
          .forEach(model -> skipped.add(new Skipped(name, Optional.of(model), "model_not_found")));
    }
    if (!taken.isEmpty()) {
      into.put(provider.id(), taken);
    }
  }

  /** How many models there are, of all providers together. */
  public int modelCount() {
    return models.values().stream().mapToInt(Map::size).sum();
  }
}
