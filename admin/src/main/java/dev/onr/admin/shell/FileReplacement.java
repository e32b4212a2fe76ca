package dev.onr.admin.shell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file whole or not at all: a temporary one beside it takes its place in one step. Mode,
 * owner and group of a file that exists are kept; a new one is its owner's only. Links stay links.
 */
public final class FileReplacement {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private FileReplacement() {}

  /**
   * Replaces a file or makes it, with the folders above it.
   *
   * @throws Failure saying what could not be done
   */
  public static void write(Path file, byte[] content) {
    try {
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path folder = target.getParent();
      if (folder == null) {
        throw new Failure("can't write %s: it is a folder".formatted(file));
      }
      Files.createDirectories(folder);
      replace(target, folder, content);
    } catch (IOException e) {
      throw new Failure("can't write %s: %s".formatted(file, reason(e)));
    }
  }

  /**
   * Keeps a copy of a file that exists, readable for its owner only, as {@code FILE.bak.TIME}.
   *
   * @throws Failure saying what could not be done
   */
  public static void backUp(Path file, Clock clock) {
    try {
      if (Files.exists(file)) {
        write(backupOf(file, clock), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new Failure("can't read %s: %s".formatted(file, reason(e)));
    }
  }

  /** What the backup of a file is called at this time. */
  public static Path backupOf(Path file, Clock clock) {
    return file.resolveSibling(
        file.getFileName() + ".bak." + LocalDateTime.now(clock).format(STAMP));
  }

  private static void replace(Path target, Path folder, byte[] content) throws IOException {
    // Made with mode 0600, so that a secret is never readable for others, not even for a moment.
    Path fresh = Files.createTempFile(folder, "." + target.getFileName() + ".", ".tmp");
    try {
      keepAttributes(target, fresh);
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    forceFolder(folder);
  }

  private static void keepAttributes(Path from, Path to) throws IOException {
    PosixFileAttributeView view = posix(to);
    if (view == null) {
      return;
    }
    Optional<PosixFileAttributes> old = attributes(from);
    if (old.isEmpty()) {
      view.setPermissions(PosixFilePermissions.fromString("rw-------"));
      return;
    }
    PosixFileAttributes own = view.readAttributes();
    if (!own.owner().equals(old.get().owner())) {
      view.setOwner(old.get().owner());
    }
    if (!own.group().equals(old.get().group())) {
      view.setGroup(old.get().group());
    }
    view.setPermissions(old.get().permissions());
  }

  private static Optional<PosixFileAttributes> attributes(Path file) throws IOException {
    PosixFileAttributeView view = posix(file);
    try {
      return view == null ? Optional.empty() : Optional.of(view.readAttributes());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static @Nullable PosixFileAttributeView posix(Path file) {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class);
  }

  /** Makes the new name last beyond a loss of power; a system that can't is no reason to fail. */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // The file's own bytes are safe already.
    }
  }

  /** What a file system says, in words. */
  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException _ -> "permission denied";
      case java.nio.file.FileAlreadyExistsException _ -> "a file is where a folder is needed";
      default -> String.valueOf(e.getMessage());
    };
  }
}
