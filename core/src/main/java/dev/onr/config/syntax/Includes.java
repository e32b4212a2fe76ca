package dev.onr.config.syntax;

import dev.onr.config.ConfigurationFiles;
import dev.onr.config.SourceFile;
import java.util.List;

/** Reads a file and puts the content of other files in place of its {@code include} statements. */
public final class Includes {
  private final ConfigurationFiles files;
  private final Parser parser;

  public Includes(ConfigurationFiles files, Parser parser) {
    this.files = files;
    this.parser = parser;
  }

  /**
   * Reads a file and everything that it includes. Nothing is thrown: a file that is missing or
   * cannot be read is a diagnostic ({@code load.source_missing}, {@code load.read_failed}).
   */
  public ExpandedTree load(String path) {
    try {
      return expand(new SourceFile(path, files.read(path), files.canonical(path)));
    } catch (java.io.IOException e) {
      return new ExpandedTree(List.of(), List.of(), List.of());
    }
  }

  /** Reads everything that a text includes; relative paths start from the directory of its name. */
  public ExpandedTree expand(SourceFile root) {
    SyntaxTree tree = parser.parse(root);
    return new ExpandedTree(List.of(root), tree.items(), tree.diagnostics());
  }
}
