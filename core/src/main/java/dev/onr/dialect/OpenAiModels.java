package dev.onr.dialect;

import java.util.Locale;
import java.util.Optional;

/**
 * What OpenAI's models take, by name (OpenAI, "Reasoning models" and the API reference of {@code
 * reasoning_effort}). Names of other vendors' models, which compatible services serve, are taken to
 * know the API as it is today.
 */
final class OpenAiModels {
  private OpenAiModels() {}

  private static String name(String model) {
    String name = model.trim().toLowerCase(Locale.ROOT);
    return name.startsWith("openai/") ? name.substring("openai/".length()) : name;
  }

  /** Whether a model reasons and therefore rejects {@code max_tokens}. */
  static boolean reasons(String model) {
    return name(model).matches("(o\\d|gpt-5).*");
  }

  /**
   * The effort word for as little reasoning as a model can do. {@code none} came with gpt-5.1; the
   * models before it refuse the word, and those that do not reason refuse the parameter.
   *
   * @return empty where nothing can be said
   */
  static Optional<String> leastEffort(String model) {
    String name = name(model);
    if (name.matches("(gpt-[34]|chatgpt-|gpt-5(\\.\\d+)?-(chat|pro)).*")) {
      return Optional.empty();
    }
    if (name.matches("(o\\d|gpt-oss|gpt-5(\\.\\d+)?-codex).*")) {
      return Optional.of("low");
    }
    return Optional.of(name.matches("gpt-5(-.*)?") ? "minimal" : "none");
  }
}
