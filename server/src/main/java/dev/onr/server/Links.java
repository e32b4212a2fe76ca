package dev.onr.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where the symbolic links on the way to a directory, and those directly in it, point to.
 *
 * @param targets by the absolute path of the link: the text of the link, and what it leads to
 */
record Links(SortedMap<Path, String> targets) {
  /** Enough for a chain of links; a circle must not hold us up. */
  private static final int DEPTH = 8;

  /** Reads the links of the moment; what can't be read counts as leading nowhere. */
  static Links of(Path directory) {
    SortedMap<Path, String> targets = new TreeMap<>();
    follow(directory.toAbsolutePath().normalize(), targets, DEPTH);
    try (Stream<Path> entries = Files.list(directory)) {
      entries
          .map(Path::toAbsolutePath)
          .filter(Files::isSymbolicLink)
          .forEach(entry -> follow(entry, targets, DEPTH));
    } catch (IOException e) {
      // There is no directory at the moment, so it has no links.
    }
    return new Links(targets);
  }

  private static void follow(Path path, SortedMap<Path, String> targets, int depth) {
    Path prefix = path.getRoot();
    for (Path name : path) {
      prefix = prefix == null ? name : prefix.resolve(name);
      if (depth > 0 && Files.isSymbolicLink(prefix) && !targets.containsKey(prefix)) {
        try {
          Path target = Files.readSymbolicLink(prefix);
          targets.put(prefix, target.toString());
          follow(prefix.resolveSibling(target).normalize(), targets, depth - 1);
        } catch (IOException e) {
          targets.put(prefix, "");
        }
      }
    }
  }
}
