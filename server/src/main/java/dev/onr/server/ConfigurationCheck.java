package dev.onr.server;

import dev.onr.config.Diagnostic;
import dev.onr.config.DiagnosticPrinter;
import dev.onr.config.plan.LoadMode;
import dev.onr.config.plan.Loaded;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The command {@code -t}: reads a configuration as strictly as possible and tells what it found.
 */
final class ConfigurationCheck {
  private final SnapshotLoader loader;
  private final PrintStream out;
  private final PrintStream err;

  ConfigurationCheck(SnapshotLoader loader, PrintStream out, PrintStream err) {
    this.loader = loader;
    this.out = out;
    this.err = err;
  }

  /** Checks part by part, up to the first that is wrong; gives the exit code. */
  int run(Path configuration) {
    try {
      Settings settings = loader.settings(configuration);
      var _ = loader.accessLog(settings, configuration);
      ok("config", settings.warnings());
      ProviderSource source = ProviderSource.resolve(settings.providers());
      Loaded providers = loader.providers(source, LoadMode.STRICT, Optional.empty());
      ok("providers loaded=" + providers.providerBlocks(), providers.warnings());
      ok("keys", loader.keys(settings).warnings());
      ok("models", loader.models(settings).warnings());
      // No line of its own: scripts count on the ones above.
      warn(loader.prices(settings).warnings());
      out.println("configuration ok");
      return ExitCode.FINE;
    } catch (LoadFailure e) {
      out.flush();
      err.println("error: " + word(e.part()) + ": " + e.summary());
      err.print(e.details());
      return ExitCode.FAILED;
    }
  }

  private void ok(String what, List<Diagnostic> warnings) {
    out.println("ok: " + what);
    warn(warnings);
  }

  private void warn(List<Diagnostic> warnings) {
    DiagnosticPrinter.inOrder(warnings).forEach(each -> out.println("warn: " + place(each)));
  }

  private static String place(Diagnostic warning) {
    String where =
        warning
            .place()
            .map(span -> warning.file() + ":" + span.line() + ":" + span.column() + ": ")
            .orElse(warning.file().isBlank() ? "" : warning.file() + ": ");
    return where + warning.message();
  }

  private static String word(LoadFailure.Part part) {
    return switch (part) {
      case CONFIG -> "config";
      case PROVIDERS -> "providers";
      case KEYS -> "keys";
      case MODELS -> "models";
      case PRICES -> "pricing";
    };
  }
}
