package dev.onr.shipped;

import dev.onr.config.plan.LoadMode;
import dev.onr.config.plan.Loaded;
import dev.onr.config.plan.PlanLoader;
import java.nio.file.Path;
import java.util.Optional;

/** What this repository ships under {@code config/}, loaded as {@code onr -t} would. */
final class ShippedProviders {
  /** The shipped configuration, seen from the module's directory, where Maven runs tests. */
  static final Path CONFIG = Path.of("..", "config");

  private ShippedProviders() {}

  static Loaded load() {
    return load(CONFIG.resolve("onr.conf"));
  }

  static Loaded load(Path source) {
    return new PlanLoader().load(source, LoadMode.STRICT, Optional.empty());
  }
}
