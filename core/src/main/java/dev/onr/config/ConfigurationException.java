package dev.onr.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that can't be used; carries everything that is wrong with it. */
public final class ConfigurationException extends RuntimeException {
  private final transient List<Diagnostic> diagnostics;

  public ConfigurationException(List<Diagnostic> diagnostics) {
    super(
        DiagnosticPrinter.inOrder(diagnostics).stream()
            .map(Diagnostic::headline)
            .collect(Collectors.joining("\n")));
    this.diagnostics = DiagnosticPrinter.inOrder(diagnostics);
  }

  /** All findings, errors and warnings, in the order of files and lines. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
