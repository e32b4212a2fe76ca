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
 * <p>A strict load takes all files or none. A lenient one leaves out providers that can't be used,
 * and all that a file holds when something outside its provider is wrong.
 */
final class DirectoryLoad {
  private final ConfigurationFiles files;
  private final FileReader reader;
  private final LoadMode mode;
  private final Presets presets = new Presets();
  private final List<Diagnostic> findings = new ArrayList<>();
  private final SortedMap<String, ProviderPlan> plans = new TreeMap<>();

  DirectoryLoad(ConfigurationFiles files, FileReader reader, LoadMode mode) {
    this.files = files;
    this.reader = reader;
    this.mode = mode;
  }

  Loaded load(String directory, Optional<Plan> previous) {
    List<CheckedFile> all = list(directory).stream().map(reader::read).toList();
    withPresets(directory, all).forEach(this::compile);
    List<CheckedFile> broken = new ArrayList<>();
    for (CheckedFile file : all) {
      boolean left = file.findings().hasErrors();
      if (left) {
        broken.add(file);
      }
      if (!left || mode == LoadMode.STRICT) {
        findings.addAll(file.findings().all());
      }
    }
    if (mode == LoadMode.STRICT && !broken.isEmpty()) {
      throw new ConfigurationException(DiagnosticPrinter.inOrder(findings));
    }
    previous.ifPresent(plan -> keepLastGood(broken, plan));
    return new Loaded(
        new Plan(plans),
        all.stream().mapToInt(file -> file.providers().size()).sum(),
        DiagnosticPrinter.inOrder(findings),
        reasons(broken));
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

  /** Takes the presets of all files, and of the entry file above, which must be sound. */
  private List<CheckedFile> withPresets(String directory, List<CheckedFile> all) {
    Findings above = reader.newFindings();
    List<Section> inherited =
        reader.inherit(FileReader.entryFile(FileReader.parent(directory)), all, presets, above);
    all.forEach(this::addPresets);
    List<CheckedFile> sound = new ArrayList<>(all);
    all.forEach(file -> dropIfUnsound(file, sound));
    dropUnresolved(sound);
    inherited.forEach(preset -> presets.verify(preset, above));
    findings.addAll(above.all());
    if (above.hasErrors()) {
      if (mode == LoadMode.STRICT) {
        all.forEach(file -> findings.addAll(file.findings().all()));
      }
      throw new ConfigurationException(DiagnosticPrinter.inOrder(findings));
    }
    return sound;
  }

  private void addPresets(CheckedFile file) {
    for (Section preset : file.presets()) {
      presets.add(preset, file.path()).ifPresent(file.findings()::add);
    }
  }

  /** A preset that can't be resolved takes its file with it, which may leave others unresolved. */
  private void dropUnresolved(List<CheckedFile> sound) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (CheckedFile file : List.copyOf(sound)) {
        file.presets().forEach(preset -> presets.verify(preset, file.findings()));
        changed |= dropIfUnsound(file, sound);
      }
    }
  }

  /** A lenient load does without a file whose presets can't be trusted; says whether it did. */
  private boolean dropIfUnsound(CheckedFile file, List<CheckedFile> sound) {
    if (mode == LoadMode.STRICT || file.presetsAreSound()) {
      return false;
    }
    sound.remove(file);
    presets.removeAllOf(file.path());
    // What it brought first, others may bring too.
    sound.forEach(this::addPresets);
    return true;
  }

  private void compile(CheckedFile file) {
    Optional<Section> provider = ProviderFiles.provider(file);
    if (provider.isEmpty()) {
      return;
    }
    ProviderPlan plan = new ProviderCompiler(provider.get(), presets, file.findings()).compile();
    ProviderPlan twin = plans.get(plan.name());
    if (twin != null) {
      file.findings().add(ProviderFiles.duplicate(provider.get(), twin));
    }
    if (!file.findings().hasErrors()) {
      plans.put(plan.name(), plan);
    }
  }

  /** A provider whose file became unusable goes on as it was. */
  private void keepLastGood(List<CheckedFile> broken, Plan previous) {
    for (CheckedFile file : broken) {
      previous.providers().values().stream()
          .filter(
              plan ->
                  plan.file().equals(file.path())
                      || plan.name().equals(ProviderFiles.stem(file.baseName())))
          .forEach(plan -> plans.putIfAbsent(plan.name(), plan));
    }
  }

  private static SortedMap<String, String> reasons(List<CheckedFile> broken) {
    SortedMap<String, String> reasons = new TreeMap<>();
    for (CheckedFile file : broken) {
      reasons.put(
          file.baseName(),
          DiagnosticPrinter.inOrder(file.findings().errors()).stream()
              .map(Diagnostic::headline)
              .collect(Collectors.joining("; ")));
    }
    return reasons;
  }
}
