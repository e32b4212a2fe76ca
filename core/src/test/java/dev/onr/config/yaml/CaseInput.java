package dev.onr.config.yaml;

import dev.onr.CaseFile;
import dev.onr.config.ConfigurationException;
import dev.onr.config.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the golden cases of YAML files have in common: variables in, diagnostics out. */
public final class CaseInput {
  private CaseInput() {}

  /** The section {@code env}: one {@code NAME=value} a line. */
  public static Map<String, String> environment(CaseFile each) {
    Map<String, String> environment = new TreeMap<>();
    each.find("env")
        .ifPresent(
            text ->
                text.lines()
                    .forEach(
                        line -> {
                          int equals = line.indexOf('=');
                          environment.put(line.substring(0, equals), line.substring(equals + 1));
                        }));
    return environment;
  }

  /** The result, or the diagnostics of the failure. */
  public static String outcome(Supplier<String> dump) {
    try {
      return dump.get();
    } catch (ConfigurationException e) {
      return print(e.diagnostics());
    }
  }

  /** One line each, and one more for a hint. */
  public static String print(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .map(each -> each.headline() + each.hint().map(hint -> "\n  " + hint).orElse(""))
        .collect(Collectors.joining("\n"));
  }
}
