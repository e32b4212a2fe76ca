package dev.onr.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.CaseFile;
import dev.onr.config.ConfigurationFiles;
import dev.onr.config.plan.PlanLoader;
import dev.onr.config.plan.Route;
import dev.onr.credential.CredentialFile;
import dev.onr.credential.InvalidCredential;
import dev.onr.credential.Secret;
import dev.onr.credential.UpstreamKey;
import dev.onr.json.JsonValue;
import dev.onr.shipped.HttpMessage;
import dev.onr.steps.ClientRequest;
import dev.onr.steps.HeaderFields;
import dev.onr.steps.RequestBody;
import dev.onr.steps.Variables;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * How tokens are asked for and what is made of the answer. A case gives {@code auth} (the
 * statements of an auth block) and any of {@code key} (the upstream key), {@code credential} (a
 * service account's file, in which {@code @key} stands for the PEM text of RFC 7515's key) and
 * {@code answer} (status, then body).
 *
 * <p>It expects any of {@code request}; {@code assertion} (header and claims of the JWT, whose
 * signature is checked with the public key); {@code token} (value, type, seconds until it is
 * renewed, seconds until it ends); {@code file} (the token's file, and its name); {@code refused}
 * (what the client is told); {@code key of} (the cache key). The time is 2026-01-01T00:00:00Z.
 */
class TokenCasesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TestFactory
  Stream<DynamicTest> cases() {
    return CaseFile.tests("tokens", TokenCasesTest::check);
  }

  private static void check(CaseFile each) throws GeneralSecurityException {
    List<String> told = new ArrayList<>();
    try {
      TokenGrant grant = grant(each);
      TokenRequest request = grant.request(NOW);
      each.find("request").ifPresent(expected -> assertThat(printed(request)).isEqualTo(expected));
      if (each.find("assertion").isPresent()) {
        assertThat(assertion(request)).isEqualTo(each.section("assertion"));
      }
      String cacheKey = grant.cacheKey("Acme", key(each).value());
      each.find("cache key").ifPresent(expected -> assertThat(cacheKey).isEqualTo(expected));
      if (each.find("answer").isPresent()) {
        checkAnswer(each, grant, cacheKey);
      }
    } catch (InvalidCredential | TokenRefused e) {
      told.add(e.getMessage());
    }
    assertThat(told).isEqualTo(each.find("refused").stream().toList());
  }

  private static void checkAnswer(CaseFile each, TokenGrant grant, String cacheKey) {
    String[] answer = each.section("answer").split("\n", 2);
    byte[] body = answer.length < 2 ? new byte[0] : answer[1].getBytes(StandardCharsets.UTF_8);
    AccessToken token = grant.read(Integer.parseInt(answer[0]), body, NOW);
    String shown =
        "%s %s %d %d"
            .formatted(
                token.value().reveal(),
                token.type(),
                seconds(token.renewFrom()),
                seconds(token.expiresAt()));
    each.find("token").ifPresent(expected -> assertThat(shown).isEqualTo(expected));
    String file = new String(TokenFile.write(token), StandardCharsets.UTF_8);
    each.find("file")
        .ifPresent(
            expected -> assertThat(TokenFile.name(cacheKey) + "\n" + file).isEqualTo(expected));
  }

  private static long seconds(Instant instant) {
    return instant.getEpochSecond() - NOW.getEpochSecond();
  }

  private static TokenGrant grant(CaseFile each) {
    Optional<CredentialFile> credential =
        each.find("credential")
            .map(text -> text.replace("@key", escaped(RfcKey.pkcs8())))
            .map(text -> CredentialFile.parse(text.getBytes(StandardCharsets.UTF_8)));
    Route route = route(each.section("auth"));
    ClientRequest request =
        new ClientRequest(
            dev.onr.Api.CHAT_COMPLETIONS,
            false,
            "m",
            false,
            "POST",
            "/v1/chat/completions",
            "",
            new HeaderFields(),
            RequestBody.json("{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_8)));
    String project = credential.map(CredentialFile::projectId).orElse("");
    Variables variables = route.request().apply(request, key(each), project).variables();
    return TokenGrant.of(route.auth().oauth().orElseThrow(), variables, credential);
  }

  private static String escaped(String pem) {
    String quoted = JsonValue.of(pem).text();
    return quoted.substring(1, quoted.length() - 1);
  }

  private static UpstreamKey key(CaseFile each) {
    return UpstreamKey.of("acme", Secret.of(each.find("key").orElse("refresh-1")));
  }

  private static Route route(String auth) {
    String text =
        """
        syntax "next-router/0.1";
        provider "acme" {
          defaults {
            upstream_config { base_url = "https://api.acme.example/v1/"; }
            auth { %s }
          }
          match api = "chat.completions" { }
        }
        """
            .formatted(auth);
    return new PlanLoader(ConfigurationFiles.inMemory(Map.of("acme.conf", text)))
        .loadSingle(Path.of("acme.conf"))
        .plan()
        .provider("acme")
        .orElseThrow()
        .route(dev.onr.Api.CHAT_COMPLETIONS, false)
        .orElseThrow();
  }

  private static String printed(TokenRequest request) {
    String text =
        HttpMessage.print(request.method(), request.url(), request.headers(), request.body());
    return text.replaceAll("\n+", "\n").strip();
  }

  /** Header and claims, once it is sure that they were signed with the account's key. */
  private static String assertion(TokenRequest request) throws GeneralSecurityException {
    String form = new String(request.body(), StandardCharsets.UTF_8);
    assertThat(form)
        .matches(
            "assertion=[A-Za-z0-9_.-]+&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer");
    String[] parts = form.substring("assertion=".length(), form.indexOf('&')).split("\\.");
    Signature rs256 = Signature.getInstance("SHA256withRSA");
    rs256.initVerify(RfcKey.publicKey());
    rs256.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(rs256.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    return decoded(parts[0]) + "\n" + decoded(parts[1]);
  }

  private static String decoded(String base64) {
    return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
