package dev.onr.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.config.plan.LoadMode;
import dev.onr.server.log.AccessLog;
import dev.onr.server.log.Level;
import dev.onr.server.log.SystemLog;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reloads while streams run. Each version of the configuration writes its number into the key, a
 * header, the request's body and every event of the answer, so that a request that saw two of them
 * would show it.
 */
@Timeout(120)
class ReloadUnderLoadTest {
  private static final int STREAMS = 50;
  private static final int RELOADS = 500;
  private static final int EVENTS = 20;

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final AtomicInteger finished = new AtomicInteger();

  @TempDir private Path folder;
  private Vertx vertx;
  private HttpServer upstream;
  private AccessLog accessLog;
  private Reloader reloader;
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    vertx = Gateway.newVertx(2);
    upstream = vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1").await();
    configure(0);
    Path configuration = folder.resolve("onr.yaml");
    Files.writeString(
        configuration,
        """
        auth: {api_key: front-door}
        server: {listen: "127.0.0.1:0", pid_file: %1$s/onr.pid}
        providers: {dir: %1$s/providers.conf}
        keys: {file: %1$s/keys.yaml}
        models: {file: %1$s/models.yaml}
        logging: {access_log_path: %1$s/access.log}
        """
            .formatted(folder));
    SnapshotLoader loader = new SnapshotLoader(Map.of(), false);
    SnapshotLoader.Found found = loader.load(configuration, LoadMode.STRICT, Optional.empty());
    Clock clock = Clock.system(ZoneOffset.UTC);
    PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
    SystemLog systemLog = new SystemLog(out, clock, Level.INFO, false);
    accessLog = new AccessLog(found.accessLog(), out, clock, systemLog);
    reloader = new Reloader(configuration, loader, found.snapshot(), accessLog, systemLog);
    gateway = Gateway.start(vertx, reloader, accessLog, clock, new SecureRandom()).await();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close().await();
    accessLog.close();
    vertx.close().await();
  }

  @Test
  void noRequestFailsOrSeesTwoConfigurations() throws Exception {
    CountDownLatch allRun = new CountDownLatch(STREAMS);
    CountDownLatch reloaded = new CountDownLatch(1);
    try (HttpClient client = HttpClient.newBuilder().build();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < STREAMS; i++) {
        clients.execute(
            () -> {
              stream(client);
              allRun.countDown();
              while (reloaded.getCount() > 0) {
                stream(client);
              }
            });
      }
      assertThat(allRun.await(60, TimeUnit.SECONDS)).isTrue();
      for (int version = 1; version <= RELOADS; version++) {
        configure(version);
        reloader.reloadAll();
      }
      reloaded.countDown();
    }
    assertThat(faults).isEmpty();
    assertThat(finished.get()).isGreaterThan(STREAMS);
    assertThat(occurrences("reload ok")).isEqualTo(RELOADS);
    assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("reload failed");
  }

  @Test
  void aBrokenFileChangesNothingAndIsReportedInFull() throws Exception {
    Snapshot before = reloader.get();
    Files.writeString(
        folder.resolve("providers.conf"),
        """
        provider "p" {
          defaults { upstream_config { base_url = "not a url"; } }
          match api = "chat.completion" { upstream { set_path; } }
        }
        """);
    reloader.reloadAll();
    assertThat(reloader.get()).isSameAs(before);
    assertThat(log.toString(StandardCharsets.UTF_8))
        .contains("reload failed")
        .contains("providers.conf:2:")
        .contains("providers.conf:3:")
        .contains("did you mean \"chat.completions\"?");
    try (HttpClient client = HttpClient.newBuilder().build()) {
      stream(client);
    }
    assertThat(faults).isEmpty();
  }

  private int occurrences(String words) {
    return log.toString(StandardCharsets.UTF_8).split(words, -1).length - 1;
  }

  /** One version of everything that a reload reads. */
  private void configure(int version) throws IOException {
    Files.writeString(
        folder.resolve("providers.conf"),
        """
        syntax "next-router/0.1";
        provider "p" {
          defaults {
            upstream_config { base_url = "http://127.0.0.1:%1$d"; }
            auth { auth_bearer; }
          }
          match api = "chat.completions" {
            upstream { set_path "/v%2$d"; }
            request { set_header x-version "%2$d"; json_set "$.version" "%2$d"; }
            response { resp_passthrough; json_set "$.version" "%2$d"; }
          }
        }
        """
            .formatted(upstream.actualPort(), version));
    Files.writeString(
        folder.resolve("keys.yaml"),
        "providers: {p: {keys: [{name: k, value: key-%d}]}}\n".formatted(version));
    Files.writeString(folder.resolve("models.yaml"), "models: {m: {providers: [p]}}\n");
  }

  private void stream(HttpClient client) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + gateway.port() + "/v1/chat/completions"))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer front-door")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"m\",\"stream\":true}"))
            .build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      check(
          response.statusCode(), response.body().lines().filter(line -> !line.isBlank()).toList());
    } catch (IOException | InterruptedException e) {
      faults.add(e.toString());
    }
  }

  private void check(int status, List<String> lines) {
    finished.incrementAndGet();
    if (status != 200 || lines.size() != EVENTS + 1 || !lines.getLast().equals("data: [DONE]")) {
      faults.add(status + ": " + lines);
      return;
    }
    for (String line : lines.subList(0, EVENTS)) {
      JsonObject event = new JsonObject(line.substring("data: ".length()));
      if (!event.getString("seen").equals(event.getString("version"))) {
        faults.add("two versions in " + line);
      }
    }
  }

  /** The upstream says which version the request spoke of, once in every event. */
  private void answer(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              String version = body.toJsonObject().getString("version");
              boolean one =
                  ("Bearer key-" + version).equals(request.getHeader("Authorization"))
                      && version.equals(request.getHeader("x-version"))
                      && request.path().equals("/v" + version);
              if (!one) {
                faults.add("two versions in the request to " + request.path());
              }
              HttpServerResponse response = request.response().setChunked(true);
              response.putHeader("Content-Type", "text/event-stream");
              send(response, version, 0);
            });
  }

  private void send(HttpServerResponse response, String version, int event) {
    if (event == EVENTS) {
      response.end("data: [DONE]\n\n");
      return;
    }
    response.write("data: {\"seen\":\"" + version + "\"}\n\n");
    vertx.setTimer(3, timer -> send(response, version, event + 1));
  }
}
