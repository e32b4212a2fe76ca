package dev.onr.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onr.server.exchange.ExchangeRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AccessLogTest {
  private static final AccessFormat ID = AccessFormat.of("$request_id", "");

  @TempDir private Path directory;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream systemLog = new ByteArrayOutputStream();

  private AccessLog open(AccessLogTarget target, OutputStream stdout) throws IOException {
    SystemLog log =
        new SystemLog(
            new PrintStream(systemLog, true, StandardCharsets.UTF_8),
            Clock.systemUTC(),
            Level.INFO,
            false);
    return new AccessLog(settings(target), stdout, Clock.systemUTC(), log);
  }

  private static AccessLogSettings settings(AccessLogTarget target) {
    return new AccessLogSettings(target, ID, AppNames.HEADER_ONLY);
  }

  private static AccessLogTarget stdout() {
    return new AccessLogTarget.StandardOutput(false);
  }

  private static ExchangeRecord exchange(String id) {
    return ExchangeText.read("id: " + id);
  }

  private List<String> lines() {
    return output.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void everyLineOfEveryThreadIsThereAfterClose() throws Exception {
    AccessLog log = open(stdout(), output);
    int threads = 4;
    int each = 25_000;
    List<Thread> loops = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      String prefix = "t" + t + "-";
      loops.add(
          Thread.ofPlatform()
              .start(() -> IntStream.range(0, each).forEach(i -> log.ended(exchange(prefix + i)))));
    }
    for (Thread loop : loops) {
      loop.join();
    }
    log.close();
    assertThat(lines()).hasSize(threads * each).doesNotHaveDuplicates();
    assertThat(lines().stream().filter(line -> line.startsWith("t2-")))
        .as("lines of one thread keep their order")
        .containsExactlyElementsOf(IntStream.range(0, each).mapToObj(i -> "t2-" + i).toList());
  }

  @Test
  void aTargetThatBlocksMakesTheLoopsWaitInsteadOfLosingLines() throws Exception {
    Semaphore mayWrite = new Semaphore(0);
    CountDownLatch blocked = new CountDownLatch(1);
    OutputStream slow =
        new OutputStream() {
          @Override
          public void write(int each) {
            output.write(each);
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            blocked.countDown();
            mayWrite.acquireUninterruptibly();
            mayWrite.release();
            output.write(bytes, from, length);
          }
        };
    AccessLog log = open(stdout(), slow);
    int count = 40_000;
    CountDownLatch many = new CountDownLatch(1);
    Thread loop =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < count; i++) {
                    log.ended(exchange("e" + i));
                    if (i == 1_000) {
                      many.countDown();
                    }
                  }
                });
    blocked.await();
    many.await();
    mayWrite.release();
    loop.join();
    log.close();
    assertThat(lines()).hasSize(count);
  }

  @Test
  void aFileIsAppendedToAndReopenedAfterItWasMovedAway() throws Exception {
    Path file = directory.resolve("logs/access.log");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "earlier\n");
    AccessLog log = open(new AccessLogTarget.AppendedFile(file), output);
    log.ended(exchange("one"));
    log.await();
    Files.move(file, file.resolveSibling("access.log.1"));
    log.ended(exchange("two"));
    log.await();
    log.reopen();
    log.ended(exchange("three"));
    log.close();
    assertThat(file.resolveSibling("access.log.1")).hasContent("earlier\none\ntwo");
    assertThat(file).hasContent("three");
    assertThat(output.size()).isZero();
  }

  @Test
  void aReloadGoesOverToAnotherTarget() throws Exception {
    AccessLog log = open(stdout(), output);
    log.ended(exchange("one"));
    Path file = directory.resolve("access.log");
    log.use(log.open(settings(new AccessLogTarget.AppendedFile(file))));
    log.ended(exchange("two"));
    log.use(log.open(settings(new AccessLogTarget.Disabled())));
    log.ended(exchange("three"));
    log.use(log.open(settings(stdout())));
    log.ended(exchange("four"));
    log.close();
    assertThat(lines()).containsExactly("one", "four");
    assertThat(file).hasContent("two");
  }

  @Test
  void aTargetThatCannotBeOpenedIsKnownBeforeItIsUsed() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    try (AccessLog log = open(stdout(), output)) {
      assertThatThrownBy(
              () -> log.open(settings(new AccessLogTarget.AppendedFile(file.resolve("a.log")))))
          .isInstanceOf(IOException.class);
      log.ended(exchange("one"));
    }
    assertThat(lines()).containsExactly("one");
  }

  @Test
  void whatTheSystemRefusesToWriteIsReported() throws Exception {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int each) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    AccessLog log = open(stdout(), broken);
    log.ended(exchange("one"));
    log.close();
    assertThat(systemLog.toString(StandardCharsets.UTF_8))
        .contains("| ERROR | server | access log lines could not be written |")
        .contains("No space left on device")
        .contains("lost_lines_at_most=1")
        .contains("path=stdout");
  }

  @Test
  void aFullDiskIsToldOnceAndSoIsItsEnd() throws Exception {
    Path file = directory.resolve("access.log");
    Files.createSymbolicLink(file, Path.of("/dev/full"));
    AccessLog log = open(new AccessLogTarget.AppendedFile(file), output);
    for (String id : List.of("one", "two", "three")) {
      log.ended(exchange(id));
      log.await();
    }
    Files.delete(file);
    log.ended(exchange("four"));
    log.await();
    log.ended(exchange("five"));
    log.close();
    assertThat(file).hasContent("four\nfive");
    assertThat(systemLog.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            trouble ->
                assertThat(trouble)
                    .contains("access log lines could not be written", "No space left on device"),
            end -> assertThat(end).contains("access log is written again", "lost_lines_at_most=3"));
  }

  @Test
  void aFileThatAnotherProgramCopiesAndTruncatesGoesOnFromItsBeginning() throws Exception {
    Path file = directory.resolve("access.log");
    AccessLog log = open(new AccessLogTarget.AppendedFile(file), output);
    log.ended(exchange("one"));
    log.await();
    Files.writeString(file, "");
    log.ended(exchange("two"));
    log.close();
    assertThat(file).hasContent("two");
  }
}
