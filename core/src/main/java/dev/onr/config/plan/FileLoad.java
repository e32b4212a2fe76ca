package dev.onr.config.plan;

import dev.onr.config.ConfigurationException;
import dev.onr.config.Diagnostic;
import dev.onr.config.DiagnosticPrinter;
import dev.onr.config.language.Findings;
import dev.onr.config.language.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Loads one file that holds everything, itself or through includes. All of it counts, or none. */
final class FileLoad {
  private final FileReader reader;
  private final Presets presets = new Presets();
  private final List<Section> inherited = new ArrayList<>();

  FileLoad(FileReader reader) {
    this.reader = reader;
  }

  /** Loads an entry file or a bundle. */
  Loaded load(String path) {
    CheckedFile file = reader.read(path);
    if (!FileReader.isEntryFile(file)) {
      inherit(file, FileReader.parent(path));
    }
    return compile(file);
  }

  /** Loads the file of one provider, which is named like it. */
  Loaded loadSingle(String path) {
    if (!path.endsWith(".conf")) {
      throw new ConfigurationException(
          List.of(
              Diagnostic.fileError(
                  "load.bad_extension", path, "a provider file's name ends in .conf")));
    }
    CheckedFile file = reader.read(path);
    inherit(file, FileReader.parent(FileReader.parent(path)));
    if (ProviderFiles.provider(file).isEmpty() && !file.findings().hasErrors()) {
      file.findings()
          .add(Diagnostic.fileError("load.no_provider", path, "there is no provider in this file"));
    }
    return compile(file);
  }

  private void inherit(CheckedFile file, String directory) {
    inherited.addAll(
        reader.inherit(FileReader.entryFile(directory), List.of(file), presets, file.findings()));
  }

  private Loaded compile(CheckedFile file) {
    Findings findings = file.findings();
    file.presets().forEach(preset -> presets.add(preset, file.path()).ifPresent(findings::add));
    inherited.forEach(preset -> presets.verify(preset, findings));
    file.presets().forEach(preset -> presets.verify(preset, findings));
    SortedMap<String, ProviderPlan> plans = new TreeMap<>();
    for (Section provider : file.providers()) {
      ProviderPlan plan = new ProviderCompiler(provider, presets, findings).compile();
      ProviderPlan twin = plans.putIfAbsent(plan.name(), plan);
      if (twin != null) {
        findings.add(ProviderFiles.duplicate(provider, twin));
      }
    }
    if (findings.hasErrors()) {
      throw new ConfigurationException(DiagnosticPrinter.inOrder(findings.all()));
    }
    return new Loaded(
        new Plan(plans),
        file.providers().size(),
        DiagnosticPrinter.inOrder(findings.all()),
        new TreeMap<>());
  }
}
