package dev.onr.admin.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.admin.Admin;
import dev.onr.json.JsonTree;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ValidateTest {
  private static final String ACME =
      """
      syntax "next-router/0.1";
      provider "acme" {
        defaults {
          upstream_config { base_url = "https://acme.example"; }
          metrics {
            usage_root path="$.usage" exclude="junk|other";
            usage_fact input token path="$.in";
            total_tokens_expr = $.usage.in + $.usage.out;
          }
        }
        match api = "chat.completions" { upstream { set_path "/v1/x"; } }
        match api = "responses" stream = true {
          metrics { usage_extract custom; usage_fact image.generate image count_path="$.data[*]" type="a<b"; }
        }
      }
      """;

  @TempDir private Path directory;
  private Admin admin;

  @BeforeEach
  void start() {
    admin = new Admin(directory);
    admin.write("keys.yaml", "access_keys: [{name: a, value: ak-1}]\n");
    admin.write("config/providers/acme.conf", ACME);
  }

  private String out(String... arguments) {
    Admin.Result result = admin.run(arguments);
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    return result.out();
  }

  private String error(String... arguments) {
    Admin.Result result = admin.run(arguments);
    assertThat(result.code()).isOne();
    return result.err();
  }

  @Test
  void allPartsAreCheckedInOrder() {
    assertThat(out("validate", "all"))
        .isEqualTo(
            """
            validate keys: OK
            validate models: OK
            validate providers: OK
            validate all: OK
            """);
  }

  @Test
  void theFirstPartThatIsWrongEndsIt() {
    admin.write("models.yaml", "models: 3");
    Admin.Result result = admin.run("validate", "all");
    assertThat(result.code()).isOne();
    assertThat(result.out()).isEqualTo("validate keys: OK\n");
    assertThat(result.err()).startsWith("error: models yaml structure invalid: ");
  }

  @Test
  void warningsStandBeforeTheVerdict() {
    admin.write("keys.yaml", "access_keys: [{name: a, value: ak-1, colour: red}]\n");
    assertThat(out("validate", "keys"))
        .matches(
            "warn: .*keys.yaml:1:\\d+: access_keys\\[0].colour is not a known key.*\\n"
                + "validate keys: OK\\n");
  }

  @Test
  void keysFailInThreeWays() {
    admin.write("keys.yaml", "a: [");
    assertThat(error("validate", "keys")).startsWith("error: load keys yaml: ");
    admin.write("keys.yaml", "providers: []");
    assertThat(error("validate", "keys")).startsWith("error: keys yaml structure invalid: ");
    admin.write("keys.yaml", "");
    assertThat(error("validate", "keys"))
        .startsWith("error: keystore load failed: ")
        .contains("keys.yaml has no provider keys or access_keys configured");
    assertThat(error("validate", "keys", "--keys", "none.yaml"))
        .startsWith("error: keystore load failed: ")
        .contains("no such file");
  }

  @Test
  void anEncryptedValueNeedsItsKey() {
    admin.write("keys.yaml", "access_keys: [{value: 'ENC[v1:aesgcm:AAAA]'}]");
    assertThat(error("validate", "keys"))
        .contains("ONR_MASTER_KEY is required")
        .doesNotContain("AAAA");
  }

  @Test
  void aMissingModelsFileMeansNoModels() {
    assertThat(out("validate", "models", "--models", "none.yaml"))
        .isEqualTo("validate models: OK\n");
  }

  @Test
  void aMistakeInAProviderIsShownWhereItIs() {
    admin.write("config/providers/acme.conf", ACME.replace("set_path", "set_pth"));
    Admin.Result result = admin.run("validate", "providers");
    assertThat(result.code()).isOne();
    assertThat(result.err())
        .startsWith("error: validate providers dir config/providers failed: ")
        .contains("acme.conf:11:")
        .contains("set_path");
  }

  @Test
  void aMissingSourceIsNamed() {
    assertThat(error("validate", "providers", "--providers-dir", "elsewhere"))
        .startsWith("error: validate providers dir elsewhere failed: ")
        .contains("there is no such file or directory");
  }

  @Test
  void theUsagePlanIsCompiled() {
    String out = out("validate", "providers", "--show-usage-plan");
    assertThat(out)
        .isEqualTo(
            """
            validate providers: OK
            [
              {
                "provider": "acme",
                "path": "DIR/config/providers/acme.conf",
                "usage": {
                  "defaults": {
                    "mode": "custom",
                    "usage_roots": [
                      {
                        "path": "$.usage",
                        "exclude_fields": [
                          "junk",
                          "other"
                        ]
                      }
                    ],
                    "facts": [
                      {
                        "dimension": "input",
                        "unit": "token",
                        "source": "usage",
                        "path": "$.in"
                      }
                    ],
                    "total_tokens_expr": "$.usage.in + $.usage.out"
                  },
                  "matches": [
                    {
                      "api": "responses",
                      "stream": true,
                      "plan": {
                        "mode": "custom",
                        "facts": [
                          {
                            "dimension": "image.generate",
                            "unit": "image",
                            "count_path": "$.data[*]",
                            "type": "a\\u003cb"
                          }
                        ]
                      }
                    }
                  ]
                }
              }
            ]
            """
                .replace("DIR", directory.toString()));
  }

  @Test
  void programsGetAReport() {
    JsonNode report = JsonTree.parse(out("validate", "all", "--json", "--show-usage-plan"));
    assertThat(report.get("ok").booleanValue()).isTrue();
    assertThat(report.at("/targets/2/target").stringValue()).isEqualTo("providers");
    assertThat(report.at("/usage_plan/0/provider").stringValue()).isEqualTo("acme");
  }

  @Test
  void programsGetTheFindingsOfAFailureToo() {
    admin.write("config/providers/acme.conf", ACME.replace("set_path", "set_pth"));
    Admin.Result result = admin.run("validate", "all", "--json");
    assertThat(result.code()).isOne();
    JsonNode report = JsonTree.parse(result.out());
    assertThat(report.get("ok").booleanValue()).isFalse();
    assertThat(report.at("/targets/2/findings/0/line").intValue()).isEqualTo(11);
    assertThat(report.at("/targets/2/findings/0/severity").stringValue()).isEqualTo("error");
  }
}
