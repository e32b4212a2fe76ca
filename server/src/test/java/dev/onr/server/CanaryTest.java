package dev.onr.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.credential.EncryptedValue;
import dev.onr.credential.MasterKey;
import dev.onr.credential.Secret;
import dev.onr.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * No secret of any kind is shown anywhere: every one that can be configured is, good and bad ways
 * are walked past servers that repeat all that they hear, and then everything that the gateway
 * wrote is searched.
 */
@Timeout(180)
class CanaryTest {
  private static final String CHAT = "/v1/chat/completions";

  @TempDir private Path directory;
  private final Canaries canaries = new Canaries();
  private final String apiKey = canaries.secret("api-key");
  private final String plainKey = canaries.secret("access-key");
  private final String sealedKey = canaries.secret("sealed-access-key");
  private final String variableKey = canaries.secret("variable-access-key");
  private final String upstreamKey = canaries.secret("upstream-key");
  private final String sealedUpstreamKey = canaries.secret("sealed-upstream-key");
  private final String variableUpstreamKey = canaries.secret("variable-upstream-key");
  private final String refreshToken = canaries.secret("refresh-token");
  private final String clientSecret = canaries.secret("client-secret");
  private final String awsSecret = canaries.secret("aws-secret");
  private final String awsSession = canaries.secret("aws-session");
  private final String proxyPassword = canaries.word("proxypassword");
  private final String baseUrlPassword = canaries.word("baseurlpassword");
  private final String ownKey = canaries.secret("brought-key");
  private final String literal = canaries.secret("header-literal");
  private final String masterKey = canaries.add("master-key", "masterkeyQ7zx9k-masterkeyQ7zx9k-");
  private final EchoServer upstream = new EchoServer(canaries.secret("access-token"));
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> ownErrors = new ArrayList<>();

  @BeforeEach
  void everyKindOfSecret() throws Exception {
    write("onr.yaml", settings());
    write("keys.yaml", keys());
    write("account.json", account());
    Files.setPosixFilePermissions(
        directory.resolve("account.json"), PosixFilePermissions.fromString("rw-r--r--"));
    String config = "config/providers/";
    write(
        config + "plain.conf",
        provider("plain", "", "auth_bearer;", "error_map openai;").replace(literal, "none"));
    write(config + "sealed.conf", provider("sealed", "", "auth_header_key \"X-Odd\";", ""));
    write(config + "variable.conf", provider("variable", "", "auth_header_key \"X-Odd\";", ""));
    write(config + "login.conf", provider("login", "user:" + baseUrlPassword + "@", "", ""));
    write(config + "override.conf", provider("override", "", "", ""));
    write(config + "oauth.conf", provider("oauth", "", oauth("token") + "auth_oauth_bearer;", ""));
    write(
        config + "oddly.conf",
        provider("oddly", "", oauth("token"), "")
            .replace("request {", "request { set_header X-Odd $oauth.access_token;"));
    write(
        config + "refused.conf",
        provider("refused", "", oauth("token-refused") + "auth_oauth_bearer;", ""));
    write(
        config + "google.conf",
        provider(
            "google",
            "",
            "oauth_mode google_service_account_file; oauth_scope \"all\"; auth_oauth_bearer;",
            ""));
    write(config + "proxied.conf", provider("proxied", "", "auth_bearer;", ""));
    write(config + "unproxied.conf", provider("unproxied", "", "auth_bearer;", ""));
    write(
        config + "aws-bedrock.conf",
        Files.readString(Path.of("../config/providers/aws-bedrock.conf"))
            .replaceAll("(?m)^.*(models_mode|usage_extract|finish_reason_extract).*\n", ""));
  }

  @AfterEach
  void stop() {
    upstream.close();
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String settings() {
    return """
    auth: {api_key: %s, token_key: {allow_byok_without_k: true}}
    server: {listen: "127.0.0.1:0", pid_file: onr.pid}
    logging: {level: debug, access_log_path: access.log}
    traffic_dump: {enabled: true, dir: dumps}
    keys: {file: "%s/keys.yaml"}
    providers: {dir: "%s/config/providers"}
    upstream_proxies:
      by_provider:
        proxied: http://user:%s@127.0.0.1:%d
        unproxied: http://user:%s@127.0.0.1:1
    """
        .formatted(apiKey, directory, directory, proxyPassword, upstream.port(), proxyPassword);
  }

  private String keys() {
    String base = "http://127.0.0.1:" + upstream.port();
    return """
    access_keys:
      - {name: plain, value: %s}
      - {name: sealed, value: "%s"}
      - {name: variable}
    providers:
      plain: {keys: [{name: main, value: %s}]}
      sealed: {keys: [{name: main, value: "%s"}]}
      variable: {keys: [{name: main}]}
      login: {keys: [{name: main, value: %s}]}
      override: {keys: [{name: main, value: unused, base_url_override: "http://user:%s@127.0.0.1:%d"}]}
      oauth: {keys: [&refresh {name: main, value: %s}]}
      oddly: {keys: [*refresh]}
      refused: {keys: [*refresh]}
      google: {keys: [{name: main, credential_file: "%s/account.json"}]}
      proxied: {keys: [{name: main, value: %s}]}
      unproxied: {keys: [{name: main, value: %s}]}
      aws-bedrock: {keys: [{name: main, aws_access_key_id: AKID, aws_secret_access_key: "%s",
        aws_session_token: %s, aws_region: eu-west-1, base_url_override: "%s"}]}
    """
        .formatted(
            plainKey,
            sealed(sealedKey),
            upstreamKey,
            sealed(sealedUpstreamKey),
            upstreamKey,
            baseUrlPassword,
            upstream.port(),
            refreshToken,
            directory,
            upstreamKey,
            upstreamKey,
            sealed(awsSecret),
            awsSession,
            base);
  }

  private Map<String, String> environment() {
    return Map.of(
        MasterKey.VARIABLE,
        masterKey,
        "ONR_ACCESS_KEY_VARIABLE",
        variableKey,
        "ONR_UPSTREAM_KEY_VARIABLE_MAIN",
        variableUpstreamKey);
  }

  private String sealed(String plain) {
    return EncryptedValue.encrypt(Secret.of(plain), MasterKey.of(masterKey), new SecureRandom());
  }

  private String account() throws Exception {
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    byte[] key = rsa.generateKeyPair().getPrivate().getEncoded();
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
    canaries.add("private-key", text.lines().skip(5).findFirst().orElseThrow());
    String pem = "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
    return "{\"project_id\":\"p\",\"client_email\":\"a@b\",\"private_key\":%s,\"token_uri\":\"%s\"}"
        .formatted(
            JsonValue.of(pem).text(), "http://127.0.0.1:" + upstream.port() + "/token-google");
  }

  private String oauth(String path) {
    return """
    oauth_mode iflow; oauth_token_url "http://127.0.0.1:%d/%s";
        oauth_refresh_token $channel.key; oauth_client_secret "%s";
    """
        .formatted(upstream.port(), path, clientSecret);
  }

  private String provider(String name, String login, String auth, String error) {
    return """
    syntax "next-router/0.1";
    provider "%s" {
      defaults {
        upstream_config { base_url = "http://%s127.0.0.1:%d"; }
        auth { %s }
        request { set_header "X-Api-Key-Too" "%s"; }
        error { %s }
      }
      match api = "chat.completions" { }
    }
    """
        .formatted(name, login, upstream.port(), auth, literal, error);
  }

  /** A credential that chooses a provider; is itself a secret. */
  private String token(String key, String provider, String more) {
    return canaries.add(
        "token for " + provider + " " + more.length() + key,
        "onr:v1?k64=%s&p=%s%s".formatted(base64Url(key), provider, more));
  }

  private static String base64Url(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> ask(String url, String credential, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "Bearer " + credential)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static String chat(String model, boolean stream) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":%s}"
        .formatted(model, stream);
  }

  /** The ways on which only the gateway itself answers, or rewrites what an upstream says. */
  private void askInVain(String url, String credential, String body, int status) throws Exception {
    HttpResponse<String> answer = ask(url, credential, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    ownErrors.add(answer.body());
  }

  private void walkAllWays(String base) throws Exception {
    List<String> keys = List.of(apiKey, plainKey, sealedKey, variableKey);
    List<String> providers =
        List.of("plain", "sealed", "variable", "login", "override", "oauth", "oddly");
    for (String provider : providers) {
      String token = token(keys.get(providers.indexOf(provider) % 4), provider, "");
      HttpResponse<String> good = ask(base + CHAT, token, chat("good", false));
      assertThat(good.statusCode()).as(good.body()).isEqualTo(200);
      ask(base + CHAT, token, chat("good", true));
      ask(base + CHAT, token, chat("odd", false));
      askInVain(base + CHAT, token, chat("cut", false), 502);
      if (!provider.equals("plain")) {
        ask(base + CHAT, token, chat("bad", false));
      }
    }
    askInVain(base + CHAT, token(apiKey, "plain", ""), chat("bad", false), 400);
    String brought = token(apiKey, "sealed", "&uk64=" + base64Url(ownKey));
    assertThat(ask(base + CHAT, brought, chat("good", false)).body()).contains(ownKey);
    for (String provider : List.of("refused", "google", "proxied", "unproxied")) {
      askInVain(base + CHAT, token(apiKey, provider, ""), chat("good", false), 502);
    }
    ask(
        base + "/v1/messages",
        token(apiKey, "aws-bedrock", ""),
        "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    String wrong = canaries.secret("wrong-key");
    askInVain(base + CHAT, wrong, chat("good", false), 401);
    askInVain(base + CHAT, token(wrong, "plain", ""), chat("good", false), 401);
    askInVain(base + CHAT, token(apiKey, "nobody", ""), chat("good", false), 503);
    ask(base + "/v1beta/models/m:generateContent?key=" + apiKey, "", "{\"contents\":[]}");
    ask(base + CHAT + "?key=" + base64Url(ownKey), token(apiKey, "plain", ""), "{broken");
  }

  @Test
  void aProcessShowsNoSecret() throws Exception {
    try (OnrProcess onr = OnrProcess.start(directory, environment(), "-c", "onr.yaml")) {
      walkAllWays(onr.awaitUrl());
      onr.signal("QUIT"); // prints the names of all threads
      onr.awaitOutput("VM Thread");
      String process = Files.readString(Path.of("/proc/" + onr.pid() + "/cmdline"));
      try (Stream<Path> threads = Files.list(Path.of("/proc/" + onr.pid() + "/task"))) {
        for (Path thread : threads.toList()) {
          process += Files.readString(thread.resolve("comm"));
        }
      }
      assertThat(canaries.in(process)).as("arguments and threads").isEmpty();
      Path broken = directory.resolve("keys.yaml");
      Path good = Files.copy(broken, directory.resolve("keys.good"));
      Files.writeString(broken, keys().replace("access_keys:", "access_keys: ["));
      onr.signal("HUP");
      onr.awaitError("reload failed");
      Files.move(good, broken, StandardCopyOption.REPLACE_EXISTING);
      onr.signal("TERM");
      onr.exitCode();
      assertThat(canaries.in(String.join("\n", onr.output()))).as("standard output").isEmpty();
      assertThat(canaries.in(String.join("\n", onr.errors()))).as("system log").isEmpty();
    }
    assertThat(canaries.in(String.join("\n", ownErrors))).as("answers of errors").isEmpty();
    assertThat(canaries.in(Files.readString(directory.resolve("access.log")))).isEmpty();
    try (Stream<Path> dumps = Files.list(directory.resolve("dumps"))) {
      List<Path> all = dumps.toList();
      assertThat(all).hasSizeGreaterThan(30);
      for (Path dump : all) {
        String text = Files.readString(dump);
        assertThat(canaries.in(text)).as(text).isEmpty();
      }
    }
  }

  /** One change to a good configuration that makes it worse. */
  private record Mistake(String file, String good, String bad) {}

  private List<Mistake> mistakes() {
    String oauth = "config/providers/oauth.conf";
    String login = "config/providers/login.conf";
    String secret = "oauth_client_secret \"" + clientSecret + "\";";
    String baseUrl = "http://user:" + baseUrlPassword + "@127.0.0.1:" + upstream.port();
    String header = "set_header \"X-Api-Key-Too\" \"" + literal + "\";";
    return List.of(
        new Mistake("keys.yaml", "value: " + plainKey, "value:" + plainKey),
        new Mistake("keys.yaml", "value: " + plainKey, "value: [" + plainKey + "]"),
        new Mistake("keys.yaml", "value: " + plainKey, "value: *" + plainKey),
        new Mistake("keys.yaml", "value: " + plainKey, "value: !" + plainKey),
        new Mistake("keys.yaml", "value: " + plainKey, "value: \"" + plainKey),
        new Mistake("keys.yaml", "value: " + plainKey, "valeu: " + plainKey),
        new Mistake("keys.yaml", "value: " + plainKey, "value: ENC[v1:aesgcm:" + plainKey + "]"),
        new Mistake("keys.yaml", "{name: main, value: " + upstreamKey + "}", upstreamKey),
        new Mistake("keys.yaml", "aws_session_token: ", "aws_session_token:"),
        new Mistake("keys.yaml", "aws_session_token: " + awsSession, "? {x: " + awsSession + "}"),
        new Mistake("keys.yaml", baseUrlPassword + "@", baseUrlPassword + "@\t: ["),
        new Mistake("onr.yaml", "api_key: ", "api_key:"),
        new Mistake("onr.yaml", "api_key: ", "apikey: "),
        new Mistake("onr.yaml", "api_key: " + apiKey, "api_key: [" + apiKey + "]"),
        new Mistake("onr.yaml", "{api_key: " + apiKey, "\n  api_key: >\n    " + apiKey + "\n  {"),
        new Mistake("onr.yaml", "proxied: http://user", "proxied: user"),
        new Mistake("onr.yaml", "proxied: http://", "proxied: ftp://"),
        new Mistake("onr.yaml", "@127.0.0.1:1", "@127.0.0.1:99999"),
        new Mistake("onr.yaml", "@127.0.0.1:1", "\u00e4 /@127.0.0.1:1"),
        new Mistake("onr.yaml", "unproxied: ", "unproxied: ["),
        new Mistake(oauth, secret, secret.replace(";", "")),
        new Mistake(oauth, secret, secret.replace("\";", ";")),
        new Mistake(oauth, secret, secret.replace("\"", "")),
        new Mistake(oauth, secret, secret.replace("secret \"", "secret \n\"").replace(";", " x;")),
        new Mistake(oauth, secret, secret.replace("client_secret", "client_secrets")),
        new Mistake(oauth, header, header.replace("Too\"", "Too")),
        new Mistake(oauth, header, header.replace(";", " 1;")),
        new Mistake(oauth, header, header.replace("set_header", "set_headr")),
        new Mistake(login, "http://user", "htp://user"),
        new Mistake(login, baseUrl, baseUrl.replaceFirst("127.*", "")),
        new Mistake(login, "\"" + baseUrl + "\"", baseUrl),
        new Mistake("account.json", "\"project_id\"", "project_id"),
        new Mistake("account.json", "\"project_id\"", "\"project\""));
  }

  @TestFactory
  Stream<DynamicTest> noMistakeMakesTheCheckShowSecrets() {
    return mistakes().stream()
        .map(
            mistake ->
                DynamicTest.dynamicTest(
                    mistake.file() + ": " + mistake.bad(),
                    () -> {
                      String good = Files.readString(directory.resolve(mistake.file()));
                      assertThat(good).contains(mistake.good());
                      write(mistake.file(), good.replace(mistake.good(), mistake.bad()));
                      String found = check();
                      write(mistake.file(), good);
                      assertThat(found).containsAnyOf("error", "warn");
                      assertThat(canaries.in(found)).as(found).isEmpty();
                    }));
  }

  @Test
  void theCheckOfAGoodConfigurationShowsNoSecret() {
    assertThat(check())
        .contains("configuration ok", "account.json of provider google, entry main, can be read")
        .satisfies(text -> assertThat(canaries.in(text)).isEmpty());
  }

  @Test
  void noExplanationOfARouteShowsASecret() {
    for (String provider : List.of("plain", "sealed", "login", "oauth", "oddly")) {
      String text =
          run(check -> check.explain(configuration(), List.of(provider, "chat.completions")));
      assertThat(text).contains("base_url", "set_header");
      assertThat(canaries.in(text)).as(text).isEmpty();
    }
  }

  private Path configuration() {
    return directory.resolve("onr.yaml");
  }

  private String check() {
    return run(check -> check.run(configuration()));
  }

  private String run(ToIntFunction<ConfigurationCheck> command) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
    command.applyAsInt(new ConfigurationCheck(new SnapshotLoader(environment(), false), out, out));
    return text.toString(StandardCharsets.UTF_8);
  }
}
