package dev.onr.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where configuration files come from: the disk, or a map for tests and for programs that embed the
 * language. Paths are texts with {@code /} between names, as the operator wrote them.
 */
public interface ConfigurationFiles {
  /**
   * The text of a file.
   *
   * @throws java.nio.file.NoSuchFileException where there is no such file
   * @throws IOException with a message for people where it cannot be read
   */
  String read(String path) throws IOException;

  /** Whether there is a file or directory. */
  boolean exists(String path);

  /** Whether there is a directory. */
  boolean isDirectory(String path);

  /**
   * The names of what stands directly in a directory, in any order.
   *
   * @throws IOException with a message for people where it cannot be listed
   */
  List<String> list(String directory) throws IOException;

  /** The identity of a file: equal for all paths that lead to it, also through links. */
  String canonical(String path);

  /**
   * Files on disk, UTF-8. Bytes that are not UTF-8 come out as U+FFFD, so that the lexer can say
   * where they stand.
   *
   * @param workingDirectory what relative paths start from
   */
  static ConfigurationFiles onDisk(Path workingDirectory) {
    return new DiskFiles(workingDirectory);
  }

  /**
   * Files in memory.
   *
   * @param files texts by path; directories exist where a path leads through them
   */
  static ConfigurationFiles inMemory(Map<String, String> files) {
    return new MemoryFiles(files);
  }
}
