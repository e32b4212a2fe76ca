package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.OAuthStage.Setup;
import dev.onr.server.exchange.ScriptedUpstream.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What a token server gets from each mode, byte by byte, and that its token reaches the upstream.
 */
class OAuthModesTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  /**
   * @param auth statements beside the token's URL
   * @param type the content type of the token request
   * @param authorization its Authorization header; empty for none
   * @param body its body
   */
  private record Expected(String auth, String type, String authorization, String body) {}

  private static final Map<String, Expected> MODES =
      Map.of(
          "openai",
          new Expected(
              "",
              FORM,
              "",
              "client_id=app_EMoamEEZ73f0CkXaXp7hrann&grant_type=refresh_token"
                  + "&refresh_token=refresh-1"),
          "gemini",
          new Expected(
              "oauth_client_id \"id\"; oauth_client_secret \"hush\";",
              FORM,
              "",
              "client_id=id&client_secret=hush&grant_type=refresh_token&refresh_token=refresh-1"),
          "qwen",
          new Expected(
              "",
              FORM,
              "",
              "client_id=f0304373b74a44d2b584a3fb70ca9e56&grant_type=refresh_token"
                  + "&refresh_token=refresh-1"),
          "claude",
          new Expected(
              "",
              "application/json",
              "",
              "{\"client_id\":\"9d1c250a-e61b-44d9-88ed-5944d1962f5e\","
                  + "\"grant_type\":\"refresh_token\",\"refresh_token\":\"refresh-1\"}"),
          "iflow",
          new Expected(
              "oauth_client_secret \"hush\";",
              FORM,
              "Basic "
                  + Base64.getEncoder()
                      .encodeToString("10009311001:hush".getBytes(StandardCharsets.US_ASCII)),
              "client_id=10009311001&client_secret=hush&grant_type=refresh_token"
                  + "&refresh_token=refresh-1"),
          "antigravity",
          new Expected(
              "oauth_client_id \"id\"; oauth_client_secret \"hush\"; oauth_scope \"a b\";",
              FORM,
              "",
              "client_id=id&client_secret=hush&grant_type=refresh_token&refresh_token=refresh-1"
                  + "&scope=a+b"),
          "kimi",
          new Expected(
              "",
              FORM,
              "",
              "client_id=17e5f671-d194-4dfb-9706-5516cb48c098&grant_type=refresh_token"
                  + "&refresh_token=refresh-1"),
          "custom",
          new Expected(
              "oauth_form grant_type \"client_credentials\"; oauth_form secret $channel.key;",
              FORM,
              "",
              "grant_type=client_credentials&secret=refresh-1"));

  @TestFactory
  Stream<DynamicTest> eachModeAsksAsItsVendorWants() {
    return MODES.entrySet().stream()
        .map(
            mode ->
                DynamicTest.dynamicTest(
                    mode.getKey(), () -> check(mode.getKey(), mode.getValue())));
  }

  private static void check(String mode, Expected expected) throws Exception {
    try (ScriptedUpstream tokens = OAuthStage.counting();
        ScriptedUpstream upstream = OAuthStage.taking(new AtomicReference<>("token-1"));
        OAuthStage stage =
            Setup.of(
                    upstream,
                    "oauth_mode %s; oauth_token_url \"%s/oauth/token?v=1\"; %s"
                        .formatted(mode, tokens.url(), expected.auth()))
                .start()) {
      assertThat(stage.chat().status()).isEqualTo(200);
      assertThat(stage.chat().status()).isEqualTo(200);
      assertThat(tokens.requests).hasSize(1);
      Request request = tokens.requests.getFirst();
      String authorization =
          expected.authorization().isEmpty()
              ? ""
              : "Authorization: " + expected.authorization() + "\r\n";
      assertThat(request.head())
          .isEqualTo(
              "POST /oauth/token?v=1 HTTP/1.1\r\n"
                  + "Accept: application/json\r\n"
                  + authorization
                  + "Content-Type: %s\r\n".formatted(expected.type())
                  + "user-agent: onr\r\n"
                  + "content-length: %d\r\n".formatted(expected.body().length())
                  + "host: 127.0.0.1:%d\r\n\r\n".formatted(tokens.port()));
      assertThat(request.text()).isEqualTo(expected.body());
    }
  }
}
