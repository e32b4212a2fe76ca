package dev.onr.admin.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.admin.Admin;
import dev.onr.admin.ScriptedServer;
import dev.onr.json.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PricingTest {
  private static final String CATALOGUE =
      """
      {
        "openai": {"id": "openai", "name": "Open \\"AI\\"", "models": {
          "gpt-x": {"id": "gpt-x", "cost": {"output": 0.80, "input": "0.2", "tiers": [{"input": 1}]}},
          "gpt-y": {"name": "no id"}
        }},
        "google": {"name": " ", "models": {
          "gemini-x": {"cost": {"input": 1, "cache_read": 0.1}},
          "1.5": {"cost": {"input": 1e-7}}
        }},
        "empty": {"id": "empty"}
      }
      """;

  @TempDir private Path directory;
  private Admin admin;
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer().on("/api.json", 200, CATALOGUE);
    admin = new Admin(directory);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Admin.Result pricing(String command, String... arguments) {
    return admin.run(
        Stream.concat(
                Stream.of("pricing", command, "--url", server.url() + "/api.json"),
                Arrays.stream(arguments))
            .toArray(String[]::new));
  }

  @Test
  void theCatalogueIsListed() {
    assertThat(pricing("providers"))
        .isEqualTo(
            new Admin.Result(
                0,
                """
                provider=empty name="-" models=0
                provider=google name="-" models=2
                provider=openai name="Open \\"AI\\"" models=2
                total=3 fetched_at=2026-03-01T09:30:00Z
                """,
                ""));
    ScriptedServer.Asked asked = server.asked().getFirst();
    assertThat(asked.header("Accept")).isEqualTo("application/json");
    assertThat(asked.header("User-agent")).isEqualTo("open-next-router-onr-admin/pricing-sync");
  }

  @Test
  void theListCanBeSearched() {
    assertThat(pricing("providers", "--search", "\"ai").out().lines().toList())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("provider=openai");
    assertThat(pricing("providers", "--search", "zzz"))
        .isEqualTo(new Admin.Result(0, "no providers matched\n", ""));
    JsonNode json = JsonTree.parse(pricing("providers", "--json", "--search", "goo").out());
    assertThat(json.at("/providers/0/models").intValue()).isEqualTo(2);
  }

  @Test
  void aPriceFileIsWritten() {
    assertThat(pricing("sync", "--providers", "openai,GEMINI google nobody"))
        .isEqualTo(
            new Admin.Result(
                0,
                """
                skip provider=nobody reason=not_found_in_models_dev
                pricing synced: providers=2 models=4 out=./price.yaml fetched_at=2026-03-01T09:30:00Z
                """,
                ""));
    assertThat(admin.read("price.yaml"))
        .isEqualTo(
            """
            version: v1
            source:
              url: "%s/api.json"
              fetched_at: "2026-03-01T09:30:00Z"
              providers: [google, openai]
            unit: usd_per_1m_tokens
            entries:
              - model: "1.5"
                provider: google
                cost: {input: 0.0000001}
              - model: gemini-x
                provider: google
                cost: {cache_read: 0.1, input: 1}
              - model: gpt-x
                provider: openai
                cost: {input: 0.2, output: 0.8}
              - model: gpt-y
                provider: openai
                cost: {}
            """
                .formatted(server.url()));
  }

  @Test
  void allConfiguredProvidersAreTheDefault() {
    admin.write(
        "config/providers/openai.conf",
        """
        syntax "next-router/0.1";
        provider "openai" {
          defaults { upstream_config { base_url = "https://x"; } }
          match api = "chat.completions" { }
        }
        """);
    assertThat(pricing("sync").out()).startsWith("pricing synced: providers=1 models=2 ");
  }

  @Test
  void aModelThatOneProviderLacksIsSkippedAndReported() {
    // Q25: it used to end the whole run.
    assertThat(pricing("sync", "--providers", "openai,google", "--models", "gpt-x;gemini-x").out())
        .isEqualTo(
            """
            skip provider=google model=gpt-x reason=model_not_found
            skip provider=openai model=gemini-x reason=model_not_found
            pricing synced: providers=2 models=2 out=./price.yaml fetched_at=2026-03-01T09:30:00Z
            """);
  }

  @Test
  void aModelThatNobodyHasIsAnError() {
    Admin.Result result = pricing("sync", "-p", "openai", "--models", "gpt-x,gpt-z");
    assertThat(result.code()).isOne();
    assertThat(result.err()).isEqualTo("error: model not found in provider openai: gpt-z\n");
    assertThat(directory.resolve("price.yaml")).doesNotExist();
  }

  @Test
  void nothingSelectedIsAnError() {
    Admin.Result result = pricing("sync", "--providers", "a,empty");
    assertThat(result.code()).isOne();
    assertThat(result.out())
        .isEqualTo(
            "skip provider=a reason=not_found_in_models_dev\n"
                + "skip provider=empty reason=no_models\n");
    assertThat(result.err()).isEqualTo("error: no provider matched models.dev (skipped=2)\n");
    assertThat(pricing("sync").err()).startsWith("error: missing provider: ");
  }

  @Test
  void theOldFileIsKept() throws IOException {
    admin.write("price.yaml", "old");
    pricing("sync", "-p", "openai");
    assertThat(admin.read("price.yaml.bak.20260301-093000")).isEqualTo("old");
    admin.write("other.yaml", "old");
    pricing("sync", "-p", "openai", "--out", "other.yaml", "--backup=false");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.filter(file -> file.toString().contains("other.yaml"))).hasSize(1);
    }
  }

  @Test
  void aDownloadedFileServesAsWell() {
    admin.write("api.json", CATALOGUE);
    Admin.Result result =
        admin.run("pricing", "sync", "--url", "api.json", "-p", "openai", "--json");
    assertThat(result.code()).isZero();
    assertThat(JsonTree.parse(result.out()).get("models").intValue()).isEqualTo(2);
    assertThat(admin.run("pricing", "sync", "--url", "none.json", "-p", "openai").err())
        .isEqualTo(
            "error: fetch catalog failed: no such file none.json; a URL begins with https://\n");
  }

  @Test
  void aCatalogueThatCannotBeHadOrReadIsAnError() {
    server.on("/down", 503, "be\"back").on("/html", 200, "<html>").on("/list", 200, "[]");
    assertThat(admin.run("pricing", "providers", "--url", server.url() + "/down").err())
        .isEqualTo("error: fetch catalog failed: status=503 body=\"be\\\"back\"\n");
    assertThat(admin.run("pricing", "providers", "--url", server.url() + "/html").err())
        .startsWith("error: decode catalog failed: ");
    assertThat(admin.run("pricing", "providers", "--url", server.url() + "/list").err())
        .isEqualTo("error: decode catalog failed: it is JSON, but no object of providers\n");
  }
}
