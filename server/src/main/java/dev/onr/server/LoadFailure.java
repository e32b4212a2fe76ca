package dev.onr.server;

import dev.onr.config.ConfigurationException;
import dev.onr.config.Diagnostic;
import dev.onr.config.DiagnosticPrinter;
import dev.onr.config.Severity;
import java.nio.file.Path;
import java.util.List;

/** A configuration that can't be used, and which part of it is to blame. */
final class LoadFailure extends Exception {
  /** The parts of a configuration, in the order in which they are read. */
  enum Part {
    CONFIG("config"),
    PROVIDERS("providers"),
    KEYS("keys file"),
    MODELS("models file"),
    PRICES("pricing files");

    private final String noun;

    Part(String noun) {
      this.noun = noun;
    }
  }

  private final Part part;
  private final transient Path path;
  private final transient List<Diagnostic> diagnostics;

  LoadFailure(Part part, Path path, ConfigurationException cause) {
    super(cause);
    this.part = part;
    this.path = path;
    this.diagnostics = DiagnosticPrinter.inOrder(cause.diagnostics());
  }

  Part part() {
    return part;
  }

  /** All that is wrong, in one line: the finding itself if there is one, else their number. */
  String summary() {
    List<Diagnostic> errors =
        diagnostics.stream().filter(each -> each.severity() == Severity.ERROR).toList();
    return errors.size() == 1 ? errors.getFirst().headline() : errors.size() + " errors";
  }

  /** {@code load providers "./config": …}, in one line, with a verb of the caller's. */
  String sentence(String verb) {
    String place =
        switch (part) {
          case CONFIG -> "";
          // There are two of them, and the summary names the one that is wrong.
          case PRICES -> " failed";
          case PROVIDERS, KEYS, MODELS -> " \"" + path + "\"";
        };
    return verb + " " + part.noun + place + ": " + summary();
  }

  /** What {@link #summary()} leaves out: every finding with its source line; may be empty. */
  String details() {
    if (diagnostics.size() != 1) {
      return DiagnosticPrinter.print(diagnostics);
    }
    // The headline is in the summary already; the source line below it is not.
    String text = DiagnosticPrinter.print(diagnostics.getFirst());
    return text.substring(text.indexOf('\n') + 1);
  }
}
