package dev.onr.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.CaseFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may come in with what, line by line. */
class AuthenticatorTest {
  @TestFactory
  Stream<DynamicTest> cases() {
    return CaseFile.tests(
        "auth", each -> assertThat(outcome(each)).isEqualTo(each.section("callers")));
  }

  @Test
  void anEmptyCredentialOpensNothing() {
    assertThat(new Authenticator(Secret.NONE, List.of(), true).authenticate("")).isEmpty();
  }

  @Test
  void nothingPrintsASecret() {
    TokenKey token = TokenKey.read("onr:v1?k=hush&uk=hush", false);
    assertThat(token + " " + token.accessKey() + " " + new AccessKey("a", Secret.of("hush"), ""))
        .doesNotContain("hush");
  }

  static String outcome(CaseFile each) {
    Secret apiKey = Secret.NONE;
    List<AccessKey> accessKeys = new ArrayList<>();
    boolean allowByok = false;
    for (String line : each.section("gateway").lines().toList()) {
      String value = line.substring(line.indexOf('=') + 1);
      switch (line.substring(0, line.indexOf('='))) {
        case "api_key" -> apiKey = Secret.of(value);
        case "access_key" -> accessKeys.add(new AccessKey("", Secret.of(value), ""));
        case "allow_byok_without_k" -> allowByok = Boolean.parseBoolean(value);
        default -> throw new AssertionError(line);
      }
    }
    Authenticator authenticator = new Authenticator(apiKey, accessKeys, allowByok);
    boolean allowed = allowByok;
    return each.section("credentials")
        .lines()
        .map(
            credential ->
                authenticator
                    .authenticate(credential)
                    .map(AuthenticatorTest::print)
                    .orElseGet(() -> "401" + reason(credential, allowed)))
        .collect(Collectors.joining("\n"));
  }

  private static String print(Caller caller) {
    Optional<String> key = caller.upstreamKey().map(Secret::reveal);
    return (caller.bringsOwnKey() ? "byok" : "onr")
        + caller.provider().map(name -> " provider=" + name).orElse("")
        + caller.model().map(name -> " model=" + name).orElse("")
        + key.map(value -> " upstream_key=" + value).orElse("");
  }

  private static String reason(String credential, boolean allowByok) {
    try {
      TokenKey.read(credential, allowByok);
      return " wrong key";
    } catch (InvalidTokenKeyException e) {
      return " " + e.getMessage();
    }
  }
}
