package dev.onr.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway process between its start and its end, seen from outside. */
@Timeout(120)
class LifeCycleTest {
  private static final String SETTINGS =
      """
      server:
        listen: "127.0.0.1:0"
        pid_file: run/onr.pid
      """;

  @TempDir private Path directory;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @BeforeEach
  void aConfigurationThatWorks() throws IOException {
    write("onr.yaml", SETTINGS);
    write("keys.yaml", "access_keys: [{value: first}]\n");
    Files.createDirectories(directory.resolve("config/providers"));
  }

  @AfterEach
  void closeClient() {
    client.shutdownNow();
  }

  private OnrProcess start(String... arguments) {
    return OnrProcess.start(directory, Map.of(), arguments);
  }

  private int status(String url, String key) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + key).build();
    return client.send(request, BodyHandlers.ofString()).statusCode();
  }

  /** Sends SIGHUP with the command and waits for the line of the result. */
  private void reload(OnrProcess onr, String result) throws Exception {
    int seen = onr.errorsSoFar();
    try (OnrProcess command = start("-s", "reload")) {
      assertThat(command.exitCode()).isZero();
      assertThat(command.output()).isEmpty();
      assertThat(command.errors()).isEmpty();
    }
    assertThat(onr.awaitError("| reload |", seen)).contains(result);
  }

  @Test
  void itAnnouncesItselfAndWritesItsPid() throws Exception {
    try (OnrProcess onr = start()) {
      String url = onr.awaitUrl();
      assertThat(url).matches("http://127\\.0\\.0\\.1:[1-9][0-9]*");
      assertThat(directory.resolve("run/onr.pid")).hasContent(onr.pid() + "\n");
      assertThat(onr.awaitError("startup config loaded"))
          .contains("config_path=onr.yaml keys_file=./keys.yaml models_file=./models.yaml")
          .contains("providers_path=./config/providers providers_source_is_file=false");
      assertThat(onr.awaitError("startup runtime flags"))
          .contains("access_log_enabled=true access_log_target=stdout");
    }
  }

  @Test
  void aTerminationSignalEndsItInOrder() throws Exception {
    try (OnrProcess onr = start()) {
      assertThat(status(onr.awaitUrl() + "/healthz", "x")).isEqualTo(200);
      onr.signal("TERM");
      assertThat(onr.exitCode()).isZero();
      assertThat(onr.errors()).last().asString().endsWith("| INFO | server | stopped");
      assertThat(onr.output())
          .singleElement()
          .asString()
          .contains("| 200 | ")
          .contains("| GET \"/healthz\" | request_id=");
      assertThat(directory.resolve("run/onr.pid")).doesNotExist();
    }
  }

  @Test
  void aPidFileThatAnotherProcessTookOverStays() throws Exception {
    try (OnrProcess onr = start()) {
      onr.awaitUrl();
      write("run/onr.pid", "1\n");
      onr.signal("INT");
      assertThat(onr.exitCode()).isZero();
      assertThat(directory.resolve("run/onr.pid")).hasContent("1");
    }
  }

  @Test
  void aReloadTakesUpEverythingThatCanChange() throws Exception {
    try (OnrProcess onr = start()) {
      String url = onr.awaitUrl() + "/v1/models";
      assertThat(status(url, "first")).isEqualTo(200);
      write("keys.yaml", "access_keys: [{value: second}]\n");
      write("models.yaml", "models: {shiny: {providers: [acme]}}\n");
      write(
          "onr.yaml",
          SETTINGS + "logging: {access_log_path: logs/access.log, access_log_format: '$status'}\n");
      reload(onr, "| INFO | reload | reload ok | changed_providers=<none> keys_file=./keys.yaml");
      assertThat(status(url, "first")).isEqualTo(401);
      assertThat(status(url, "second")).isEqualTo(200);
      onr.signal("TERM");
      assertThat(onr.exitCode()).isZero();
      assertThat(onr.output()).hasSize(1);
      assertThat(directory.resolve("logs/access.log")).hasContent("401\n200");
    }
  }

  @Test
  void aReloadOfABrokenFileChangesNothingAndShowsWhatIsWrong() throws Exception {
    try (OnrProcess onr = start()) {
      String url = onr.awaitUrl() + "/v1/models";
      write("onr.yaml", SETTINGS + "auth: {api_key: master}\n");
      write("keys.yaml", "access_keys: [{value: second}]\n");
      write("models.yaml", "models: [\n");
      reload(onr, "| ERROR | reload | reload failed | error=\"reload models file");
      assertThat(status(url, "first")).isEqualTo(200);
      assertThat(status(url, "second")).isEqualTo(401);
      assertThat(status(url, "master")).isEqualTo(401);
    }
  }

  @Test
  void whatCannotChangeWhileRunningIsSaidAndStays() throws Exception {
    try (OnrProcess onr = start()) {
      String url = onr.awaitUrl();
      String changed = SETTINGS.replace(":0", ":1").replace("run/onr.pid", "run/onr.pid#");
      write("onr.yaml", changed + "admin: {listen: '127.0.0.1:0'}\n");
      int seen = onr.errorsSoFar();
      onr.signal("HUP");
      assertThat(onr.awaitError("setting=server.listen", seen))
          .contains("| WARN | reload | a changed setting needs a restart")
          .contains("configured=127.0.0.1:1 running=127.0.0.1:0");
      onr.awaitError("setting=server.pid_file", seen);
      assertThat(onr.awaitError("setting=admin.listen", seen))
          .contains("configured=127.0.0.1:0 running=<none>");
      onr.awaitError("reload ok", seen);
      assertThat(status(url + "/healthz", "x")).isEqualTo(200);
    }
  }

  @Test
  void theOperatorsListenerIsAnnouncedAndOpen() throws Exception {
    write("onr.yaml", SETTINGS + "auth: {api_key: master}\nadmin: {listen: '127.0.0.1:0'}\n");
    try (OnrProcess onr = start()) {
      String clients = onr.awaitUrl();
      String admin = onr.awaitAdminUrl();
      assertThat(status(admin + "/admin/upstreams", "master")).isEqualTo(200);
      assertThat(status(clients + "/admin/upstreams", "master")).isEqualTo(404);
    }
  }

  @Test
  void aLogThatWasMovedAwayIsBegunAgain() throws Exception {
    write(
        "onr.yaml",
        SETTINGS + "logging: {access_log_path: logs/access.log, access_log_format: '$path'}\n");
    Path log = directory.resolve("logs/access.log");
    try (OnrProcess onr = start()) {
      String url = onr.awaitUrl();
      assertThat(status(url + "/one", "x")).isEqualTo(404);
      Files.move(log, directory.resolve("logs/access.log.1"));
      reload(onr, "reload ok");
      assertThat(status(url + "/two", "x")).isEqualTo(404);
      onr.signal("TERM");
      assertThat(onr.exitCode()).isZero();
    }
    assertThat(directory.resolve("logs/access.log.1")).hasContent("/one");
    assertThat(log).hasContent("/two");
  }

  @Test
  void noLineIsLostWhenItEndsUnderLoad() throws Exception {
    write("onr.yaml", SETTINGS + "logging: {access_log_format: '$path'}\n");
    int answered = 0;
    try (OnrProcess onr = start()) {
      String url = onr.awaitUrl();
      for (; answered < 300; answered++) {
        assertThat(status(url + "/r" + answered, "x")).isEqualTo(404);
      }
      onr.signal("TERM");
      assertThat(onr.exitCode()).isZero();
      assertThat(onr.output()).hasSize(answered).last().isEqualTo("/r" + (answered - 1));
    }
  }

  @Test
  void aRequestInFlightIsAnsweredBeforeTheEnd() throws Exception {
    try (OnrProcess onr = start();
        Socket client = halfARequest(onr.awaitUrl())) {
      onr.signal("TERM");
      assertThat(onr.awaitError("stopping")).contains("requests_in_flight=1");
      client.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 400 ");
      assertThat(onr.exitCode()).isZero();
      assertThat(onr.output()).singleElement().asString().contains("| 400 |");
    }
  }

  @Test
  void theGraceForRequestsInFlightIsBounded() throws Exception {
    write("onr.yaml", SETTINGS + "  shutdown_grace_ms: 100\n");
    try (OnrProcess onr = start();
        Socket client = halfARequest(onr.awaitUrl())) {
      onr.signal("TERM");
      assertThat(onr.exitCode()).isZero();
      assertThat(onr.output()).hasSize(1);
      assertThat(client.getInputStream().readAllBytes()).isEmpty();
    }
  }

  @Test
  void aSecondSignalEndsItAtOnce() throws Exception {
    try (OnrProcess onr = start();
        Socket client = halfARequest(onr.awaitUrl())) {
      onr.signal("TERM");
      onr.awaitError("requests_in_flight=1");
      onr.signal("TERM");
      assertThat(onr.exitCode()).isEqualTo(1);
      assertThat(client.isClosed()).isFalse();
      assertThat(directory.resolve("run/onr.pid")).doesNotExist();
    }
  }

  /** A request whose body is promised; the gateway has seen its head when this returns. */
  private static Socket halfARequest(String url) throws IOException {
    URI address = URI.create(url);
    Socket socket = new Socket(address.getHost(), address.getPort());
    String head =
        """
        POST /v1/chat/completions HTTP/1.1
        Host: onr
        Authorization: Bearer first
        Content-Type: application/json
        Content-Length: 2
        Expect: 100-continue

        """;
    socket.getOutputStream().write(head.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    String interim = "HTTP/1.1 100 Continue\r\n\r\n";
    byte[] seen = socket.getInputStream().readNBytes(interim.length());
    assertThat(new String(seen, StandardCharsets.US_ASCII)).isEqualTo(interim);
    return socket;
  }

  @Test
  void aChangedProviderFileIsTakenUpByItself() throws Exception {
    write("onr.yaml", SETTINGS + "providers: {auto_reload: {enabled: true, debounce_ms: 50}}\n");
    try (OnrProcess onr = start()) {
      onr.awaitUrl();
      assertThat(onr.awaitError("providers auto-reload enabled"))
          .contains("debounce_ms=50 providers_watch_dir=./config/providers source=providers_auto");
      int seen = onr.errorsSoFar();
      write("config/providers/acme.conf", provider("https://one.example"));
      assertThat(onr.awaitError("| reload |", seen))
          .contains("reload ok")
          .contains("source=providers_auto");
    }
  }

  private static String provider(String baseUrl) {
    return """
    syntax "next-router/0.1";
    provider "acme" {
      defaults { upstream_config { base_url = "%s"; } auth { auth_bearer; } }
      match api = "chat.completions" { response { resp_passthrough; } }
    }
    """
        .formatted(baseUrl);
  }

  @Test
  void aLinkThatIsTurnedToAnotherPlaceIsAChange() throws Exception {
    // As Kubernetes mounts a ConfigMap: files are links through ..data, which is replaced.
    write("mounted/..one/acme.conf", provider("https://one.example"));
    write("mounted/..two/acme.conf", provider("https://two.example"));
    Path mounted = directory.resolve("mounted");
    Files.createSymbolicLink(mounted.resolve("..data"), Path.of("..one"));
    Files.createSymbolicLink(mounted.resolve("acme.conf"), Path.of("..data/acme.conf"));
    write(
        "onr.yaml",
        SETTINGS + "providers: {dir: mounted, auto_reload: {enabled: true, debounce_ms: 50}}\n");
    try (OnrProcess onr = start()) {
      onr.awaitUrl();
      int seen = onr.errorsSoFar();
      Files.createSymbolicLink(mounted.resolve("..data_tmp"), Path.of("..two"));
      Files.move(
          mounted.resolve("..data_tmp"),
          mounted.resolve("..data"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      assertThat(onr.awaitError("| reload |", seen)).contains("reload ok");
    }
  }

  @Test
  void theDemoAnswersWithoutAnyFileAndLeavesNone() throws Exception {
    Files.delete(directory.resolve("onr.yaml"));
    Files.delete(directory.resolve("keys.yaml"));
    Map<String, String> environment =
        Map.of("ONR_LISTEN", "127.0.0.1:0", "ONR_PROVIDERS_DIR", "ignored");
    try (OnrProcess onr = OnrProcess.start(directory, environment, "--demo")) {
      String url = onr.awaitUrl();
      assertThat(onr.awaitError("curl -N")).contains(url + "/v1/chat/completions");
      String question =
          "{\"model\":\"demo\",\"stream\":true,"
              + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
      try (BufferedReader stream = open(url, question)) {
        assertThat(stream.lines()).contains("data: [DONE]");
      }
      onr.signal("TERM");
      assertThat(onr.exitCode()).isZero();
      assertThat(onr.output()).singleElement().asString().contains("provider=demo");
    }
  }

  private BufferedReader open(String url, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/v1/chat/completions"))
            .header("Authorization", "Bearer demo")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }
}
