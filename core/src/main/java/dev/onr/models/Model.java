package dev.onr.models;

import dev.onr.Rotation;
import java.util.List;
import java.util.Optional;

/**
 * One model of models.yaml.
 *
 * @param id the name that clients ask for; case counts
 * @param choices the providers that serve it; a name may stand several times, which gives it more
 *     weight; empty: the model is listed but has no route
 * @param ownedBy who clients are told owns it; empty where the file doesn't say
 * @param strategy who is asked first; empty where the file doesn't say
 * @param retries how often and for how long providers are tried
 * @param weighted the turns of the choices by their weights
 */
public record Model(
    String id,
    List<ModelProvider> choices,
    String ownedBy,
    Optional<Strategy> strategy,
    Retries retries,
    Rotation weighted) {
  public Model {
    choices = List.copyOf(choices);
  }

  Model(
      String id,
      List<ModelProvider> choices,
      String ownedBy,
      Optional<Strategy> strategy,
      Retries retries) {
    this(
        id,
        choices,
        ownedBy,
        strategy,
        retries,
        Rotation.of(choices.stream().map(ModelProvider::weight).toList()));
  }

  /** The names of the providers, lower-case, as often as they stand there. */
  public List<String> providers() {
    return choices.stream().map(ModelProvider::name).toList();
  }
}
