package dev.onr.admin.validate;

import dev.onr.admin.config.KeysOptions;
import dev.onr.admin.config.ModelsOptions;
import dev.onr.admin.config.OperatorFiles;
import dev.onr.admin.config.ProviderOptions;
import dev.onr.admin.shell.OutputOptions;
import dev.onr.admin.shell.Shell;
import dev.onr.config.ConfigurationException;
import dev.onr.config.Severity;
import dev.onr.config.plan.LoadMode;
import dev.onr.config.plan.Loaded;
import dev.onr.config.plan.PlanLoader;
import dev.onr.credential.KeyStore;
import dev.onr.models.ModelRoutes;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the parts are that are checked, and how the outcome is shown. */
final class ValidationOptions {
  @Mixin private final KeysOptions keys = new KeysOptions();
  @Mixin private final ModelsOptions models = new ModelsOptions();
  @Mixin private final ProviderOptions providers = new ProviderOptions();

  @Option(
      names = "--show-usage-plan",
      arity = "0..1",
      description = "Also print how each provider's usage is read, compiled, as JSON.")
  private boolean usagePlan;

  @Mixin private final OutputOptions output = new OutputOptions();

  boolean json() {
    return output.json();
  }

  boolean showsUsagePlan() {
    return usagePlan;
  }

  Check keys(Shell shell) {
    Path file = keys.file(shell);
    return new Check(
        "keys",
        () -> KeyStore.read(file, shell.environment()).warnings(),
        e -> prefix(e, "keys", "keystore load failed: "));
  }

  Check models(Shell shell) {
    Path file = models.file(keys.files(shell), shell);
    return new Check(
        "models",
        () -> ModelRoutes.read(file).warnings(),
        e -> prefix(e, "models", "models load failed: "));
  }

  Check providers(Shell shell) {
    Path source = source(shell);
    return new Check(
        "providers",
        () -> load(source).warnings(),
        e -> "validate providers dir %s failed: ".formatted(shell.shown(source)));
  }

  /** The providers, strictly read. */
  Loaded load(Path source) {
    return new PlanLoader().load(source, LoadMode.STRICT, Optional.empty());
  }

  Path source(Shell shell) {
    OperatorFiles files = keys.files(shell);
    return providers.source(files, shell);
  }

  /** Text that is no YAML, YAML of the wrong shape, and contents that make no sense. */
  private static String prefix(ConfigurationException e, String file, String otherwise) {
    String code =
        e.diagnostics().stream()
            .filter(each -> each.severity() == Severity.ERROR)
            .map(each -> each.code())
            .findFirst()
            .orElse("");
    if (code.equals("yaml.syntax")) {
      return "load %s yaml: ".formatted(file);
    }
    return code.startsWith("yaml.") ? "%s yaml structure invalid: ".formatted(file) : otherwise;
  }
}
