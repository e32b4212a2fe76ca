package dev.onr.config.plan;

import dev.onr.config.ConfigurationFiles;
import dev.onr.config.Diagnostic;
import dev.onr.config.SourceFile;
import dev.onr.config.Span;
import dev.onr.config.language.Checker;
import dev.onr.config.language.Directives;
import dev.onr.config.language.Findings;
import dev.onr.config.language.Section;
import dev.onr.config.syntax.ExpandedTree;
import dev.onr.config.syntax.Includes;
import dev.onr.config.syntax.Parser;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads provider files and checks them. */
final class FileReader {
  private static final String ENTRY_FILE = "onr.conf";

  private final ConfigurationFiles files;
  private final Includes includes;
  private final boolean strict;

  FileReader(ConfigurationFiles files, boolean strict) {
    this.files = files;
    this.includes = new Includes(files, new Parser(Directives::isKnown));
    this.strict = strict;
  }

  /** Reads a file with everything that it includes. */
  CheckedFile read(String path) {
    ExpandedTree tree = includes.load(path);
    Findings findings = new Findings(strict);
    findings.addAll(tree.diagnostics());
    return new CheckedFile(path, tree, new Checker(tree, findings).check(), findings);
  }

  Findings newFindings() {
    return new Findings(strict);
  }

  /** The entry file in a directory. */
  static String entryFile(String directory) {
    return directory.isEmpty()
        ? ENTRY_FILE
        : directory + (directory.endsWith("/") ? "" : "/") + ENTRY_FILE;
  }

  static boolean isEntryFile(CheckedFile file) {
    return file.baseName().equals(ENTRY_FILE);
  }

  /** The directory that a path stands in; empty for the working directory. */
  static String parent(String path) {
    String trimmed =
        path.endsWith("/") && path.length() > 1 ? path.substring(0, path.length() - 1) : path;
    if (trimmed.isEmpty() || trimmed.equals(".")) {
      return "..";
    }
    int slash = trimmed.lastIndexOf('/');
    return slash < 0 ? "" : slash == 0 ? "/" : trimmed.substring(0, slash);
  }

  /**
   * Takes over the presets of an entry file, if it exists. Its providers are none of this load's
   * business, nor is what stands in files that the load reads itself.
   *
   * @param own files that the load reads itself
   * @return the presets that were taken over
   */
  List<Section> inherit(
      String entryFile, List<CheckedFile> own, Presets presets, Findings findings) {
    if (!files.exists(entryFile)) {
      return List.of();
    }
    Set<String> ownOrigins =
        own.stream()
            .flatMap(file -> file.tree().files().stream().limit(1))
            .map(SourceFile::origin)
            .collect(Collectors.toSet());
    ExpandedTree tree = includes.load(entryFile);
    Findings all = newFindings();
    List<Section> inherited =
        new Checker(tree, all)
            .checkPresets().stream()
                .filter(Presets::isPreset)
                .filter(section -> !ownOrigins.contains(file(section).origin()))
                .toList();
    Set<String> sources =
        Stream.concat(tree.files().stream().limit(1), inherited.stream().map(FileReader::file))
            .map(SourceFile::origin)
            .collect(Collectors.toSet());
    Stream.concat(tree.diagnostics().stream(), all.all().stream())
        .filter(each -> isAbout(each, sources))
        .forEach(findings::add);
    for (Section preset : inherited) {
      presets.add(preset, entryFile).ifPresent(findings::add);
    }
    return inherited;
  }

  private static SourceFile file(Section section) {
    return section.place().file();
  }

  private static boolean isAbout(Diagnostic diagnostic, Set<String> origins) {
    return diagnostic.code().startsWith("include.")
        || diagnostic
            .place()
            .map(Span::file)
            .map(file -> origins.contains(file.origin()))
            .orElse(true);
  }
}
