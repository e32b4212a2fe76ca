package dev.onr.admin.validate;

import dev.onr.admin.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code validate providers}. */
@Command(name = "providers", description = "Checks all provider files, as strictly as onr -t does.")
public final class ValidateProviders implements Runnable {
  private final Shell shell;

  @Mixin private final ValidationOptions options = new ValidationOptions();

  public ValidateProviders(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    Validation validation = new Validation(shell, options);
    validation.run(options.providers(shell));
    validation.end();
  }
}
