package dev.onr.config.syntax;

import dev.onr.config.Diagnostic;
import dev.onr.config.Span;
import java.util.Optional;

/** Why an include statement cannot be carried out. */
final class IncludeFailure extends Exception {
  private final String code;
  private final String complaint;
  private final Optional<String> hint;

  IncludeFailure(String code, String complaint) {
    this(code, complaint, Optional.empty());
  }

  IncludeFailure(String code, String complaint, Optional<String> hint) {
    super(complaint);
    this.code = code;
    this.complaint = complaint;
    this.hint = hint;
  }

  /** The failure as a finding about the place that asked for the include. */
  Diagnostic at(Span place) {
    Diagnostic error = Diagnostic.error(code, place, complaint);
    return hint.map(error::withHint).orElse(error);
  }
}
