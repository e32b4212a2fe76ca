package dev.onr.bench.beside;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Starts contestants and asks them for the first time.
 *
 * @param upstream the scripted upstream's port
 */
record Stage(Path work, int upstream, Process scripted, HttpClient client) {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

  /** Starts, and waits for the first answer of a whole request. */
  Running start(Contestant contestant, int port) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = contestant.script().isEmpty() ? scripted : launch(contestant, port);
    int reached = contestant.script().isEmpty() ? upstream : port;
    while (!answers(contestant, reached)) {
      if (!process.isAlive() || System.nanoTime() - start > PATIENCE_NANOS) {
        process.destroy();
        throw new IllegalStateException(
            contestant.name()
                + " gives no answer; see "
                + work.resolve(contestant.name()).resolve("log"));
      }
      Thread.sleep(3);
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    return new Running(
        contestant,
        process,
        reached,
        contestant.scheme().equals("https") ? port : port + 1,
        millis);
  }

  /** Asks so often, one after the other. */
  void ask(Running target, int times) throws IOException, InterruptedException {
    for (int i = 0; i < times; i++) {
      if (!answers(target.contestant(), target.port())) {
        throw new IllegalStateException(target.contestant().name() + " stopped answering");
      }
    }
  }

  private Process launch(Contestant contestant, int port) throws IOException {
    Path directory = Files.createDirectories(work.resolve(contestant.name()));
    ProcessBuilder builder =
        new ProcessBuilder(List.of(contestant.script().orElseThrow().toString()))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile());
    builder.environment().put("WORK", directory.toString());
    builder.environment().put("UPSTREAM", Integer.toString(upstream));
    builder.environment().put("PORT", Integer.toString(port));
    builder.environment().put("TLS_PORT", Integer.toString(port + 1));
    builder.environment().put("CERT", work.resolve("cert.pem").toString());
    builder.environment().put("KEY", work.resolve("key.pem").toString());
    return builder.start();
  }

  private boolean answers(Contestant contestant, int port) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    contestant.scheme()
                        + "://127.0.0.1:"
                        + port
                        + contestant.path(Workload.WHOLE_1K_8)))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Duration.ofSeconds(10))
            .header("Authorization", "Bearer " + contestant.key())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(contestant.body(Workload.WHOLE_1K_8, 1)))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
