package dev.onr.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.credential.CredentialFile;
import dev.onr.credential.InvalidCredential;
import dev.onr.credential.Secret;
import dev.onr.json.ExtractionPath;
import dev.onr.steps.TextExpression;
import dev.onr.steps.Variables;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for whatever token servers, disks and operators bring. */
class TokenProperties {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final TokenGrant GRANT =
      TokenGrant.of(
          new OAuthPlan(
              OAuthMode.OPENAI,
              TextExpression.of("https://id.acme.example/token"),
              TextExpression.of(""),
              TextExpression.of(""),
              TextExpression.of("refresh"),
              TextExpression.of(""),
              TextExpression.of(""),
              "POST",
              OAuthMode.Body.FORM,
              List.of(),
              ExtractionPath.parse("$.access_token"),
              ExtractionPath.parse("$.expires_in"),
              ExtractionPath.parse("$.token_type"),
              Duration.ofSeconds(5),
              Duration.ofMinutes(5),
              Duration.ofMinutes(30)),
          Variables.NONE,
          Optional.empty());

  /** Fragments of JSON, so that some of it is, and some of that is a token. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"access_token\"",
            "\"expires_in\"",
            "\"token_type\"",
            "\"t\"",
            "\"\\r\\n\"",
            "\"\u00e9\"",
            "null",
            "-1",
            "1e999999999",
            "1e-999999999",
            "7.5",
            "\"3600\"",
            "\"1e999999999\"",
            "\"NaN\"",
            " ",
            "\u0000",
            "{\"access_token\":\"t\",\"expires_in\":")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  @Property
  void anAnswerHoldsATokenThatAHeaderCanCarryOrIsRefused(
      @ForAll("texts") String body, @ForAll @IntRange(min = 200, max = 300) int status) {
    try {
      AccessToken token = GRANT.read(status, body.getBytes(StandardCharsets.UTF_8), NOW);
      assertThat(token.value().reveal()).matches("[ -~]+");
      assertThat(token.expiresAt()).isAfter(NOW);
      assertThat(token.isFresh(NOW)).as("it can be used at least once").isTrue();
    } catch (TokenRefused e) {
      assertThat(e.getMessage()).startsWith("oauth token ");
    }
  }

  @Property
  void aFileGivesBackWhatWasWritten(
      @ForAll @IntRange(min = 1, max = 100_000) int seconds, @ForAll("tokens") String value) {
    AccessToken token =
        AccessToken.issued(
            Secret.of(value), "Bearer", NOW, Duration.ofSeconds(seconds), Duration.ZERO);
    assertThat(TokenFile.read(TokenFile.write(token), Duration.ZERO)).contains(token);
  }

  @Provide
  Arbitrary<String> tokens() {
    return Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(40);
  }

  @Property
  void aFileThatIsNoneCountsAsNone(@ForAll("texts") String text) {
    TokenFile.read(text.getBytes(StandardCharsets.UTF_8), Duration.ofMinutes(5))
        .ifPresent(token -> assertThat(token.value().reveal()).matches("[ -~]+"));
  }

  @Property
  void aCredentialFileNamesAProjectOrIsInvalid(@ForAll("texts") String text) {
    try {
      assertThat(CredentialFile.parse(text.getBytes(StandardCharsets.UTF_8)).projectId())
          .isNotEmpty();
    } catch (InvalidCredential e) {
      assertThat(e.getMessage()).startsWith("credential file ");
    }
  }

  @Property
  void aKeyThatIsNoneIsInvalid(@ForAll("texts") String text) {
    for (String pem :
        List.of(text, "-----BEGIN RSA PRIVATE KEY-----" + text + "-----END RSA PRIVATE KEY-----")) {
      try {
        RsaKey.parse(Secret.of(pem));
        throw new AssertionError("no key is in " + pem);
      } catch (InvalidCredential e) {
        assertThat(e.getMessage()).startsWith("credential file private_key ");
      }
    }
  }
}
