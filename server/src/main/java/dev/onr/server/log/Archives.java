package dev.onr.server.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The archives of a rotated log: {@code access.log.20260304-050607.123456789}, perhaps .gz. */
final class Archives {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss.nnnnnnnnn");
  private static final String COMPRESSED = ".gz";

  private final Path active;
  private final Rotation rotation;
  private final Clock clock;

  private record Archive(Path path, LocalDateTime taken) {}

  Archives(Path active, Rotation rotation, Clock clock) {
    this.active = active;
    this.rotation = rotation;
    this.clock = clock;
  }

  /** Renames the active file into an archive and returns that. */
  Path take() throws IOException {
    LocalDateTime stamp = now();
    Path archive = named(stamp);
    while (Files.exists(archive) || Files.exists(Path.of(archive + COMPRESSED))) {
      stamp = stamp.plusNanos(1);
      archive = named(stamp);
    }
    return Files.move(active, archive, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Compresses an archive if that is wanted, and deletes what is too many or too old. What fails
   * leaves the archive as it is: it is complete, only larger or older than wished.
   */
  void finish(Path archive) {
    if (rotation.compress()) {
      compress(archive);
    }
    deleteOld();
  }

  private static void compress(Path archive) {
    Path unfinished = Path.of(archive + COMPRESSED + ".tmp");
    try {
      try (InputStream in = Files.newInputStream(archive);
          OutputStream out =
              new GZIPOutputStream(
                  Channels.newOutputStream(
                      Files.newByteChannel(
                          unfinished,
                          Set.of(
                              StandardOpenOption.CREATE,
                              StandardOpenOption.TRUNCATE_EXISTING,
                              StandardOpenOption.WRITE),
                          LogFile.fileMode())))) {
        in.transferTo(out);
      }
      Files.move(unfinished, Path.of(archive + COMPRESSED), StandardCopyOption.ATOMIC_MOVE);
      Files.deleteIfExists(archive);
    } catch (IOException e) {
      delete(unfinished);
    }
  }

  private void deleteOld() {
    List<Archive> newestFirst;
    try (Stream<Path> files = Files.list(directory())) {
      newestFirst =
          files
              .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
              .flatMap(file -> archive(file).stream())
              .sorted(Comparator.comparing(Archive::taken).reversed())
              .toList();
    } catch (IOException e) {
      return;
    }
    LocalDateTime oldest = now().minusDays(rotation.maxAgeDays());
    for (int i = 0; i < newestFirst.size(); i++) {
      boolean tooMany = i >= rotation.maxBackups();
      boolean tooOld = rotation.maxAgeDays() > 0 && newestFirst.get(i).taken().isBefore(oldest);
      if (tooMany || tooOld) {
        delete(newestFirst.get(i).path());
      }
    }
  }

  private Optional<Archive> archive(Path file) {
    String name = file.getFileName().toString();
    String prefix = active.getFileName() + ".";
    if (!name.startsWith(prefix)) {
      return Optional.empty();
    }
    String stamp = name.substring(prefix.length());
    if (stamp.endsWith(COMPRESSED)) {
      stamp = stamp.substring(0, stamp.length() - COMPRESSED.length());
    }
    try {
      return Optional.of(new Archive(file, LocalDateTime.parse(stamp, STAMP)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private Path directory() {
    Path parent = active.toAbsolutePath().getParent();
    return parent == null ? active.toAbsolutePath() : parent;
  }

  private Path named(LocalDateTime stamp) {
    return active.resolveSibling(active.getFileName() + "." + STAMP.format(stamp));
  }

  private LocalDateTime now() {
    return LocalDateTime.ofInstant(clock.instant(), clock.getZone());
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It stays; the next clean-up tries again.
    }
  }
}
