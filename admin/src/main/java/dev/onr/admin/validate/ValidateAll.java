package dev.onr.admin.validate;

import dev.onr.admin.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code validate all}. */
@Command(name = "all", description = "Checks keys, models and providers, up to the first failure.")
public final class ValidateAll implements Runnable {
  private final Shell shell;

  @Mixin private final ValidationOptions options = new ValidationOptions();

  public ValidateAll(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    Validation validation = new Validation(shell, options);
    validation.run(options.keys(shell));
    validation.run(options.models(shell));
    validation.run(options.providers(shell));
    if (!options.json()) {
      shell.out().println("validate all: OK");
    }
    validation.end();
  }
}
