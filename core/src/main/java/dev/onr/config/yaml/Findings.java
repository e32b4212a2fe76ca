package dev.onr.config.yaml;

import dev.onr.config.ConfigurationException;
import dev.onr.config.Diagnostic;
import dev.onr.config.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a file, so that a reader hears of everything at once. */
public final class Findings {
  private final List<Diagnostic> all = new ArrayList<>();

  /** Adds one. */
  public void add(Diagnostic diagnostic) {
    all.add(diagnostic);
  }

  /** All so far, in the order of the text; those without a place stand last. */
  public List<Diagnostic> inOrder() {
    return all.stream()
        .sorted(
            Comparator.comparingInt(
                each -> each.place().map(place -> place.start()).orElse(Integer.MAX_VALUE)))
        .toList();
  }

  /**
   * Ends the reading: gives the warnings if there is nothing worse.
   *
   * @throws ConfigurationException with all findings if one of them is an error
   */
  public List<Diagnostic> warningsOrThrow() {
    List<Diagnostic> found = inOrder();
    if (found.stream().anyMatch(each -> each.severity() == Severity.ERROR)) {
      throw new ConfigurationException(found);
    }
    return found;
  }
}
