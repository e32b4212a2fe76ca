package dev.onr.admin.usage;

import dev.onr.config.ConfigurationFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Files on disk, and one more that stands on the command line; what it includes is on disk.
 *
 * @param text of that one
 * @param disk all others
 */
record InlineText(String text, ConfigurationFiles disk) implements ConfigurationFiles {
  /** What diagnostics call the text. */
  static final String NAME = "-usage-mode-dsl";

  static InlineText of(String text, Path directory) {
    return new InlineText(text, ConfigurationFiles.onDisk(directory));
  }

  @Override
  public String read(String path) throws IOException {
    return path.equals(NAME) ? text : disk.read(path);
  }

  @Override
  public boolean exists(String path) {
    return path.equals(NAME) || disk.exists(path);
  }

  @Override
  public boolean isDirectory(String path) {
    return disk.isDirectory(path);
  }

  @Override
  public List<String> list(String directory) throws IOException {
    return disk.list(directory);
  }

  @Override
  public String canonical(String path) {
    return path.equals(NAME) ? NAME : disk.canonical(path);
  }
}
