package dev.onr.server.exchange;

import dev.onr.credential.Caller;
import dev.onr.credential.KeyStore;
import dev.onr.models.Model;
import dev.onr.models.ModelProvider;
import dev.onr.models.Retries;
import dev.onr.models.Strategy;
import dev.onr.server.Snapshot;
import dev.onr.server.channel.Channels;
import dev.onr.steps.RequestRejected;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The providers that may serve a request, best first, and how often they are tried.
 *
 * @param providers at least one
 * @param retries what the model says of attempts
 */
record Choice(List<Named> providers, Retries retries) {

  /**
   * A provider's name, and what named it.
   *
   * @param model what the model is called there; empty where it has the client's name
   */
  record Named(String provider, ProviderSource source, String model) {}

  /**
   * Chooses: the caller's token decides before the header {@code x-onr-provider}, that before
   * models.yaml.
   *
   * @param header the header's value, trimmed; may be empty
   * @param model the effective model; may be empty
   * @throws RequestRejected 400 {@code provider_not_selected}
   */
  static Choice of(
      Snapshot snapshot, Channels channels, Caller caller, String header, String model) {
    if (caller.provider().isPresent()) {
      return only(new Named(caller.provider().get(), ProviderSource.TOKEN, ""));
    }
    if (!header.isEmpty()) {
      return only(new Named(header.toLowerCase(Locale.ROOT), ProviderSource.HEADER, ""));
    }
    return snapshot
        .models()
        .find(model)
        .filter(found -> !found.choices().isEmpty())
        .map(found -> new Choice(ordered(snapshot, channels, found), found.retries()))
        .orElseThrow(
            () ->
                new RequestRejected(
                    400,
                    "provider_not_selected",
                    "no provider selected: set x-onr-provider or configure models.yaml"));
  }

  private static Choice only(Named named) {
    return new Choice(List.of(named), Retries.NONE);
  }

  private static List<Named> ordered(Snapshot snapshot, Channels channels, Model model) {
    if (model.choices().size() == 1) {
      return List.of(named(model.choices().getFirst()));
    }
    Strategy strategy = model.strategy().orElse(snapshot.settings().routing().strategy());
    List<ModelProvider> turns = turns(snapshot, model, strategy);
    KeyStore keys = snapshot.keys();
    switch (strategy) {
      case LEAST_BUSY ->
          sort(turns, each -> channels.underWay(keys, each.name()) / (double) each.weight());
      case FASTEST -> sort(turns, each -> channels.expectedFirstByteNanos(keys, each.name()));
      case ROUND_ROBIN, WEIGHTED, PRIORITY -> {}
    }
    Set<ModelProvider> met = new HashSet<>();
    return Stream.concat(
            turns.stream().filter(each -> !each.backup()),
            model.choices().stream().filter(ModelProvider::backup))
        .filter(met::add)
        .map(Choice::named)
        .toList();
  }

  private static Named named(ModelProvider provider) {
    return new Named(provider.name(), ProviderSource.MODEL, provider.model());
  }

  /** Sorts by what is true now, which other threads change in the meantime. */
  private static void sort(List<ModelProvider> turns, ToDoubleFunction<ModelProvider> order) {
    Map<ModelProvider, Double> now = new HashMap<>();
    turns.forEach(each -> now.computeIfAbsent(each, order::applyAsDouble));
    turns.sort(Comparator.comparingDouble(now::get));
  }

  private static List<ModelProvider> turns(Snapshot snapshot, Model model, Strategy strategy) {
    if (strategy == Strategy.PRIORITY) {
      return model.choices();
    }
    int turn = snapshot.modelTurns().next(model.id(), model.weighted().length());
    List<ModelProvider> turns = new ArrayList<>();
    model.weighted().from(turn).forEach(index -> turns.add(model.choices().get(index)));
    return turns;
  }
}
