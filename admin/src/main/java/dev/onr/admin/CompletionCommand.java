package dev.onr.admin;

import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.Shell;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}. */
@Command(
    name = "completion",
    description = {
      "Prints a script that completes commands and flags. For bash and zsh:",
      "  source <(onr-admin completion bash)"
    })
final class CompletionCommand implements Runnable {
  private final Shell shell;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "SHELL", description = "bash or zsh")
  private String wanted = "";

  CompletionCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    switch (wanted.strip().toLowerCase(Locale.ROOT)) {
      // One script serves both: in zsh it switches bash's completion on.
      case "bash", "zsh" ->
          shell.out().print(AutoComplete.bash("onr-admin", spec.root().commandLine()));
      default -> throw new Failure("no completion for \"%s\" (expect: bash|zsh)".formatted(wanted));
    }
  }
}
