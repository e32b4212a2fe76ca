package dev.onr.admin.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.admin.Admin;
import dev.onr.admin.ScriptedServer;
import dev.onr.admin.shell.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshTokenTest {
  @TempDir private Path directory;
  private Admin admin;
  private ScriptedServer server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    admin = new Admin(directory);
    server = new ScriptedServer();
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Admin.Result login(String provider, String... arguments) {
    return admin.run(
        Stream.concat(
                Stream.of(
                    "oauth",
                    "refresh-token",
                    "-p",
                    provider,
                    "--callback-port",
                    Integer.toString(port),
                    "--token-url",
                    server.url() + "/token"),
                Arrays.stream(arguments))
            .toArray(String[]::new));
  }

  private static Map<String, String> form(String text) {
    Map<String, String> fields = new TreeMap<>();
    for (String pair : text.split("&")) {
      String[] parts = pair.split("=", 2);
      fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return fields;
  }

  /** What a browser asks this machine for, given the parameters of the login page. */
  private interface Visit {
    String path(Map<String, String> query);
  }

  /** Somebody whose browser comes back as a function of the login page says. */
  private final class Browser implements Terminal {
    private final List<String> answers = new ArrayList<>();
    private final List<Visit> visits;
    private String page = "";

    Browser(Visit... visits) {
      this.visits = List.of(visits);
    }

    @Override
    public boolean types() {
      return false;
    }

    @Override
    public boolean watches() {
      return false;
    }

    @Override
    public Optional<String> hiddenLine(String prompt) {
      return Optional.empty();
    }

    @Override
    public boolean browse(String url) {
      page = url;
      Map<String, String> query = form(URI.create(url).getRawQuery());
      try (HttpClient client = HttpClient.newHttpClient()) {
        for (Visit visit : visits) {
          HttpRequest request =
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + visit.path(query)))
                  .build();
          HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
          answers.add(answer.statusCode() + " " + answer.body().strip());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return true;
    }
  }

  private static String back(Map<String, String> query, String result) {
    return "/auth/callback?state=" + query.get("state") + "&" + result;
  }

  @Test
  void aBrowserComesBackWithACodeThatBecomesAToken() throws Exception {
    server.on("/token", 200, "{\"refresh_token\":\"rt-0123456789\",\"access_token\":\"at\"}");
    Browser browser = new Browser(query -> back(query, "code=c-1"));
    admin.at(browser);
    Admin.Result result = login("codex");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo("rt-0123456789\n");
    assertThat(result.err())
        .startsWith(
            "Complete OAuth login for provider \"openai\" in your browser:\n" + browser.page + "\n")
        .contains("refresh token: rt-012...6789\n")
        .doesNotContain("rt-0123456789");
    assertThat(browser.answers).containsExactly("200 OAuth completed. You can close this page.");

    assertThat(browser.page).startsWith("https://auth.openai.com/oauth/authorize?");
    Map<String, String> query = form(URI.create(browser.page).getRawQuery());
    assertThat(query)
        .containsEntry("client_id", "app_EMoamEEZ73f0CkXaXp7hrann")
        .containsEntry("response_type", "code")
        .containsEntry("redirect_uri", "http://localhost:" + port + "/auth/callback")
        .containsEntry("scope", "openid email profile offline_access")
        .containsEntry("prompt", "login")
        .containsEntry("code_challenge_method", "S256");
    Map<String, String> body = form(server.asked().getFirst().body());
    assertThat(body)
        .containsEntry("grant_type", "authorization_code")
        .containsEntry("code", "c-1")
        .containsEntry("redirect_uri", query.get("redirect_uri"))
        .doesNotContainKey("client_secret");
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(body.get("code_verifier").getBytes(StandardCharsets.US_ASCII));
    assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(digest))
        .isEqualTo(query.get("code_challenge"));
  }

  @Test
  void aCallbackOfAnotherLoginIsIgnored() {
    server.on("/token", 200, "{\"refresh_token\":\"rt\"}");
    Browser browser =
        new Browser(
            query -> "/auth/callback?state=other&code=evil",
            query -> "/elsewhere?state=" + query.get("state") + "&code=evil",
            query -> back(query, "code=good"));
    admin.at(browser);
    Admin.Result result = login("openai");
    assertThat(result.out()).isEqualTo("rt\n");
    assertThat(browser.answers)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("400 "),
            second -> assertThat(second).startsWith("404 "),
            third -> assertThat(third).startsWith("200 "));
    assertThat(server.asked().getFirst().body()).contains("code=good");
  }

  @Test
  void whatTheProviderRefusesIsTold() {
    admin.at(new Browser(query -> back(query, "error=access_denied&error_description=no")));
    Admin.Result result = login("openai");
    assertThat(result.code()).isOne();
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).endsWith("error: oauth callback error: access_denied: no\n");
    admin.at(new Browser(query -> back(query, "code=")));
    assertThat(login("openai").err()).endsWith("error: oauth callback code is empty\n");
  }

  @Test
  void nobodyComesBackForever() {
    assertThat(login("openai", "--no-browser", "--timeout", "1ms").err())
        .contains("error: wait oauth callback timeout: ");
  }

  @Test
  void aTokenEndpointThatRefusesIsQuotedWithoutSecrets() {
    admin
        .at(new Browser(query -> back(query, "code=c-secret")))
        .with("ONR_OAUTH_IFLOW_CLIENT_SECRET", "cs-secret");
    server.on("/token", 400, "bad c-secret or cs-secret");
    Admin.Result result = login("iflow");
    assertThat(result.code()).isOne();
    assertThat(result.err())
        .endsWith("error: token endpoint failed: status=400 body=bad [REDACTED] or [REDACTED]\n");
    ScriptedServer.Asked asked = server.asked().getFirst();
    assertThat(asked.header("Authorization"))
        .isEqualTo(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString("10009311001:cs-secret".getBytes(StandardCharsets.UTF_8)));
    assertThat(form(asked.body())).doesNotContainKey("code_verifier");
  }

  @Test
  void anAnswerWithoutARefreshTokenIsAnError() {
    admin.at(new Browser(query -> back(query, "code=c")));
    server.on("/token", 200, "{\"access_token\":\"at\"}");
    assertThat(login("openai").err())
        .endsWith("error: refresh_token not found in token response\n");
  }

  @Test
  void claudeTakesJson() {
    admin.at(new Browser(query -> back(query, "code=c")));
    server.on("/token", 200, "{\"refresh_token\":\"rt\"}");
    assertThat(login("anthropic").code()).isZero();
    assertThat(server.asked().getFirst().header("Content-type")).isEqualTo("application/json");
    assertThat(server.asked().getFirst().body()).startsWith("{\"client_id\":");
  }

  @Test
  void aCustomLoginIsMadeOfFlags() {
    Browser browser = new Browser(query -> "/cb" + back(query, "code=c").substring(14));
    admin.at(browser);
    server.on("/token", 200, "{\"refresh_token\":\"rt\"}");
    Admin.Result result =
        login(
            "custom",
            "--auth-url",
            "https://login.example/start?x=1",
            "--client-id",
            "me",
            "--scope",
            "a b",
            "--auth-param",
            "hint=y",
            "--no-pkce",
            "--token-content-type",
            "json",
            "--redirect-uri",
            "http://127.0.0.1:" + port + "/cb",
            "--json");
    assertThat(result.out())
        .isEqualTo("{\n  \"provider\": \"custom\",\n  \"refresh_token\": \"rt\"\n}\n");
    assertThat(browser.page)
        .startsWith("https://login.example/start?x=1&client_id=me&hint=y&redirect_uri=")
        .doesNotContain("code_challenge");
    assertThat(server.asked().getFirst().body()).doesNotContain("code_verifier");
  }

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(login("openai").err())
          .startsWith("error: callback port " + taken.getLocalPort() + " unavailable: ")
          .contains("--callback-port");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          openai¦--auth-param=x¦invalid --auth-param "x": expected key=value
          openai¦--auth-param==x¦invalid --auth-param "=x": empty key
          openai¦--token-content-type=xml¦invalid --token-content-type "xml" (expect: form|json)
          openai¦--token-basic-auth¦client secret is required for basic auth: give --client-secret or set ONR_OAUTH_OPENAI_CLIENT_SECRET
          custom¦--client-id=x¦auth-url is empty: give --auth-url
          gemini¦--no-browser¦client-id is empty: give --client-id
          openai¦--redirect-uri=http://evil.example/x¦redirect-uri host must be loopback (localhost, 127.0.0.1 or ::1), not "evil.example"
          openai¦--timeout=soon¦invalid --timeout "soon": expected a time above zero such as 90s, 5m or 1h
          openia¦--no-browser¦unknown oauth provider "openia"; did you mean "openai"?
          """)
  void whatCannotWorkIsSaidBeforeAnythingHappens(String provider, String flag, String message) {
    String[] words = {"oauth", "refresh-token", "-p", provider, flag};
    assertThat(admin.run(words)).isEqualTo(new Admin.Result(1, "", "error: " + message + "\n"));
  }

  @Test
  void aDeviceLoginAsksUntilItIsDone() {
    server
        .on(
            "/device",
            200,
            "{\"device_code\":\"d-1\",\"user_code\":\"AB-CD\",\"verification_uri\":\"https://v.example\","
                + "\"interval\":2,\"expires_in\":300}")
        .on("/token", 400, "{\"error\":\"authorization_pending\"}")
        .on("/token", 400, "{\"error\":\"slow_down\"}")
        .on("/token", 200, "{\"refresh_token\":\"rt\"}");
    Admin.Result result = login("qwen", "--auth-url", server.url() + "/device", "--no-browser");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo("rt\n");
    assertThat(result.err())
        .startsWith(
            "Complete OAuth device login for provider \"qwen\":\nhttps://v.example\n"
                + "User code: AB-CD\n");
    // Two seconds, then seven, since it was told to slow down.
    assertThat(admin.waited()).isEqualTo(Duration.ofSeconds(9));
    assertThat(server.lines())
        .containsExactly("POST /device", "POST /token", "POST /token", "POST /token");
    Map<String, String> start = form(server.asked().getFirst().body());
    assertThat(start)
        .containsEntry("client_id", "f0304373b74a44d2b584a3fb70ca9e56")
        .containsEntry("scope", "openid profile email model.completion")
        .containsKey("code_challenge");
    assertThat(form(server.asked().getLast().body()))
        .containsEntry("device_code", "d-1")
        .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:device_code")
        .containsKey("code_verifier");
  }

  @ParameterizedTest
  @CsvSource({
    "expired_token,device code expired; begin the login again",
    "access_denied,device login denied by the user",
    "server_error,device login failed: server_error"
  })
  void aDeviceLoginThatFailsSaysWhy(String error, String message) {
    server
        .on("/device", 200, "{\"device_code\":\"d\",\"verification_uri_complete\":\"https://v\"}")
        .on("/token", 400, "{\"error\":\"" + error + "\"}");
    assertThat(login("kimi", "--auth-url", server.url() + "/device").err())
        .endsWith("error: " + message + "\n");
  }

  @Test
  void aDeviceLoginEndsWithTheCode() {
    server
        .on(
            "/device",
            200,
            "{\"device_code\":\"d\",\"verification_uri\":\"https://v\",\"expires_in\":12}")
        .on("/token", 400, "{\"error\":\"authorization_pending\"}");
    assertThat(login("kimi", "--auth-url", server.url() + "/device").err())
        .endsWith("error: wait device login timeout: nobody entered the code in time\n");
    assertThat(admin.waited()).isEqualTo(Duration.ofSeconds(10));
    server.on("/bad", 200, "{}");
    assertThat(login("kimi", "--auth-url", server.url() + "/bad").err())
        .endsWith("error: device response lacks device_code or verification_uri\n");
    assertThat(login("kimi", "--auth-url", server.url() + "/none").err())
        .endsWith("error: device endpoint failed: status=404 body=no such path\n");
  }
}
