package dev.onr.admin.validate;

import dev.onr.admin.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code validate keys}. */
@Command(name = "keys", description = "Checks the keys file, opening every encrypted value.")
public final class ValidateKeys implements Runnable {
  private final Shell shell;

  @Mixin private final ValidationOptions options = new ValidationOptions();

  public ValidateKeys(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    Validation validation = new Validation(shell, options);
    validation.run(options.keys(shell));
    validation.end();
  }
}
