package dev.onr.server.dump;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One file, made and written piece by piece by the writer's thread. After the first piece that
 * can't be written the rest is left out, and said at the end.
 */
final class DumpFile {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_AND_GROUP =
      PosixFilePermissions.fromString("rwxr-x---");
  // A link in place of the file would lead the dump elsewhere.
  private static final Set<OpenOption> NEW =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);
  private static final OpenOption[] APPEND = {
    StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS
  };

  private final String requestId;
  private final Path path;
  private final DumpWriter writer;
  private final DumpTroubles troubles;
  private volatile boolean started;
  private volatile @Nullable String error;

  /**
   * Asks for the file, and for the directories that lead there.
   *
   * @param requestId whose dump this is
   * @param troubles hears how it went
   */
  DumpFile(String requestId, Path path, DumpWriter writer, DumpTroubles troubles) {
    this.requestId = requestId;
    this.path = path;
    this.writer = writer;
    this.troubles = troubles;
    submit(0, this::create);
  }

  private void create() {
    try {
      Path parent = path.toAbsolutePath().getParent();
      if (parent != null && !Files.isDirectory(parent)) {
        Files.createDirectories(parent, PosixFilePermissions.asFileAttribute(OWNER_AND_GROUP));
      }
      try (SeekableByteChannel file =
          Files.newByteChannel(path, NEW, PosixFilePermissions.asFileAttribute(OWNER))) {
        started = file.isOpen();
      }
    } catch (IOException e) {
      troubles.notStarted(requestId, path, reason(e));
    }
  }

  /**
   * Adds a section.
   *
   * @param weight about how many bytes it holds in memory until it is written
   */
  void append(long weight, Supplier<byte[]> section) {
    submit(weight, () -> write(section));
  }

  private void submit(long weight, Runnable work) {
    if (!writer.submit(weight, work)) {
      error = "too much waits to be written";
    }
  }

  private void write(Supplier<byte[]> section) {
    if (started && error == null) {
      try {
        Files.write(path, section.get(), APPEND);
      } catch (IOException e) {
        error = reason(e);
      }
    }
  }

  /** Nothing more will come. */
  void close() {
    if (!writer.submit(0, this::written)) {
      tellOfError();
    }
  }

  private void written() {
    if (!tellOfError() && started) {
      troubles.written(path);
    }
  }

  private boolean tellOfError() {
    String reason = error;
    if (reason != null) {
      troubles.notWritten(requestId, path, reason);
    }
    return reason != null;
  }

  /** The messages of file system exceptions are nothing but the path where the kind says it all. */
  private static String reason(IOException e) {
    return e instanceof FileSystemException file && file.getReason() == null
        ? e.getClass().getSimpleName()
        : String.valueOf(e.getMessage());
  }
}
