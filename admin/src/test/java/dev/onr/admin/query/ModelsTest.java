package dev.onr.admin.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.admin.Admin;
import dev.onr.admin.ScriptedServer;
import dev.onr.json.JsonTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ModelsTest {
  private static final String TWO =
      "{\"data\":[{\"id\":\" m-b \"},{\"id\":\"m-a\"},{\"id\":\"m-b\"},{\"id\":3},{\"id\":\"\"}]}";

  @TempDir private Path directory;
  private Admin admin;
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
    admin = new Admin(directory);
    admin.write("keys.yaml", "providers: {acme: {keys: [{value: sk-acme}]}}");
    provider("acme", "auth_bearer;", "models { models_mode openai; }");
    provider(
        "rules",
        "auth_bearer;",
        """
        models {
          path "/list";
          id_path "$.a[*]";
          id_path '$.b[*].n';
          id_regex "^models/(.+)$";
          id_allow_regex "x";
          set_header "X-Own" "1";
        }
        """);
    admin.write(
        "config/onr.conf",
        """
        syntax "next-router/0.1";
        models_mode "openai" { }
        include providers/*.conf;
        """);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void provider(String name, String auth, String models) {
    admin.write(
        "config/providers/" + name + ".conf",
        """
        syntax "next-router/0.1";
        provider "%s" {
          defaults {
            upstream_config { base_url = "%s/"; }
            auth { %s }
            %s
          }
          match api = "chat.completions" { }
        }
        """
            .formatted(name, server.url(), auth, models));
  }

  private Admin.Result get(String... arguments) {
    return admin.run(
        Stream.concat(Stream.of("models", "get"), Arrays.stream(arguments)).toArray(String[]::new));
  }

  @Test
  void oneProvidersIdsAreSorted() {
    server.on("/v1/models", 200, TWO);
    assertThat(get("-p", "acme")).isEqualTo(new Admin.Result(0, "m-a\nm-b\n", ""));
    assertThat(server.lines()).containsExactly("GET /v1/models");
    assertThat(server.asked().getFirst().header("Authorization")).isEqualTo("Bearer sk-acme");
  }

  @Test
  void rulesTakeIdsOutOfNames() {
    // Q33: single quotes around a path mean the same as double ones.
    server.on(
        "/list",
        200,
        "{\"a\":[\"models/x-1\",\"x-2\"],\"b\":[{\"n\":\"models/y\"},{\"n\":\"models/x-3\"}]}");
    assertThat(get("-p", "rules", "--uk", "k").out()).isEqualTo("x-1\nx-3\n");
    assertThat(server.asked().getFirst().header("X-own")).isEqualTo("1");
  }

  @Test
  void severalProvidersNameThemselvesInEachLine() {
    server.on("/v1/models", 200, TWO).on("/list", 200, "{}");
    assertThat(get("--all"))
        .isEqualTo(
            new Admin.Result(
                0,
                """
                provider=acme id=m-a
                provider=acme id=m-b
                provider=rules id=<none>
                summary total=2 success=2 failed=0
                """,
                ""));
  }

  @Test
  void aKeyIsNotNeeded() {
    server.on("/list", 200, "{\"a\":[\"models/x\"]}");
    assertThat(get("-p", "rules").out()).isEqualTo("x\n");
  }

  @Test
  void theKeysFileMattersOnlyWhereItIsNeeded() {
    server.on("/v1/models", 200, TWO);
    admin.write("keys.yaml", "a: [");
    assertThat(get("-p", "acme", "--uk", "k").code()).isZero();
    assertThat(get("-p", "acme").err()).startsWith("error: load keys.yaml failed: ");
  }

  @Test
  void anAnswerThatIsNoJsonIsAnError() {
    server.on("/v1/models", 200, "<html>");
    Admin.Result result = get("-p", "acme");
    assertThat(result.code()).isOne();
    assertThat(result.out()).startsWith("provider=acme error=\"the answer is no valid JSON: ");
  }

  @Test
  void aProviderWithoutAModelsBlockSaysSo() {
    provider("bare", "auth_bearer;", "");
    assertThat(get("-p", "bare").out())
        .isEqualTo("provider=bare error=\"provider \\\"bare\\\" has no models config\"\n");
  }

  @Test
  void anAccessTokenIsFetchedFirst() {
    provider(
        "tokens",
        "oauth_mode custom; oauth_token_url \"%s/token\"; oauth_form \"r\" $channel.key; auth_oauth_bearer;"
            .formatted(server.url()),
        "models { models_mode openai; }");
    server
        .on("/token", 200, "{\"access_token\":\"at-1\",\"expires_in\":60}")
        .on("/v1/models", 200, TWO);
    assertThat(get("-p", "tokens", "--uk", "rt-1").out()).isEqualTo("m-a\nm-b\n");
    assertThat(server.lines()).containsExactly("POST /token", "GET /v1/models");
    assertThat(server.asked().getFirst().body()).contains("r=rt-1");
    assertThat(server.asked().getLast().header("Authorization")).isEqualTo("Bearer at-1");
  }

  @Test
  void aTokenThatIsRefusedIsAnErrorWithoutItsSecrets() {
    provider(
        "tokens",
        "oauth_mode custom; oauth_token_url \"%s/token\"; oauth_form \"r\" $channel.key; auth_oauth_bearer;"
            .formatted(server.url()),
        "models { models_mode openai; }");
    server.on("/token", 400, "{\"error\":\"invalid_grant\",\"token\":\"rt-1\"}");
    Admin.Result result = get("-p", "tokens", "--uk", "rt-1");
    assertThat(result.code()).isOne();
    assertThat(result.out()).contains("oauth token: ").contains("400").doesNotContain("rt-1");
  }

  @Test
  void bedrockIsAskedWithASignature() {
    admin.write(
        "keys.yaml",
        """
        providers:
          aws-bedrock:
            keys:
              - {aws_access_key_id: AKIDEXAMPLE, aws_secret_access_key: s3cr3t, aws_region: us-east-1}
        """);
    admin.write(
        "config/providers/aws-bedrock.conf",
        """
        syntax "next-router/0.1";
        provider "aws-bedrock" {
          defaults {
            upstream_config { transport aws_sdk; }
            auth { auth_sigv4_bedrock; }
            models { path "/inference-profiles?typeEquals=SYSTEM_DEFINED"; id_path "$.s[*].id"; }
          }
          match api = "claude.messages" stream = false {
            upstream { set_path template("/model/${request.model_mapped}/invoke"); }
          }
        }
        """);
    server.on("/inference-profiles", 200, "{\"s\":[{\"id\":\"us.anthropic.x\"}]}");
    Admin.Result result = get("-p", "aws-bedrock", "--base-url", server.url());
    assertThat(result.out()).isEqualTo("us.anthropic.x\n");
    ScriptedServer.Asked asked = server.asked().getFirst();
    assertThat(asked.line()).isEqualTo("GET /inference-profiles?typeEquals=SYSTEM_DEFINED");
    assertThat(asked.header("X-amz-date")).isEqualTo("20260301T093000Z");
    assertThat(asked.header("Authorization"))
        .startsWith(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/us-east-1/bedrock/aws4_request,");
  }

  @Test
  void programsGetJson() {
    server.on("/v1/models", 200, TWO);
    JsonNode json = JsonTree.parse(get("-p", "acme", "--json").out());
    assertThat(json.at("/0/models/1").stringValue()).isEqualTo("m-b");
  }
}
