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
  private String provider = "";
  private String scope = "";

  /**
   * @param strict whether names that nothing knows are errors; else they are warnings
   */
  public Findings(boolean strict) {
    this.strict = strict;
  }

  /**
   * Says what the next findings are about, unless they say so themselves.
   *
   * @param part the provider's name, or blank for presets
   * @param inside where in it, for example {@code match[0]}
   */
  public void concerning(String part, String inside) {
    provider = part;
    scope = inside;
  }

  /** Adds a finding. Its message becomes one line, whatever it quotes. */
  public void add(Diagnostic finding) {
    Diagnostic line =
        new Diagnostic(
            finding.severity(),
            finding.code(),
            finding.place(),
            finding.file(),
            oneLine(finding.message()),
            finding.hint().map(Findings::oneLine),
            finding.subject());
    boolean placed = line.subject().isPresent() || (provider.isEmpty() && scope.isEmpty());
    all.add(placed ? line : line.about(new Diagnostic.Subject(provider, scope, directive(line))));
  }

  private static String directive(Diagnostic finding) {
    return finding.place().map(Span::text).filter(Directives::isKnown).orElse("");
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  /** Adds several findings. */
  public void addAll(List<Diagnostic> findings) {
    findings.forEach(this::add);
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
