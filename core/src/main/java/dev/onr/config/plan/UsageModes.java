package dev.onr.config.plan;

import dev.onr.config.ConfigurationException;
import dev.onr.config.ConfigurationFiles;
import dev.onr.config.DiagnosticPrinter;
import dev.onr.config.language.Findings;
import dev.onr.config.language.Section;
import dev.onr.usage.UsageReader;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The presets for usage of one file, each compiled as if a provider had chosen it. */
public final class UsageModes {
  private UsageModes() {}

  /**
   * Reads a file with its includes. Only what it defines itself counts: no entry file is looked
   * for, and providers in it are checked but not compiled.
   *
   * @return readers by preset name, sorted
   * @throws ConfigurationException with everything that is wrong
   */
  public static Map<String, UsageReader> load(ConfigurationFiles files, String path) {
    CheckedFile file = new FileReader(files, true).read(path);
    Findings findings = file.findings();
    Presets presets = new Presets();
    file.presets().forEach(preset -> presets.add(preset, path).ifPresent(findings::add));
    file.presets().forEach(preset -> presets.verify(preset, findings));
    SortedMap<String, UsageReader> readers = new TreeMap<>();
    for (Section preset : file.presets()) {
      presets
          .usageRules(preset, findings)
          .ifPresent(
              rules ->
                  readers.put(
                      rules.preset().orElseThrow(),
                      new Metrics(rules, Presets.Rules.NONE).reader(findings)));
    }
    if (findings.hasErrors()) {
      throw new ConfigurationException(DiagnosticPrinter.inOrder(findings.all()));
    }
    return Collections.unmodifiableSortedMap(readers);
  }
}
