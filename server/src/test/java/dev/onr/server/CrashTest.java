package dev.onr.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ends that nobody wanted, and what they leave behind. */
@Timeout(120)
class CrashTest {
  private static final int CLIENTS = 4;
  private static final int BEFORE = 200;

  @TempDir private Path directory;

  @Test
  void killedUnderLoadItLosesNoLineThatWasWrittenAndStartsAgain() throws Exception {
    Files.writeString(
        directory.resolve("onr.yaml"),
        """
        server: { listen: "127.0.0.1:0", pid_file: run/onr.pid }
        logging: { access_log_path: access.log }
        """);
    Files.writeString(directory.resolve("keys.yaml"), "access_keys: [{value: first}]\n");
    Files.createDirectories(directory.resolve("config/providers"));
    Path log = directory.resolve("access.log");
    try (HttpClient client = HttpClient.newHttpClient();
        OnrProcess onr = OnrProcess.start(directory, Map.of())) {
      URI models = URI.create(onr.awaitUrl() + "/v1/models");
      AtomicInteger answered = new AtomicInteger();
      CountDownLatch enough = new CountDownLatch(BEFORE);
      List<Thread> load =
          IntStream.range(0, CLIENTS)
              .mapToObj(
                  number ->
                      Thread.startVirtualThread(
                          () -> {
                            while (ask(client, models)) {
                              answered.incrementAndGet();
                              enough.countDown();
                            }
                          }))
              .toList();
      assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
      awaitLines(log, BEFORE);
      onr.signal("KILL");
      assertThat(onr.exitCode()).isEqualTo(128 + 9);
      for (Thread each : load) {
        each.join();
      }
      assertThat(answered).hasValueGreaterThanOrEqualTo(BEFORE);
    }
    String left = Files.readString(log);
    assertThat(left).endsWith("\n");
    assertThat(left.lines()).hasSizeGreaterThanOrEqualTo(BEFORE);
    assertThat(left.lines()).allMatch(line -> line.startsWith("[ONR] ") && line.contains("GET"));
    try (HttpClient client = HttpClient.newHttpClient();
        OnrProcess onr = OnrProcess.start(directory, Map.of())) {
      assertThat(ask(client, URI.create(onr.awaitUrl() + "/v1/models"))).isTrue();
      assertThat(directory.resolve("run/onr.pid")).hasContent(onr.pid() + "\n");
      awaitLines(log, (int) left.lines().count() + 1);
    }
  }

  private static boolean ask(HttpClient client, URI uri) {
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer first").build();
    try {
      return client.send(request, BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void awaitLines(Path log, int count) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (Files.readString(log).lines().count() < count) {
      assertThat(System.nanoTime()).as("lines in " + log).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void outOfMemoryEndsTheProcessWithALine() throws Exception {
    for (String profile : List.of("throughput", "small")) {
      Path options = Path.of("..", "config", "jvm", profile + ".options").toAbsolutePath();
      List<String> flags = List.of("@" + options, "-Xms4m", "-Xmx5m");
      try (OnrProcess onr = OnrProcess.start(directory, Map.of(), flags, "--demo")) {
        assertThat(onr.exitCode()).as(profile).isEqualTo(3);
        assertThat(onr.output()).isEmpty();
        assertThat(onr.errors())
            .anyMatch(line -> line.startsWith("Terminating due to java.lang.OutOfMemoryError"));
      }
    }
  }
}
