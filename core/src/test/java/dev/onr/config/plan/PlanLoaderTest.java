package dev.onr.config.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onr.Api;
import dev.onr.config.ConfigurationException;
import dev.onr.config.ConfigurationFiles;
import dev.onr.config.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanLoaderTest {
  private static final String ACME =
      """
      syntax "next-router/0.1";
      provider "acme" {
        defaults { upstream_config { base_url = "https://api.acme.test"; } }
        match api = "chat.completions" stream = true { upstream { set_path /stream; } }
        match api = "chat.completions" { upstream { set_path /any; } }
        match api = "embeddings" stream = false { upstream { set_path /embed; } }
      }
      """;

  @TempDir private Path directory;

  @Test
  void theFirstMatchThatFitsServesARequest() {
    ProviderPlan acme = load(ACME).provider(" ACME ").orElseThrow();
    assertThat(path(acme, Api.CHAT_COMPLETIONS, true)).isEqualTo("/stream");
    assertThat(path(acme, Api.CHAT_COMPLETIONS, false)).isEqualTo("/any");
    assertThat(path(acme, Api.EMBEDDINGS, false)).isEqualTo("/embed");
    assertThat(acme.route(Api.EMBEDDINGS, true)).isEmpty();
    assertThat(acme.route(Api.RESPONSES, false)).isEmpty();
    assertThat(acme.apis()).containsExactly(Api.CHAT_COMPLETIONS, Api.EMBEDDINGS);
  }

  @Test
  void plansThatSayTheSameAreEqual() {
    assertThat(load(ACME)).isEqualTo(load(ACME + "# a comment\n"));
    assertThat(load(ACME)).isNotEqualTo(load(ACME.replace("/embed", "/other")));
    assertThat(load(ACME).changesSince(Plan.EMPTY)).containsExactly("acme");
  }

  @Test
  void theSourceIsTheSettingOrTheEntryFileOrTheDirectory() throws IOException {
    assertThat(PlanLoader.source(Optional.of(" mine "), directory))
        .isEqualTo(directory.resolve("mine"));
    assertThat(PlanLoader.source(Optional.of(" "), directory))
        .isEqualTo(directory.resolve("config/providers"));
    Files.createDirectories(directory.resolve("config"));
    Files.writeString(directory.resolve("config/onr.conf"), ACME);
    assertThat(PlanLoader.source(Optional.empty(), directory))
        .isEqualTo(directory.resolve("config/onr.conf"));
  }

  @Test
  void filesAreReadFromDisk() throws IOException {
    Path providers = Files.createDirectories(directory.resolve("providers"));
    Files.writeString(providers.resolve("acme.conf"), ACME);
    Files.createDirectories(providers.resolve("folder.conf"));
    Loaded loaded = new PlanLoader().load(providers, LoadMode.STRICT, Optional.empty());
    assertThat(loaded.plan().providers()).containsOnlyKeys("acme");
    assertThat(loaded.providerBlocks()).isEqualTo(1);
    assertThat(loaded.warnings()).isEmpty();
  }

  @Test
  void aMergedFileAndADirectoryMeanTheSame() {
    ConfigurationFiles files =
        ConfigurationFiles.inMemory(Map.of("merged.conf", ACME, "providers/acme.conf", ACME));
    PlanLoader loader = new PlanLoader(files);
    Plan merged = loader.load(Path.of("merged.conf"), LoadMode.STRICT, Optional.empty()).plan();
    Plan directoryPlan =
        loader.load(Path.of("providers"), LoadMode.LENIENT, Optional.empty()).plan();
    assertThat(PlanDump.of(merged)).isEqualTo(PlanDump.of(directoryPlan));
  }

  @Test
  void theShippedConfigurationIsSoundAndDrawsNoWarning() {
    for (String source : new String[] {"../config/onr.conf", "../config/providers"}) {
      Loaded loaded = new PlanLoader().load(Path.of(source), LoadMode.STRICT, Optional.empty());
      assertThat(loaded.warnings()).isEmpty();
      assertThat(loaded.plan().providers()).hasSizeGreaterThan(20);
    }
  }

  @Test
  void findingsSayWhichPartOfAProviderTheyAreAbout() {
    String text =
        ACME.replace("set_path /any;", "set_path any;")
            .replace("match api = \"embeddings\"", "match api = \"embeddings\" x")
            .replace("upstream_config {", "auth { oauth_scope \"all\"; } upstream_config {");
    assertThatThrownBy(() -> load(text))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.diagnostics())
                    .extracting(each -> each.subject().orElseThrow())
                    .containsExactly(
                        new Diagnostic.Subject("acme", "match[0]", "oauth_scope"),
                        new Diagnostic.Subject("acme", "match[1].upstream", "set_path"),
                        new Diagnostic.Subject("acme", "match[2]", "match")));
  }

  @Test
  void aMissingSourceIsSaid() {
    assertThatThrownBy(
            () ->
                new PlanLoader()
                    .load(directory.resolve("nowhere"), LoadMode.LENIENT, Optional.empty()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("load.source_missing");
  }

  private static Plan load(String text) {
    return new PlanLoader(ConfigurationFiles.inMemory(Map.of("acme.conf", text)))
        .load(Path.of("acme.conf"), LoadMode.STRICT, Optional.empty())
        .plan();
  }

  private static String path(ProviderPlan provider, Api api, boolean stream) {
    return provider
        .route(api, stream)
        .flatMap(route -> route.request().target().path())
        .map(Object::toString)
        .map(text -> text.replaceAll(".*text=(.*)]", "$1"))
        .orElse("none");
  }
}
