package dev.onr.server.log;

import static dev.onr.server.log.SystemLog.field;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.Executor;

/**
 * Lines to a file that is archived when a day ends or when it would grow too large. Archives are
 * compressed and old ones deleted by another thread, so that no line waits for gzip.
 */
final class RotatingSink implements LineSink {
  /** After an archive that could not be made, lines go on into the same file for this long. */
  private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

  private final Rotation rotation;
  private final Clock clock;
  private final Archives archives;
  private final Executor background;
  private final SystemLog log;
  private LogFile file;
  private LocalDate day;
  private Instant notBefore = Instant.MIN;

  /**
   * @param background runs compression and clean-up, one task after another
   * @param log hears of archives that could not be made
   */
  RotatingSink(Path path, Rotation rotation, Clock clock, Executor background, SystemLog log)
      throws IOException {
    this.rotation = rotation;
    this.clock = clock;
    this.background = background;
    this.log = log;
    this.archives = new Archives(path, rotation, clock);
    LocalDate begun = dayOfExistingLines(path);
    this.file = new LogFile(path);
    this.day = file.size() > 0 ? begun : today();
  }

  @Override
  public boolean colour() {
    return false;
  }

  @Override
  public void add(byte[] line) throws IOException {
    rotateIfDue(line.length);
    file.add(line);
  }

  @Override
  public void flush() throws IOException {
    file.flush();
  }

  @Override
  public void reopen() throws IOException {
    file.reopen();
    day = today();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void rotateIfDue(int lineBytes) throws IOException {
    LocalDate today = today();
    if (file.size() == 0) {
      day = today;
      return;
    }
    boolean due = !today.equals(day) || file.size() + lineBytes > rotation.maxBytes();
    if (due && !clock.instant().isBefore(notBefore)) {
      rotate();
      day = today;
    }
  }

  private void rotate() throws IOException {
    file.close();
    Path path = file.path();
    try {
      Path archive = archives.take();
      background.execute(() -> archives.finish(archive));
    } catch (NoSuchFileException e) {
      // Somebody else moved the file away: there is nothing to archive, only a file to begin.
    } catch (IOException e) {
      notBefore = clock.instant().plus(RETRY_AFTER);
      log.error(
          Category.SERVER,
          "access log could not be archived, its file goes on growing",
          field("path", path),
          field("error", e));
    } finally {
      file = new LogFile(path);
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), clock.getZone());
  }

  /** A file from yesterday is yesterday's, also after a restart. */
  private LocalDate dayOfExistingLines(Path path) {
    try {
      return LocalDate.ofInstant(Files.getLastModifiedTime(path).toInstant(), clock.getZone());
    } catch (IOException e) {
      return today();
    }
  }
}
