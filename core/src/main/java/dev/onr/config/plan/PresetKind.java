package dev.onr.config.plan;

import dev.onr.config.language.Block;
import dev.onr.config.language.Setting;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of presets, each with its own names. */
enum PresetKind {
  USAGE(Block.USAGE_MODE, "usage_extract"),
  FINISH_REASON(Block.FINISH_REASON_MODE, "finish_reason_extract"),
  MODELS(Block.MODELS_MODE, "models_mode"),
  BALANCE(Block.BALANCE_MODE, "balance_mode");

  private final Block block;
  private final String selector;

  PresetKind(Block block, String selector) {
    this.block = block;
    this.selector = selector;
  }

  /** The kind of presets that a block at the top level defines. */
  static Optional<PresetKind> definedBy(Block block) {
    return Arrays.stream(values()).filter(kind -> kind.block == block).findFirst();
  }

  /** The directive that chooses one. */
  String selector() {
    return selector;
  }

  /** Whether onr itself knows a mode of this name. */
  boolean isBuiltIn(String name) {
    return switch (this) {
      case USAGE, FINISH_REASON -> false;
      case MODELS -> name.equals("openai") || name.equals("gemini");
      case BALANCE -> name.equals("openai");
    };
  }

  /** Whether a statement can stand in a preset of this kind. */
  boolean owns(Setting setting) {
    return setting.directive().in().contains(block);
  }

  boolean selects(Setting setting) {
    return setting.name().equals(selector);
  }

  /** Whether a statement is reason enough to take a block without a mode for {@code custom}. */
  boolean isRule(Setting setting) {
    return !selects(setting)
        && !setting.name().equals("usage_root")
        && !setting.name().equals("usage_tokens")
        && !setting.name().equals("method");
  }
}
