package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/** {@code thinkingConfig} ↔ {@link Reasoning}. */
final class GeminiThinking {
  private static final int DYNAMIC = -1;

  private GeminiThinking() {}

  /**
   * What a client wants; nothing where it leaves thinking to the model and does not want to see it.
   */
  static Optional<Reasoning> read(Members config) {
    String level = config.text("thinkingLevel").toLowerCase(Locale.ROOT);
    OptionalInt budget = config.integer("thinkingBudget");
    Optional<Boolean> include = config.flag("includeThoughts");
    String show = include.map(wanted -> wanted ? "auto" : "omitted").orElse("");
    if (!level.isEmpty() && !level.endsWith("unspecified")) {
      return Optional.of(new Reasoning(Reasoning.Mode.ON, level, OptionalInt.empty(), show));
    }
    if (budget.isPresent()) {
      int tokens = budget.getAsInt();
      Reasoning.Mode mode =
          tokens == 0
              ? Reasoning.Mode.OFF
              : tokens < 0 ? Reasoning.Mode.ADAPTIVE : Reasoning.Mode.ON;
      return Optional.of(new Reasoning(mode, "", tokens > 0 ? budget : OptionalInt.empty(), show));
    }
    return include.orElse(false)
        ? Optional.of(new Reasoning(Reasoning.Mode.ADAPTIVE, "", OptionalInt.empty(), show))
        : Optional.empty();
  }

  /**
   * Writes what a client of another dialect wants.
   *
   * @param shownByDefault whether that dialect shows reasoning without being asked
   * @return empty where there is nothing to say, or the model does not think
   */
  static Optional<ObjectNode> write(
      Reasoning reasoning, String model, boolean shownByDefault, Losses losses) {
    Optional<GeminiModels.Budgets> budgets = GeminiModels.budgets(model);
    boolean levels = GeminiModels.isThirdGeneration(model);
    if (!levels && budgets.isEmpty()) {
      if (reasoning.mode() != Reasoning.Mode.OFF) {
        losses.lost("reasoning");
      }
      return Optional.empty();
    }
    ObjectNode config = JsonTree.object();
    if (levels) {
      level(reasoning, model).ifPresent(level -> config.put("thinkingLevel", level));
    } else {
      budget(reasoning, budgets.get()).ifPresent(tokens -> config.put("thinkingBudget", tokens));
    }
    boolean asked = !reasoning.show().isEmpty() && !reasoning.show().equals("omitted");
    boolean on =
        reasoning.mode() == Reasoning.Mode.ON || reasoning.mode() == Reasoning.Mode.ADAPTIVE;
    if (asked || (shownByDefault && on && reasoning.show().isEmpty())) {
      config.put("includeThoughts", true);
    }
    return config.isEmpty() ? Optional.empty() : Optional.of(config);
  }

  private static Optional<String> level(Reasoning reasoning, String model) {
    if (isOff(reasoning)) {
      return Optional.of(GeminiModels.leastLevel(model));
    }
    String effort = Efforts.normal(reasoning.effort());
    if (effort.isEmpty()) {
      return reasoning.budget().isPresent()
          ? Optional.of(Efforts.word(reasoning.budget().getAsInt()))
          : Optional.empty();
    }
    return Optional.of(
        switch (effort) {
          case "minimal" -> GeminiModels.leastLevel(model);
          case "low" -> "low";
          case "high", "xhigh", "max" -> "high";
          default -> "medium";
        });
  }

  private static OptionalInt budget(Reasoning reasoning, GeminiModels.Budgets budgets) {
    if (isOff(reasoning)) {
      return OptionalInt.of(budgets.nearest(0));
    }
    if (reasoning.budget().isPresent()) {
      return OptionalInt.of(budgets.nearest(reasoning.budget().getAsInt()));
    }
    String effort = Efforts.normal(reasoning.effort());
    if (effort.isEmpty()) {
      return reasoning.mode() == Reasoning.Mode.ADAPTIVE
          ? OptionalInt.of(DYNAMIC)
          : OptionalInt.empty();
    }
    return OptionalInt.of(
        switch (effort) {
          case "minimal", "low" -> 1024;
          case "high" -> 24_576;
          case "xhigh", "max" -> budgets.most();
          default -> 8192;
        });
  }

  private static boolean isOff(Reasoning reasoning) {
    return reasoning.mode() == Reasoning.Mode.OFF || Efforts.isOff(reasoning.effort());
  }
}
