package dev.onr.admin.shell;

import dev.onr.config.ConfigurationException;
import dev.onr.config.Diagnostic;
import dev.onr.config.DiagnosticPrinter;
import dev.onr.config.Severity;
import java.util.List;

/** A command could not do what it was asked to; exit code 1. */
public final class Failure extends RuntimeException {
  private final String details;

  /** A failure that one line explains. */
  public Failure(String message) {
    this(message, "");
  }

  /**
   * @param message one line
   * @param details further lines, each ending with LF
   */
  private Failure(String message, String details) {
    super(message);
    this.details = details;
  }

  /**
   * A file that can't be used. One finding stands in the line itself, with its source below; of
   * several the line has the number.
   *
   * @param attempt what was tried, as in {@code keystore load failed: }
   */
  public static Failure of(String attempt, ConfigurationException cause) {
    List<Diagnostic> errors =
        cause.diagnostics().stream().filter(each -> each.severity() == Severity.ERROR).toList();
    if (errors.size() == 1) {
      String text = DiagnosticPrinter.print(errors.getFirst());
      return new Failure(
          attempt + errors.getFirst().headline(), text.substring(text.indexOf('\n') + 1));
    }
    return new Failure(
        attempt + errors.size() + " errors", DiagnosticPrinter.print(cause.diagnostics()));
  }

  /** The one line. */
  public String message() {
    return String.valueOf(getMessage());
  }

  /** What stands below it; may be empty. */
  public String details() {
    return details;
  }
}
