package dev.onr.admin.crypto;

import dev.onr.WhiteSpace;
import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.Shell;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a command takes one text from that may be secret. */
final class SecretInput {
  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = {
        "The text. Other users of the machine may see it; safer is standard input, or, at a",
        "terminal, the prompt, which does not show what is typed."
      })
  private Optional<String> text = Optional.empty();

  /** The text: given, typed without an echo, or all of standard input; never empty. */
  String read(Shell shell, String prompt) {
    String given =
        text.map(WhiteSpace::trim)
            .filter(value -> !value.isEmpty())
            .orElseGet(() -> WhiteSpace.trim(typed(shell, prompt)));
    if (given.isEmpty()) {
      throw new Failure("missing input: give --text, or the text on standard input");
    }
    return given;
  }

  private static String typed(Shell shell, String prompt) {
    return shell.terminal().types()
        ? shell.terminal().hiddenLine(prompt).orElse("")
        : shell.input();
  }
}
