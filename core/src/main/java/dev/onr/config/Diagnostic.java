package dev.onr.config;

import java.util.Optional;

/**
 * One thing that is wrong with the configuration.
 *
 * @param severity whether the configuration can be used all the same
 * @param code a stable dotted name, for example {@code mode.unknown}, that scripts may rely on
 * @param place the text that is to blame; empty where only a file is known
 * @param file the file's name, also where {@code place} is empty; blank where no file is involved
 * @param message what is wrong, in one line; secrets of the text that it repeats are hidden
 * @param hint the way out, for example a near name; empty where there is none to give
 * @param subject the part of a provider that is concerned; empty for faults of the text itself
 */
public record Diagnostic(
    Severity severity,
    String code,
    Optional<Span> place,
    String file,
    String message,
    Optional<String> hint,
    Optional<Subject> subject) {

  public Diagnostic {
    String said = message;
    message = place.map(span -> span.file().withoutSecrets(said)).orElse(said);
  }

  /**
   * The part of a provider that a finding is about, for tools that sort findings.
   *
   * @param provider the normalised name; blank for presets
   * @param scope where in the provider, for example {@code match[0].upstream} or {@code
   *     defaults.request.json_op[2]}
   * @param directive the directive's name; blank where a block as a whole is concerned
   */
  public record Subject(String provider, String scope, String directive) {}

  /** A finding about no part of a provider in particular. */
  public Diagnostic(
      Severity severity,
      String code,
      Optional<Span> place,
      String file,
      String message,
      Optional<String> hint) {
    this(severity, code, place, file, message, hint, Optional.empty());
  }

  /** An error at a place. */
  public static Diagnostic error(String code, Span place, String message) {
    return new Diagnostic(
        Severity.ERROR, code, Optional.of(place), place.file().name(), message, Optional.empty());
  }

  /** A warning at a place. */
  public static Diagnostic warning(String code, Span place, String message) {
    return new Diagnostic(
        Severity.WARNING, code, Optional.of(place), place.file().name(), message, Optional.empty());
  }

  /** An error about a file as a whole. */
  public static Diagnostic fileError(String code, String file, String message) {
    return new Diagnostic(Severity.ERROR, code, Optional.empty(), file, message, Optional.empty());
  }

  /** The same diagnostic with a way out. */
  public Diagnostic withHint(String text) {
    return new Diagnostic(severity, code, place, file, message, Optional.of(text), subject);
  }

  /** The same diagnostic as a warning. */
  public Diagnostic asWarning() {
    return new Diagnostic(Severity.WARNING, code, place, file, message, hint, subject);
  }

  /** The same diagnostic, said to be about a part of a provider. */
  public Diagnostic about(Subject part) {
    return new Diagnostic(severity, code, place, file, message, hint, Optional.of(part));
  }

  /** {@code file:line:column: error[code]: message} in one line, without source text. */
  public String headline() {
    String where =
        place
            .map(span -> file + ":" + span.line() + ":" + span.column() + ": ")
            .orElse(file.isBlank() ? "" : file + ": ");
    String word = severity == Severity.ERROR ? "error" : "warning";
    return where + word + "[" + code + "]: " + message;
  }
}
