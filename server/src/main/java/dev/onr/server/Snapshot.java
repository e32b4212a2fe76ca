package dev.onr.server;

import dev.onr.RoundRobin;
import dev.onr.config.plan.Plan;
import dev.onr.credential.Authenticator;
import dev.onr.credential.KeyStore;
import dev.onr.models.Model;
import dev.onr.models.ModelRoutes;
import dev.onr.server.account.Bookkeeping;
import dev.onr.server.tls.TlsIdentity;

/**
 * All that configuration says, as one value. A reload makes a new one; an exchange keeps the one
 * with which it began.
 *
 * @param settings onr.yaml
 * @param plan the compiled providers
 * @param keys keys.yaml
 * @param models models.yaml
 * @param books how answers are accounted for
 * @param authenticator decides who may come in
 * @param keyTurns whose turn it is among the keys of a provider
 * @param modelTurns whose turn it is among the providers of a model
 */
public record Snapshot(
    Settings settings,
    Plan plan,
    KeyStore keys,
    ModelRoutes models,
    Bookkeeping books,
    Authenticator authenticator,
    RoundRobin keyTurns,
    RoundRobin modelTurns) {

  /** Puts a snapshot together; all turns begin at the first. */
  public static Snapshot of(
      Settings settings, Plan plan, KeyStore keys, ModelRoutes models, Bookkeeping books) {
    return new Snapshot(
        settings,
        plan,
        keys,
        models,
        books,
        new Authenticator(
            settings.auth().apiKey(), keys.accessKeys(), settings.auth().allowByokWithoutKey()),
        new RoundRobin(keys.providers()),
        new RoundRobin(models.models().stream().map(Model::id).toList()));
  }

  /** The same with other providers. */
  Snapshot with(Plan compiled) {
    return new Snapshot(
        settings, compiled, keys, models, books, authenticator, keyTurns, modelTurns);
  }

  /** The same with another certificate. */
  Snapshot with(TlsIdentity identity) {
    return new Snapshot(
        settings.with(identity), plan, keys, models, books, authenticator, keyTurns, modelTurns);
  }
}
