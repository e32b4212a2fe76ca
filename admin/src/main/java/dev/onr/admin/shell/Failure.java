package dev.onr.admin.shell;

import dev.onr.config.ConfigurationException;
import dev.onr.config.Diagnostic;
import dev.onr.config.DiagnosticPrinter;
import dev.onr.config.Severity;
import java.util.List;

/** A command could not do what it was asked to; its exit code is 1 unless it says otherwise. */
public final class Failure extends RuntimeException {
  private final String details;
  private final int code;

  /** A failure that one line explains. */
  public Failure(String message) {
    this(message, "", 1);
  }

  /** The same with an exit code of its own. */
  public Failure(String message, int code) {
    this(message, "", code);
  }

  /**
   * @param message one line
   * @param details further lines, each ending with LF
   */
  private Failure(String message, String details, int code) {
    super(message);
    this.details = details;
    this.code = code;
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
          attempt + errors.getFirst().headline(), text.substring(text.indexOf('\n') + 1), 1);
    }
    return new Failure(
        attempt + errors.size() + " errors", DiagnosticPrinter.print(cause.diagnostics()), 1);
  }

  /** The one line. */
  public String message() {
    return String.valueOf(getMessage());
  }

  /** What stands below it; may be empty. */
  public String details() {
    return details;
  }

  /** What the process ends with. */
  public int code() {
    return code;
  }
}
