package dev.onr.usage;

import dev.onr.config.ConfigurationFiles;
import dev.onr.config.plan.LoadMode;
import dev.onr.config.plan.PlanLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Makes readers of usage from the statements of a {@code metrics} block. */
final class Rules {
  private static final Path MODES = Path.of("..", "config", "modes");

  private Rules() {}

  /** Of statements, beside the presets that onr ships. */
  static UsageReader of(String statements) {
    return of(statements, shipped("usage_modes.conf") + "\n" + shipped("finish_reason_modes.conf"));
  }

  /** Of statements, beside presets. */
  static UsageReader of(String statements, String presets) {
    String file =
        """
        syntax "next-router/0.1";
        %s
        provider "acme" {
          defaults { upstream_config { base_url = "https://acme.test"; } }
          match api = "chat.completions" { metrics {
        %s
          } }
        }
        """
            .formatted(presets, statements);
    return new PlanLoader(ConfigurationFiles.inMemory(Map.of("acme.conf", file)))
        .load(Path.of("acme.conf"), LoadMode.STRICT, Optional.empty())
        .plan()
        .provider("acme")
        .orElseThrow()
        .routes()
        .all()
        .getFirst()
        .usage();
  }

  private static String shipped(String file) {
    try {
      return Files.readString(MODES.resolve(file)).replaceAll("(?m)^syntax .*$", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
