package dev.onr.config.language;

import dev.onr.config.Diagnostic;
import dev.onr.config.Severity;
import dev.onr.config.Span;
import java.util.ArrayList;
import java.util.List;

/** Everything that was found wrong, or odd, while one configuration was read. */
public final class Findings {
  private final boolean strict;
  private final List<Diagnostic> all = new ArrayList<>();

  /**
   * @param strict whether names that nothing knows are errors; else they are warnings
   */
  public Findings(boolean strict) {
    this.strict = strict;
  }

  /** Adds a finding as it is. */
  public void add(Diagnostic finding) {
    all.add(finding);
  }

  /** Adds findings as they are. */
  public void addAll(List<Diagnostic> findings) {
    all.addAll(findings);
  }

  /** Adds an error. */
  public void error(String code, Span place, String message) {
    add(Diagnostic.error(code, place, message));
  }

  /** Adds a warning. */
  public void warning(String code, Span place, String message) {
    add(Diagnostic.warning(code, place, message));
  }

  /** Adds a finding about a name that nothing knows. */
  void unknown(Diagnostic error) {
    add(strict ? error : error.asWarning());
  }

  /** Whether the configuration can't be used. */
  public boolean hasErrors() {
    return all.stream().anyMatch(each -> each.severity() == Severity.ERROR);
  }

  /** All findings, in the order in which they came. */
  public List<Diagnostic> all() {
    return List.copyOf(all);
  }

  /** The errors, in the order in which they came. */
  public List<Diagnostic> errors() {
    return all.stream().filter(each -> each.severity() == Severity.ERROR).toList();
  }

  /** The warnings, in the order in which they came. */
  public List<Diagnostic> warnings() {
    return all.stream().filter(each -> each.severity() == Severity.WARNING).toList();
  }
}
