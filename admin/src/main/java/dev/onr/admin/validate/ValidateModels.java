package dev.onr.admin.validate;

import dev.onr.admin.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code validate models}. */
@Command(name = "models", description = "Checks the models file.")
public final class ValidateModels implements Runnable {
  private final Shell shell;

  @Mixin private final ValidationOptions options = new ValidationOptions();

  public ValidateModels(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    Validation validation = new Validation(shell, options);
    validation.run(options.models(shell));
    validation.end();
  }
}
