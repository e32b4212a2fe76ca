package dev.onr.models;

/**
 * A provider that serves a model.
 *
 * @param name lower-case
 * @param weight how often its turn comes, compared with the others
 * @param model what the model is called there; empty where it has the same name
 * @param backup whether it is only asked when all others can't be
 */
public record ModelProvider(String name, int weight, String model, boolean backup) {
  /** A provider that is nothing but its name. */
  static ModelProvider named(String name) {
    return new ModelProvider(name, 1, "", false);
  }
}
