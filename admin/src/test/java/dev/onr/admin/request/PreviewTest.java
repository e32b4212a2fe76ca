package dev.onr.admin.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.admin.Admin;
import dev.onr.json.JsonTree;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PreviewTest {
  @TempDir private Path directory;
  private Admin admin;

  @BeforeEach
  void start() {
    admin = new Admin(directory);
    admin.write(
        "keys.yaml",
        """
        providers:
          acme: {keys: [{name: a, value: sk-first}, {name: b, value: sk-second}]}
          aws-bedrock:
            keys:
              - aws_access_key_id: AKIDEXAMPLE
                aws_secret_access_key: s3cr3t
                aws_session_token: session-secret
                aws_region: us-east-1
        """);
    admin.write(
        "config/providers/acme.conf",
        """
        syntax "next-router/0.1";
        provider "acme" {
          defaults {
            upstream_config { base_url = "https://acme.example/api"; }
            auth { auth_bearer; }
            request { pass_header "X-Trace"; }
          }
          match api = "chat.completions" {
            upstream { set_path "/v2/chat"; set_query "key" $channel.key; }
            request {
              model_map "m" "m-large";
              json_del "$.user";
              json_set "$.echo" $channel.key;
              req_range body "$.n" max=4;
            }
          }
          match api = "gemini.streamGenerateContent" { }
        }
        """);
    admin.write("body.json", "{\"model\":\"m\", \"user\":\"u\", \"n\": 1}");
  }

  private Admin.Result preview(String... arguments) {
    return admin.run(
        Stream.concat(Stream.of("request", "preview"), Arrays.stream(arguments))
            .toArray(String[]::new));
  }

  @Test
  void theRequestIsShownAsItWouldBeSentWithItsSecretsMasked() {
    Admin.Result result =
        preview(
            "-p", "Acme", "--api", "chat.completions", "--body", "body.json", "-H", "X-Trace: 7");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            POST https://acme.example/api/v2/chat?key=[REDACTED]
            Content-Type: application/json
            Authorization: Bearer [REDACTED]
            X-Trace: 7

            {"model":"m-large","n":1,"echo":"[REDACTED]"}
            """);
  }

  @Test
  void programsGetJson() {
    JsonNode json =
        JsonTree.parse(
            preview("-p", "acme", "--api", "chat.completions", "--body", "body.json", "--json")
                .out());
    assertThat(json.get("url").stringValue())
        .isEqualTo("https://acme.example/api/v2/chat?key=[REDACTED]");
    assertThat(json.at("/headers/1/value").stringValue()).isEqualTo("Bearer [REDACTED]");
    assertThat(json.get("body").stringValue()).contains("m-large").doesNotContain("sk-");
  }

  @Test
  void standardInputAndAnotherKeyServeAsWell() {
    admin.typing("{\"model\":\"x\"}");
    assertThat(
            preview(
                    "-p",
                    "acme",
                    "--api",
                    "chat.completions",
                    "--body",
                    "-",
                    "--key-name",
                    "b",
                    "--model",
                    "m")
                .out())
        .contains("\"model\":\"m-large\"")
        .doesNotContain("sk-second");
    assertThat(
            preview("-p", "acme", "--api", "chat.completions", "--body", "-", "--key-name", "c")
                .err())
        .isEqualTo("error: provider acme has no key \"c\"\n");
  }

  @Test
  void pathsOfGeminiHoldTheModel() {
    admin.typing("{\"contents\":[]}");
    assertThat(
            preview(
                    "-p",
                    "acme",
                    "--api",
                    "gemini.streamGenerateContent",
                    "--body",
                    "-",
                    "-m",
                    "g-1")
                .out())
        .startsWith(
            "POST https://acme.example/api/v1beta/models/g-1:streamGenerateContent?alt=sse\n");
    assertThat(preview("-p", "acme", "--api", "gemini.streamGenerateContent", "--body", "-").err())
        .contains("names its model in the path: give --model");
  }

  @Test
  void requestsToAwsAreSigned() {
    admin.write(
        "config/providers/aws-bedrock.conf",
        """
        syntax "next-router/0.1";
        provider "aws-bedrock" {
          defaults { upstream_config { transport aws_sdk; } auth { auth_sigv4_bedrock; } }
          match api = "claude.messages" stream = false {
            upstream { set_path template("/model/${request.model_mapped}/invoke"); }
          }
        }
        """);
    Admin.Result result =
        preview("-p", "aws-bedrock", "--api", "claude.messages", "--body", "body.json");
    assertThat(result.out())
        .startsWith("POST https://bedrock-runtime.us-east-1.amazonaws.com/model/m/invoke\n")
        .contains("X-Amz-Date: 20260301T093000Z\n")
        .contains("X-Amz-Security-Token: [REDACTED]\n")
        .contains("Authorization: AWS4-HMAC-SHA256 [REDACTED]\n")
        .doesNotContain("s3cr3t", "session-secret");
  }

  @Test
  void whatTheGatewayWouldRefuseIsRefused() {
    admin.typing("{\"model\":\"m\",\"n\":5}");
    Admin.Result result = preview("-p", "acme", "--api", "chat.completions", "--body", "-");
    assertThat(result.code()).isOne();
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("error: the gateway would refuse this request: 400 ");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(preview("-p", "acm", "--api", "chat.completions", "--body", "body.json").err())
        .isEqualTo("error: provider \"acm\" not found; did you mean \"acme\"?\n");
    assertThat(preview("-p", "acme", "--api", "responses", "--body", "body.json").err())
        .isEqualTo(
            "error: provider acme does not serve responses (stream=false); it serves:"
                + " chat.completions, gemini.streamGenerateContent\n");
    assertThat(preview("-p", "acme", "--api", "chat.completions", "--body", "none").err())
        .isEqualTo("error: can't read the body none: it is missing or unreadable\n");
    assertThat(preview("-p", "acme", "--api", "chat.completions").err())
        .contains("Missing required option: '--body=FILE'");
    assertThat(
            preview("-p", "acme", "--api", "chat.completions", "--body", "body.json", "-H", "x")
                .err())
        .isEqualTo("error: invalid --header \"x\": expected NAME: VALUE\n");
  }
}
