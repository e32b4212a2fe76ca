package dev.onr.config.language;

import dev.onr.config.Diagnostic;
import dev.onr.config.NearNames;
import dev.onr.config.Span;
import java.util.Collection;

/** Ends the reading of one statement: what is wrong with it is known. */
final class Refusal extends RuntimeException {
  private final transient Diagnostic diagnostic;

  Refusal(Diagnostic diagnostic) {
    super(diagnostic.message(), null, false, false);
    this.diagnostic = diagnostic;
  }

  Refusal(String code, Span place, String message) {
    this(Diagnostic.error(code, place, message));
  }

  Diagnostic diagnostic() {
    return diagnostic;
  }

  Refusal withHint(String hint) {
    return new Refusal(diagnostic.withHint(hint));
  }

  /** With "did you mean" where one of the names is near. */
  Refusal near(String given, Collection<String> names) {
    return NearNames.hint(given, names).map(this::withHint).orElse(this);
  }
}
