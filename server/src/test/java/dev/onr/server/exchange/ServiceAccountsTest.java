package dev.onr.server.exchange;

import static dev.onr.server.exchange.OAuthStage.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.json.JsonValue;
import dev.onr.server.exchange.OAuthStage.Setup;
import dev.onr.server.exchange.RawClient.Answer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Google service accounts, in front of a token server that checks what Google's checks. */
class ServiceAccountsTest {
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
  private static final String PATH = "/v1beta/models/gemini-2.5-pro:generateContent";
  private static final String BODY = "{\"contents\":[]}";

  private static KeyPair first;
  private static KeyPair second;

  private final List<String> faults = new CopyOnWriteArrayList<>();
  @TempDir Path directory;

  @BeforeAll
  static void keys() throws Exception {
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    first = rsa.generateKeyPair();
    second = rsa.generateKeyPair();
  }

  private Path file() {
    return directory.resolve("service-account.json");
  }

  private void write(String name, KeyPair key, String tokenUri) throws IOException {
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(key.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    Files.writeString(
        file(),
        """
        {"type": "service_account", "project_id": "%1$s-project", "private_key_id": "%1$s-key",
         "private_key": %2$s, "client_email": "%1$s@acme.test", "token_uri": "%3$s"}
        """
            .formatted(name, JsonValue.of(pem).text(), tokenUri));
  }

  /** Gives {@code NAME-token} to whoever proves to be the account NAME. */
  private ScriptedUpstream google() {
    return OAuthStage.server(
        request -> {
          try {
            return OAuthStage.token(account(request) + "-token", 3599);
          } catch (Exception | AssertionError e) {
            faults.add(e.toString());
            return json(400, "{\"error\":\"invalid_grant\"}");
          }
        });
  }

  private static String account(ScriptedUpstream.Request request) throws Exception {
    assertThat(request.firstLine()).isEqualTo("POST /token HTTP/1.1");
    assertThat(request.header("Content-Type")).containsExactly("application/x-www-form-urlencoded");
    assertThat(request.header("Authorization")).isEmpty();
    Map<String, String> form = new TreeMap<>();
    for (String pair : request.text().split("&")) {
      String[] field = pair.split("=", 2);
      form.put(field[0], URLDecoder.decode(field[1], StandardCharsets.UTF_8));
    }
    assertThat(form).containsOnlyKeys("grant_type", "assertion");
    assertThat(form).containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    String[] jwt = form.get("assertion").split("\\.");
    assertThat(jwt).hasSize(3);
    String claims = decoded(jwt[1]);
    String name = claims.contains("first@acme.test") ? "first" : "second";
    Signature rs256 = Signature.getInstance("SHA256withRSA");
    rs256.initVerify((name.equals("first") ? first : second).getPublic());
    rs256.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(rs256.verify(Base64.getUrlDecoder().decode(jwt[2]))).isTrue();
    assertThat(decoded(jwt[0]))
        .isEqualTo("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"%s-key\"}".formatted(name));
    long now = OAuthStage.START.getEpochSecond();
    assertThat(claims)
        .isEqualTo(
            "{\"iss\":\"%s@acme.test\",\"scope\":\"%s\",\"aud\":\"http://%s/token\",\"iat\":%d,\"exp\":%d}"
                .formatted(name, SCOPE, request.header("Host").getFirst(), now, now + 3600));
    return name;
  }

  private static String decoded(String base64) {
    return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private Setup setup(ScriptedUpstream upstream) {
    return Setup.of(
            upstream, "oauth_mode google_service_account_file; oauth_scope \"" + SCOPE + "\";")
        .withKey("credential_file: \"" + file() + "\"");
  }

  @Test
  void anAccountProvesItselfAndItsProjectIsInThePath() throws Exception {
    try (ScriptedUpstream google = google();
        ScriptedUpstream upstream = OAuthStage.server(request -> json(200, "{}"));
        OAuthStage stage = setup(upstream).start()) {
      write("first", first, google.url() + "/token");

      assertThat(stage.post("acme", PATH, BODY).status()).isEqualTo(200);
      assertThat(stage.post("acme", PATH, BODY).status()).isEqualTo(200);

      assertThat(faults).isEmpty();
      assertThat(google.requests).hasSize(1);
      ScriptedUpstream.Request sent = upstream.requests.getLast();
      assertThat(sent.firstLine())
          .isEqualTo(
              "POST /v1/projects/first-project/locations/global/models/gemini-2.5-pro:generateContent"
                  + " HTTP/1.1");
      assertThat(sent.header("Authorization")).containsExactly("Bearer first-token");
      assertThat(sent.header("x-goog-user-project")).containsExactly("first-project");
    }
  }

  @Test
  void aReplacedFileCountsFromTheNextRequestOn() throws Exception {
    try (ScriptedUpstream google = google();
        ScriptedUpstream upstream = OAuthStage.server(request -> json(200, "{}"));
        OAuthStage stage = setup(upstream).start()) {
      write("first", first, google.url() + "/token");
      stage.post("acme", PATH, BODY);
      write("second", second, google.url() + "/token");
      stage.post("acme", PATH, BODY);

      assertThat(faults).isEmpty();
      assertThat(upstream.requests)
          .extracting(request -> request.header("Authorization").getFirst())
          .containsExactly("Bearer first-token", "Bearer second-token");
      assertThat(upstream.requests.getLast().firstLine()).contains("/projects/second-project/");
    }
  }

  @Test
  void troubleWithTheFileIsTheOperatorsAndNamesNeitherPathNorContent() throws Exception {
    try (ScriptedUpstream upstream = OAuthStage.server(request -> json(200, "{}"));
        OAuthStage stage = setup(upstream).start()) {
      assertTrouble(stage, "read credential file: no such file");
      Files.writeString(file(), "hush");
      assertTrouble(stage, "credential file is not valid JSON");
      Files.writeString(file(), "{\"client_email\":\"hush\"}");
      assertTrouble(stage, "credential file missing project_id");
      Files.writeString(file(), "{\"project_id\":\"p\",\"client_email\":\"hush\"}");
      assertTrouble(stage, "credential file missing private_key");
      Files.writeString(file(), "x".repeat(300_000));
      assertTrouble(stage, "read credential file: it is larger than 256 KiB");
      Files.delete(file());
      Files.createDirectory(file());
      assertTrouble(stage, "read credential file: it can't be read");
      assertThat(upstream.requests).isEmpty();
    }
  }

  private void assertTrouble(OAuthStage stage, String message) throws Exception {
    Answer answer = stage.post("acme", "/v1/chat/completions", OAuthStage.CHAT);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text())
        .contains(message)
        .contains("\"code\":\"upstream_credential_invalid\"")
        .doesNotContain("hush", directory.toString());
  }

  @Test
  void aKeyWithoutCredentialFileIsTold() throws Exception {
    try (ScriptedUpstream upstream = OAuthStage.server(request -> json(200, "{}"));
        OAuthStage stage = setup(upstream).withKey("value: sk").start()) {
      Answer answer = stage.chat();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text()).contains("needs a key with credential_file");
    }
  }
}
