package dev.onr.config.syntax;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.onr.config.ConfigurationFiles;
import dev.onr.config.NearNames;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the files that the path of an include statement names. */
final class IncludePaths {
  private static final String EXTENSION = ".conf";
  private static final Comparator<String> BY_BYTES =
      Comparator.comparing(path -> path.getBytes(UTF_8), Arrays::compareUnsigned);

  private final ConfigurationFiles files;

  IncludePaths(ConfigurationFiles files) {
    this.files = files;
  }

  /**
   * The files, in the order in which they are to be included.
   *
   * @param includer the path of the file that has the statement
   * @param written the path as it was written: a file, a directory or a pattern
   */
  List<String> find(String includer, String written) throws IncludeFailure {
    String base = written.startsWith("/") ? "/" : directoryOf(includer);
    if (Glob.isPattern(written)) {
      return matches(base, written);
    }
    String path = normal(join(base, written));
    if (files.isDirectory(path)) {
      return sorted(directory(path));
    }
    if (!files.exists(path)) {
      throw new IncludeFailure(
          "include.not_found",
          "there is no file or directory " + quoted(path),
          hint(path, written));
    }
    return List.of(path);
  }

  private List<String> matches(String base, String written) throws IncludeFailure {
    List<String> found = List.of(base);
    for (String segment : written.split("/")) {
      if (!segment.isEmpty()) {
        found = descend(found, segment);
      }
    }
    if (found.isEmpty()) {
      throw new IncludeFailure(
          "include.no_match", "nothing matches " + quoted(normal(join(base, written))));
    }
    List<String> targets = new ArrayList<>();
    for (String each : found) {
      String path = normal(each);
      targets.addAll(files.isDirectory(path) ? directory(path) : List.of(path));
    }
    return sorted(targets);
  }

  /** One segment of a pattern further down; segments without pattern characters name one entry. */
  private List<String> descend(List<String> directories, String segment) throws IncludeFailure {
    Glob glob = Glob.parse(segment);
    List<String> found = new ArrayList<>();
    for (String directory : directories) {
      if (glob.literal().isPresent()) {
        String path = join(directory, glob.literal().get());
        if (files.exists(normal(path))) {
          found.add(path);
        }
        continue;
      }
      for (String name : entries(directory)) {
        if (glob.matches(name)) {
          found.add(join(directory, name));
        }
      }
    }
    return found;
  }

  private List<String> directory(String path) throws IncludeFailure {
    return entries(path).stream()
        .filter(name -> name.endsWith(EXTENSION))
        .map(name -> join(path, name))
        .filter(file -> !files.isDirectory(file))
        .toList();
  }

  /** What stands in a directory; nothing where it is no directory. */
  private List<String> entries(String directory) throws IncludeFailure {
    String path = normal(directory);
    if (!files.isDirectory(path)) {
      return List.of();
    }
    try {
      return files.list(path);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new IncludeFailure(
          "include.read_failed", "cannot list " + quoted(path) + ": " + e.getMessage());
    }
  }

  /** A name that exists and is near, as one would write it in place of {@code written}. */
  private Optional<String> hint(String path, String written) {
    if (files.exists(path + EXTENSION)) {
      return Optional.of("did you mean \"" + written + EXTENSION + "\"?");
    }
    try {
      String name = path.substring(path.lastIndexOf('/') + 1);
      String before = written.substring(0, written.lastIndexOf('/') + 1);
      return NearNames.nearest(name, sorted(entries(directoryOf(path))))
          .map(near -> "did you mean \"" + before + near + "\"?");
    } catch (IncludeFailure e) {
      return Optional.empty();
    }
  }

  private static List<String> sorted(List<String> paths) {
    return paths.stream().sorted(BY_BYTES).toList();
  }

  /** The directory of a file; {@code .} for a bare name. */
  private static String directoryOf(String file) {
    int slash = file.lastIndexOf('/');
    return slash < 0 ? "." : slash == 0 ? "/" : file.substring(0, slash);
  }

  private static String join(String directory, String path) {
    return path.startsWith("/") || directory.equals(".")
        ? path
        : directory.endsWith("/") ? directory + path : directory + "/" + path;
  }

  /** Without {@code .}, empty and avoidable {@code ..} segments; relative paths stay relative. */
  private static String normal(String path) {
    List<String> names = new ArrayList<>();
    boolean absolute = path.startsWith("/");
    for (String name : path.split("/")) {
      boolean up = name.equals("..");
      if (up && !names.isEmpty() && !names.getLast().equals("..")) {
        names.removeLast();
      } else if (!name.isEmpty() && !name.equals(".") && !(up && absolute)) {
        names.add(name);
      }
    }
    String joined = String.join("/", names);
    return absolute ? "/" + joined : joined.isEmpty() ? "." : joined;
  }

  private static String quoted(String path) {
    return "\"" + path + "\"";
  }
}
