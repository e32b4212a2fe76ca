package dev.onr.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the directory of a rotated access log looks like after lines at certain times. */
class RotationTest {
  private static final int KIB = 1024;
  private static final Rotation SIZE = new Rotation(1024 * KIB, 14, 14, false);
  private static final Rotation DAILY = SIZE;

  @TempDir private Path directory;
  private final SetClock clock = new SetClock("2026-03-04T05:06:07.000000008Z", ZoneOffset.UTC);
  private final ByteArrayOutputStream systemLog = new ByteArrayOutputStream();

  private Path file() {
    return directory.resolve("logs/access.log");
  }

  private RotatingSink open(Rotation rotation) throws IOException {
    return open(rotation, Runnable::run);
  }

  private RotatingSink open(Rotation rotation, Executor background) throws IOException {
    SystemLog log =
        new SystemLog(
            new PrintStream(systemLog, true, StandardCharsets.UTF_8), clock, Level.INFO, false);
    return new RotatingSink(file(), rotation, clock, background, log);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(file().getParent())) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] line(int bytes) {
    return ("x".repeat(bytes - 1) + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aLineThatDoesNotFitStartsANewFile() throws IOException {
    try (RotatingSink log = open(SIZE)) {
      log.add(line(900 * KIB));
      log.add(line(300 * KIB));
    }
    assertThat(names()).containsExactly("access.log", "access.log.20260304-050607.000000008");
    assertThat(Files.size(file())).isEqualTo(300 * KIB);
  }

  @Test
  void aLineThatJustFitsDoesNot() throws IOException {
    try (RotatingSink log = open(SIZE)) {
      log.add(line(1000 * KIB));
      log.add(line(24 * KIB));
    }
    assertThat(names()).containsExactly("access.log");
  }

  @Test
  void aLineLargerThanTheLimitIsWrittenWholeAndLeavesNoEmptyArchive() throws IOException {
    try (RotatingSink log = open(SIZE)) {
      log.add(line(3000 * KIB));
    }
    assertThat(names()).containsExactly("access.log");
    assertThat(Files.size(file())).isEqualTo(3000 * KIB);
  }

  @Test
  void theSizeOfAnEarlierRunCounts() throws IOException {
    try (RotatingSink log = open(SIZE)) {
      log.add(line(900 * KIB));
    }
    Files.setLastModifiedTime(file(), FileTime.from(clock.instant()));
    try (RotatingSink log = open(SIZE)) {
      log.add(line(300 * KIB));
    }
    assertThat(names()).hasSize(2);
  }

  @Test
  void aNewDayStartsANewFile() throws IOException {
    try (RotatingSink log = open(DAILY)) {
      log.add(line("yesterday"));
      clock.advance(Duration.ofDays(1));
      log.add(line("today"));
    }
    assertThat(file()).hasContent("today");
    assertThat(directory.resolve("logs/access.log.20260305-050607.000000008"))
        .hasContent("yesterday");
  }

  @Test
  void theDayIsThatOfTheZone() throws IOException {
    SetClock tokyo = new SetClock("2026-03-04T14:59:00Z", ZoneId.of("Asia/Tokyo"));
    SystemLog log = new SystemLog(System.err, tokyo, Level.ERROR, false);
    try (RotatingSink sink = new RotatingSink(file(), DAILY, tokyo, Runnable::run, log)) {
      sink.add(line("before midnight"));
      tokyo.advance(Duration.ofMinutes(2));
      sink.add(line("after midnight"));
    }
    assertThat(names()).containsExactly("access.log", "access.log.20260305-000100.000000000");
  }

  @Test
  void aFileOfYesterdayIsArchivedAlsoAfterARestart() throws IOException {
    try (RotatingSink log = open(DAILY)) {
      log.add(line("yesterday"));
    }
    Files.setLastModifiedTime(file(), FileTime.from(Instant.parse("2026-03-03T23:00:00Z")));
    try (RotatingSink log = open(DAILY)) {
      log.add(line("today"));
    }
    assertThat(names()).hasSize(2);
    assertThat(file()).hasContent("today");
  }

  @Test
  void aQuietDayLeavesNoEmptyArchive() throws IOException {
    try (RotatingSink log = open(DAILY)) {
      clock.advance(Duration.ofDays(3));
      log.add(line("first"));
    }
    assertThat(names()).containsExactly("access.log");
  }

  @Test
  void onlySoManyArchivesAreKept() throws IOException {
    writeDaily(5, new Rotation(SIZE.maxBytes(), 2, 14, false));
    assertThat(names())
        .containsExactly(
            "access.log",
            "access.log.20260307-050607.000000008",
            "access.log.20260308-050607.000000008");
  }

  @Test
  void anArchiveExactlyAsOldAsAllowedStays() throws IOException {
    writeDaily(6, new Rotation(SIZE.maxBytes(), 20, 2, false));
    assertThat(names())
        .containsExactly(
            "access.log",
            "access.log.20260307-050607.000000008",
            "access.log.20260308-050607.000000008",
            "access.log.20260309-050607.000000008");
  }

  private void writeDaily(int days, Rotation rotation) throws IOException {
    try (RotatingSink log = open(rotation)) {
      for (int day = 0; day < days; day++) {
        log.add(line("day " + day));
        clock.advance(Duration.ofDays(1));
      }
    }
  }

  @Test
  void otherFilesOfTheDirectoryAreLeftAlone() throws IOException {
    Files.createDirectories(file().getParent());
    for (String name : List.of("access.log.bak", "access.log.20200101-000000", "other.log")) {
      Files.createFile(file().resolveSibling(name));
    }
    Files.createDirectory(file().resolveSibling("access.log.20200101-000000.000000000"));
    writeDaily(4, new Rotation(SIZE.maxBytes(), 1, 1, false));
    assertThat(names())
        .contains(
            "access.log.bak",
            "access.log.20200101-000000",
            "other.log",
            "access.log.20200101-000000.000000000");
  }

  @Test
  void archivesAreCompressedByAnotherThreadAndNoLineWaitsForIt() throws IOException {
    Queue<Runnable> background = new ArrayDeque<>();
    try (RotatingSink log = open(new Rotation(SIZE.maxBytes(), 14, 14, true), background::add)) {
      log.add(line("yesterday"));
      clock.advance(Duration.ofDays(1));
      log.add(line("today"));
    }
    assertThat(names()).containsExactly("access.log", "access.log.20260305-050607.000000008");
    background.remove().run();
    assertThat(names()).containsExactly("access.log", "access.log.20260305-050607.000000008.gz");
    Path archive = directory.resolve("logs/access.log.20260305-050607.000000008.gz");
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(archive))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("yesterday\n");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
        .isEqualTo("rw-------");
  }

  @Test
  void compressedArchivesCountAsBackups() throws IOException {
    writeDaily(5, new Rotation(SIZE.maxBytes(), 2, 14, true));
    assertThat(names())
        .containsExactly(
            "access.log",
            "access.log.20260307-050607.000000008.gz",
            "access.log.20260308-050607.000000008.gz");
  }

  @Test
  void twoArchivesOfOneMomentDoNotMeet() throws IOException {
    try (RotatingSink log = open(new Rotation(8, 14, 14, false))) {
      log.add(line("one"));
      log.add(line("two two"));
      log.add(line("three"));
    }
    assertThat(names())
        .containsExactly(
            "access.log",
            "access.log.20260304-050607.000000008",
            "access.log.20260304-050607.000000009");
  }

  @Test
  void aFileThatSomebodyMovedAwayIsSimplyBegunAgain() throws IOException {
    try (RotatingSink log = open(DAILY)) {
      log.add(line("yesterday"));
      log.flush();
      Files.move(file(), file().resolveSibling("moved"));
      clock.advance(Duration.ofDays(1));
      log.add(line("today"));
    }
    assertThat(names()).containsExactly("access.log", "moved");
    assertThat(file()).hasContent("today");
  }

  @Test
  void anArchiveThatCannotBeMadeCostsNoLineAndIsReported() throws IOException {
    // The file's name is allowed, that of its archive is too long for the file system.
    Path folder = Files.createDirectories(file().getParent());
    Path longName = folder.resolve("a".repeat(240));
    SystemLog log =
        new SystemLog(
            new PrintStream(systemLog, true, StandardCharsets.UTF_8), clock, Level.INFO, false);
    try (RotatingSink sink =
        new RotatingSink(longName, new Rotation(8, 14, 14, false), clock, Runnable::run, log)) {
      sink.add(line("line one"));
      sink.add(line("line two"));
      sink.add(line("line three"));
    }
    assertThat(longName).hasContent("line one\nline two\nline three");
    assertThat(systemLog.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains("| ERROR | server | access log could not be archived");
  }

  @Test
  void fileAndDirectoryBelongToTheirOwner() throws IOException {
    open(SIZE).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
        .isEqualTo("rwxr-x---");
  }

  @Test
  void impossibleNumbersAreRefused() {
    assertThatThrownBy(() -> new Rotation(0, 1, 0, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rotation(1, 0, 0, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rotation(1, 1, -1, false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
