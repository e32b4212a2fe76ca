package dev.onr.server;

import dev.onr.Api;
import dev.onr.config.Diagnostic;
import dev.onr.config.DiagnosticPrinter;
import dev.onr.config.NearNames;
import dev.onr.config.plan.LoadMode;
import dev.onr.config.plan.Loaded;
import dev.onr.config.plan.Plan;
import dev.onr.config.plan.ProviderPlan;
import dev.onr.config.plan.Route;
import dev.onr.config.plan.RouteExplanation;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;
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
      int code = failed(e);
      // What was found sound stands above the errors: the last word is the verdict on the whole.
      err.println("configuration test failed");
      return code;
    }
  }

  /**
   * Explains one route of a configuration whose providers are sound; gives the exit code.
   *
   * @param words provider, API, and {@code stream} for the route of streams
   */
  int explain(Path configuration, List<String> words) {
    try {
      Settings settings = loader.settings(configuration);
      ProviderSource source = ProviderSource.resolve(settings.providers());
      Plan plan = loader.providers(source, LoadMode.STRICT, Optional.empty()).plan();
      return explain(plan, words.get(0), words.get(1), words.size() == 3);
    } catch (LoadFailure e) {
      return failed(e);
    }
  }

  private int explain(Plan plan, String name, String apiName, boolean stream) {
    Optional<ProviderPlan> provider = plan.provider(name);
    if (provider.isEmpty()) {
      return unknown("provider", name, plan.providers().keySet());
    }
    List<String> served = provider.get().apis().stream().map(Api::apiName).toList();
    Optional<Route> route = Api.named(apiName).flatMap(api -> provider.get().route(api, stream));
    if (route.isEmpty()) {
      return unknown(stream ? "route for streams of" : "route for", apiName, served);
    }
    RouteExplanation.lines(provider.get(), route.get()).forEach(out::println);
    return ExitCode.FINE;
  }

  private int unknown(String what, String name, Collection<String> there) {
    String hint =
        NearNames.hint(name, there).orElseGet(() -> "there are: " + String.join(", ", there));
    err.println("error: no %s \"%s\"; %s".formatted(what, name, hint));
    return ExitCode.FAILED;
  }

  private int failed(LoadFailure e) {
    out.flush();
    err.println("error: " + word(e.part()) + ": " + e.summary());
    err.print(e.details());
    return ExitCode.FAILED;
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
