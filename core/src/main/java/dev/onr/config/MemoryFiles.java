package dev.onr.config;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Configuration files in memory. */
final class MemoryFiles implements ConfigurationFiles {
  private final Map<String, String> files = new TreeMap<>();

  MemoryFiles(Map<String, String> files) {
    files.forEach((path, text) -> this.files.put(canonical(path), text));
  }

  @Override
  public String read(String path) throws IOException {
    String text = files.get(canonical(path));
    if (text == null) {
      if (isDirectory(path)) {
        throw new IOException("it is a directory");
      }
      throw new NoSuchFileException(path);
    }
    return text;
  }

  @Override
  public boolean exists(String path) {
    return files.containsKey(canonical(path)) || isDirectory(path);
  }

  @Override
  public boolean isDirectory(String path) {
    String prefix = inside(path);
    return files.keySet().stream().anyMatch(file -> file.startsWith(prefix));
  }

  @Override
  public List<String> list(String directory) throws IOException {
    if (!isDirectory(directory)) {
      throw new NoSuchFileException(directory);
    }
    String prefix = inside(directory);
    return files.keySet().stream()
        .filter(file -> file.startsWith(prefix))
        .map(file -> file.substring(prefix.length()).split("/", 2)[0])
        .distinct()
        .toList();
  }

  @Override
  public String canonical(String path) {
    Deque<String> names = new ArrayDeque<>();
    for (String name : path.split("/")) {
      if (name.equals("..") && !names.isEmpty() && !names.getLast().equals("..")) {
        names.removeLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    return (path.startsWith("/") ? "/" : "") + String.join("/", names);
  }

  /**
   * What the paths of all files in a directory begin with; empty for the root of relative paths.
   */
  private String inside(String directory) {
    String path = canonical(directory);
    return path.isEmpty() || path.equals("/") ? path : path + "/";
  }
}
