package dev.onr.config.syntax;

import dev.onr.config.ConfigurationFiles;
import dev.onr.config.Diagnostic;
import dev.onr.config.SourceFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Reads a file and puts the content of other files in place of its {@code include} statements. */
public final class Includes {
  private final ConfigurationFiles files;
  private final Parser parser;

  /**
   * @param files where files come from
   * @param parser what reads each of them
   */
  public Includes(ConfigurationFiles files, Parser parser) {
    this.files = files;
    this.parser = parser;
  }

  /**
   * Reads a file and everything that it includes. Nothing is thrown: a file that is missing or
   * cannot be read is a diagnostic ({@code load.source_missing}, {@code load.read_failed}), and the
   * tree is empty.
   */
  public ExpandedTree load(String path) {
    try {
      return expand(new SourceFile(path, files.read(path), files.canonical(path)));
    } catch (NoSuchFileException e) {
      return ExpandedTree.unreadable(
          Diagnostic.fileError("load.source_missing", path, "there is no such file"));
    } catch (IOException e) {
      return ExpandedTree.unreadable(
          Diagnostic.fileError("load.read_failed", path, "cannot read it: " + e.getMessage()));
    }
  }

  /** Reads everything that a text includes; relative paths start from the directory of its name. */
  public ExpandedTree expand(SourceFile root) {
    return new Expansion(files, parser).expand(root);
  }
}
