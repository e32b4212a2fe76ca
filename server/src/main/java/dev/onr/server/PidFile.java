package dev.onr.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The file that tells other programs the number of the running process. */
final class PidFile {
  private static final FileAttribute<?> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> DIRECTORY_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---"));

  private final Path path;
  private final long pid;

  private PidFile(Path path, long pid) {
    this.path = path;
    this.pid = pid;
  }

  /**
   * Writes the file, in one step that readers can't see half done. A file that is already there is
   * replaced: whoever gets here has bound the port, so it is from a process that is gone.
   */
  static PidFile write(Path path, long pid) throws IOException {
    Path directory = path.getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      Files.createDirectories(directory, DIRECTORY_MODE);
    }
    Path unfinished = Path.of(path + ".tmp");
    Files.deleteIfExists(unfinished);
    try {
      try (var channel =
          Files.newByteChannel(
              unfinished,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              FILE_MODE)) {
        channel.write(StandardCharsets.US_ASCII.encode(pid + "\n"));
      }
      replace(unfinished, path);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    return new PidFile(path, pid);
  }

  private static void replace(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Removes the file, unless another process has taken it over. */
  void remove() {
    try {
      if (Files.readString(path).strip().equals(Long.toString(pid))) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // Gone or unreadable: nothing of ours is left to remove.
    }
  }
}
