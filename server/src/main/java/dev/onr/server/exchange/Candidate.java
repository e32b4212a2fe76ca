package dev.onr.server.exchange;

import dev.onr.credential.Caller;
import dev.onr.credential.UpstreamKey;
import dev.onr.server.Snapshot;
import dev.onr.steps.RequestRejected;
import java.util.List;
import java.util.Locale;

/**
 * A provider and one of its keys, with which a request may be tried.
 *
 * @param provider lower-case name
 * @param source what named it
 * @param key the upstream key
 */
record Candidate(String provider, ProviderSource source, UpstreamKey key) {

  /**
   * Those that may serve a request, best first: the caller's token decides before the header {@code
   * x-onr-provider}, that before models.yaml. Today there is one.
   *
   * @param header the header's value, trimmed; may be empty
   * @param model the effective model; may be empty
   * @throws RequestRejected 400 {@code provider_not_selected}
   */
  static List<Named> named(Snapshot snapshot, Caller caller, String header, String model) {
    if (caller.provider().isPresent()) {
      return List.of(new Named(caller.provider().get(), ProviderSource.TOKEN));
    }
    if (!header.isEmpty()) {
      return List.of(new Named(header.toLowerCase(Locale.ROOT), ProviderSource.HEADER));
    }
    return snapshot
        .models()
        .find(model)
        .filter(found -> !found.providers().isEmpty())
        .map(
            found -> {
              int turn = snapshot.modelTurns().next(found.id(), found.providers().size());
              return List.of(new Named(found.providers().get(turn), ProviderSource.MODEL));
            })
        .orElseThrow(
            () ->
                new RequestRejected(
                    400,
                    "provider_not_selected",
                    "no provider selected: set x-onr-provider or configure models.yaml"));
  }

  /** A provider's name and what named it. */
  record Named(String provider, ProviderSource source) {
    /**
     * Adds a key: the caller's own, else the next of the provider's.
     *
     * @throws RequestRejected 503 {@code missing_upstream_key}: the operator has to add one
     */
    Candidate withKey(Snapshot snapshot, Caller caller) {
      if (caller.upstreamKey().isPresent()) {
        UpstreamKey own = UpstreamKey.broughtByCaller(provider, caller.upstreamKey().get());
        return new Candidate(provider, source, own);
      }
      List<UpstreamKey> keys = snapshot.keys().upstreamKeys(provider);
      if (keys.isEmpty()) {
        throw new RequestRejected(
            503, "missing_upstream_key", "no upstream key for provider: " + provider);
      }
      int turn = snapshot.keyTurns().next(provider, keys.size());
      return new Candidate(provider, source, keys.get(turn));
    }
  }
}
