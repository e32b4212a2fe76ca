package dev.onr.dialect;

import java.util.Locale;
import java.util.Optional;

/** Effort words and token budgets, turned into each other where a target knows only one of them. */
final class Efforts {
  private static final int LOW_BUDGET = 1024;
  private static final int MEDIUM_BUDGET = 8192;
  private static final int HIGH_BUDGET = 16384;
  private static final int EXTRA_HIGH_BUDGET = 32768;

  private Efforts() {}

  /** Whether an effort word asks for no thinking at all. */
  static boolean isOff(String effort) {
    return switch (normal(effort)) {
      case "none", "off", "disabled" -> true;
      default -> false;
    };
  }

  /**
   * The effort word with which a model of OpenAI's dialects does not reason: the client's own, or
   * the least that the model takes. A model that can't be told reasons all the same, which is lost.
   */
  static String off(Reasoning reasoning, String model, Losses losses) {
    if (!reasoning.effort().isBlank()) {
      return reasoning.effort().trim();
    }
    Optional<String> least = OpenAiModels.leastEffort(model);
    if (least.isEmpty() && OpenAiModels.reasons(model)) {
      losses.lost("reasoning");
    }
    return least.orElse("");
  }

  /** An effort word without white space, in lower case. */
  static String normal(String effort) {
    return effort.trim().toLowerCase(Locale.ROOT);
  }

  /** Tokens to think with for an effort word; an unknown word counts as medium. */
  static int budget(String effort) {
    return switch (normal(effort)) {
      case "minimal", "low" -> LOW_BUDGET;
      case "high" -> HIGH_BUDGET;
      case "xhigh", "max" -> EXTRA_HIGH_BUDGET;
      default -> MEDIUM_BUDGET;
    };
  }

  /** The effort word nearest to a budget. */
  static String word(int budget) {
    if (budget < LOW_BUDGET * 4) {
      return "low";
    }
    return budget < HIGH_BUDGET ? "medium" : "high";
  }
}
