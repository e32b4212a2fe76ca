package dev.onr.config.plan;

import dev.onr.config.ConfigurationException;
import dev.onr.config.ConfigurationFiles;
import dev.onr.config.Diagnostic;
import dev.onr.config.DiagnosticPrinter;
import dev.onr.config.language.Findings;
import dev.onr.config.language.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Loads a directory with one provider per file, and files with presets only. Presets may come from
 * the entry file in the parent directory as well.
 *
 * <p>A strict load takes all files or none. A lenient one leaves out files that can't be used: all
 * that they hold, presets included.
 */
final class DirectoryLoad {
  private final ConfigurationFiles files;
  private final FileReader reader;
  private final LoadMode mode;
  private final Presets presets = new Presets();
  private final List<Diagnostic> findings = new ArrayList<>();
  private final SortedMap<String, CheckedFile> skipped = new TreeMap<>();
  private final SortedMap<String, ProviderPlan> plans = new TreeMap<>();

  DirectoryLoad(ConfigurationFiles files, FileReader reader, LoadMode mode) {
    this.files = files;
    this.reader = reader;
    this.mode = mode;
  }

  Loaded load(String directory, Optional<Plan> previous) {
    List<CheckedFile> all = list(directory).stream().map(reader::read).toList();
    usable(directory, all).forEach(this::compile);
    for (CheckedFile file : all) {
      if (mode == LoadMode.STRICT || !skipped.containsKey(file.baseName())) {
        findings.addAll(file.findings().all());
      }
    }
    if (mode == LoadMode.STRICT && !skipped.isEmpty()) {
      throw new ConfigurationException(DiagnosticPrinter.inOrder(findings));
    }
    previous.ifPresent(this::keepLastGood);
    return new Loaded(
        new Plan(plans),
        all.stream().mapToInt(file -> file.providers().size()).sum(),
        DiagnosticPrinter.inOrder(findings),
        reasons());
  }

  private List<String> list(String directory) {
    String prefix = directory.endsWith("/") ? directory : directory + "/";
    try {
      return files.list(directory).stream()
          .filter(ProviderFiles::isOne)
          .map(prefix::concat)
          .filter(path -> !files.isDirectory(path))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ConfigurationException(
          List.of(
              Diagnostic.fileError(
                  "load.read_failed", directory, "cannot list it: " + e.getMessage())));
    }
  }

  /**
   * Reads presets, those of the entry file above first, and leaves out files that can't be used.
   */
  private List<CheckedFile> usable(String directory, List<CheckedFile> all) {
    Findings above = reader.newFindings();
    List<Section> inherited =
        reader.inherit(
            FileReader.entryFile(FileReader.parent(directory)),
            all.stream().flatMap(file -> file.tree().files().stream()).toList(),
            presets,
            above);
    List<CheckedFile> usable = new ArrayList<>(all);
    for (CheckedFile file : all) {
      addPresets(file);
      judge(file, usable);
    }
    withoutUnresolved(usable);
    inherited.forEach(preset -> presets.verify(preset, above));
    findings.addAll(above.all());
    if (above.hasErrors()) {
      if (mode == LoadMode.STRICT) {
        all.forEach(file -> findings.addAll(file.findings().all()));
      }
      throw new ConfigurationException(DiagnosticPrinter.inOrder(findings));
    }
    return usable;
  }

  /** A preset that can't be resolved takes its file with it, which may leave others unresolved. */
  private void withoutUnresolved(List<CheckedFile> usable) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (CheckedFile file : List.copyOf(usable)) {
        file.presets().forEach(preset -> presets.verify(preset, file.findings()));
        changed |= judge(file, usable);
      }
    }
  }

  private void addPresets(CheckedFile file) {
    for (Section preset : file.presets()) {
      presets.add(preset).ifPresent(file.findings()::add);
    }
  }

  /** Skips a file with errors; a strict load looks on for more, though. */
  private boolean judge(CheckedFile file, List<CheckedFile> usable) {
    if (!file.findings().hasErrors()) {
      return false;
    }
    skipped.put(file.baseName(), file);
    if (mode == LoadMode.STRICT) {
      return false;
    }
    presets.removeAll(file.presets());
    return usable.remove(file);
  }

  private void compile(CheckedFile file) {
    ProviderFiles.provider(file)
        .ifPresent(
            provider -> {
              ProviderPlan plan =
                  new ProviderCompiler(provider, presets, file.findings()).compile();
              ProviderPlan twin = plans.get(plan.name());
              if (twin != null) {
                file.findings().add(ProviderFiles.duplicate(provider, twin));
              }
              if (file.findings().hasErrors()) {
                skipped.put(file.baseName(), file);
              } else {
                plans.put(plan.name(), plan);
              }
            });
  }

  /** A provider whose file became unusable goes on as it was. */
  private void keepLastGood(Plan previous) {
    for (CheckedFile file : skipped.values()) {
      previous.providers().values().stream()
          .filter(
              plan ->
                  plan.file().equals(file.path())
                      || plan.name().equals(ProviderFiles.stem(file.baseName())))
          .forEach(plan -> plans.putIfAbsent(plan.name(), plan));
    }
  }

  private SortedMap<String, String> reasons() {
    SortedMap<String, String> reasons = new TreeMap<>();
    skipped.forEach(
        (name, file) ->
            reasons.put(
                name,
                DiagnosticPrinter.inOrder(file.findings().errors()).stream()
                    .map(Diagnostic::headline)
                    .collect(Collectors.joining("; "))));
    return reasons;
  }
}
