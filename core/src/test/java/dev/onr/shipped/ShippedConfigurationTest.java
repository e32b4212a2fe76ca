package dev.onr.shipped;

import static dev.onr.shipped.ShippedProviders.CONFIG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.config.plan.Loaded;
import dev.onr.config.plan.PlanLoader;
import dev.onr.config.plan.ProviderPlan;
import dev.onr.config.plan.Route;
import dev.onr.credential.KeyStore;
import dev.onr.models.ModelRoutes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Everything under {@code config/} is right as it stands: strictly checked, without a warning. */
class ShippedConfigurationTest {
  private static final List<String> PROVIDERS =
      List.of(
          "anthropic",
          "aws-bedrock",
          "aws-bedrock-mantle",
          "azure",
          "azure-response",
          "bsc",
          "codex",
          "deepseek",
          "edgenext",
          "gemini",
          "groq",
          "minimax",
          "moonshot",
          "openai",
          "openai-oauth",
          "openrouter",
          "ppio",
          "r9s",
          "siliconflow",
          "togetherai",
          "uniaix",
          "vertex",
          "xai");
  private static final Pattern PRESET = Pattern.compile("(?m)^(\\w+)_mode (\\w+) \\{");

  @Test
  void theEntryFileLoadsWithoutAWarning() {
    Loaded loaded = ShippedProviders.load();
    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.skippedFiles()).isEmpty();
    assertThat(loaded.plan().providers().keySet()).containsExactlyElementsOf(PROVIDERS);
  }

  @Test
  void theProviderDirectoryLoadsToTheSameProviders() {
    Loaded directory = ShippedProviders.load(CONFIG.resolve("providers"));
    assertThat(directory.warnings()).isEmpty();
    assertThat(directory.skippedFiles()).isEmpty();
    assertThat(fingerprints(directory)).isEqualTo(fingerprints(ShippedProviders.load()));
  }

  @Test
  void oneFileWithEverythingLoadsToTheSameProviders(@TempDir Path folder) throws IOException {
    StringBuilder bundle = new StringBuilder();
    for (String part : List.of("modes", "providers")) {
      for (Path file : files(CONFIG.resolve(part))) {
        bundle.append(Files.readString(file)).append('\n');
      }
    }
    Path file = Files.writeString(folder.resolve("providers.conf"), bundle);
    Loaded loaded = ShippedProviders.load(file);
    assertThat(loaded.warnings()).isEmpty();
    assertThat(fingerprints(loaded)).isEqualTo(fingerprints(ShippedProviders.load()));
  }

  @TestFactory
  Stream<DynamicTest> everyProviderFileIsRightByItself() throws IOException {
    return files(CONFIG.resolve("providers")).stream().map(ShippedConfigurationTest::checkAlone);
  }

  @TestFactory
  Stream<DynamicTest> everyExampleIsRightByItself() throws IOException {
    return files(CONFIG.resolve("examples")).stream().map(ShippedConfigurationTest::checkAlone);
  }

  @TestFactory
  Stream<DynamicTest> everyPresetCanBeUsed(@TempDir Path folder) throws IOException {
    return presets()
        .map(
            preset ->
                DynamicTest.dynamicTest(
                    preset, () -> assertThat(user(folder, preset).warnings()).isEmpty()));
  }

  @Test
  void thereAreAllPresets() throws IOException {
    assertThat(
            presets().collect(Collectors.groupingBy(p -> p.split(" ")[0], Collectors.counting())))
        .containsEntry("usage", 18L)
        .containsEntry("finish_reason", 8L)
        .containsEntry("models", 5L)
        .containsEntry("balance", 5L);
  }

  @Test
  void everyRouteTellsWhatARequestUsed() {
    List<String> silent =
        ShippedProviders.load().plan().providers().values().stream()
            .flatMap(
                provider ->
                    provider.routes().all().stream()
                        .filter(route -> route.usage().isEmpty())
                        .map(route -> provider.name() + " " + place(route)))
            .toList();
    assertThat(silent).isEmpty();
  }

  @Test
  void theExampleKeysLoadAndLetNobodyIn() {
    KeyStore keys = KeyStore.read(CONFIG.resolve("keys.example.yaml"), Map.of());
    assertThat(keys.warnings()).isEmpty();
    assertThat(keys.providers()).containsExactlyInAnyOrder("openai", "anthropic", "azure");
    assertThat(keys.accessKeys()).isEmpty();
  }

  @Test
  void theExampleModelsNameShippedProviders() {
    ModelRoutes models = ModelRoutes.read(CONFIG.resolve("models.example.yaml"));
    assertThat(models.warnings()).isEmpty();
    assertThat(models.models()).isNotEmpty();
    assertThat(models.models().stream().flatMap(model -> model.providers().stream()))
        .isSubsetOf(PROVIDERS);
  }

  private static String place(Route route) {
    return "line " + route.place().line();
  }

  private static DynamicTest checkAlone(Path file) {
    return DynamicTest.dynamicTest(
        file.getFileName().toString(),
        () -> {
          Loaded loaded = new PlanLoader().loadSingle(file);
          assertThat(loaded.warnings()).isEmpty();
          assertThat(loaded.plan().providers().keySet())
              .containsExactly(file.getFileName().toString().replace(".conf", ""));
        });
  }

  /** A provider that uses one preset, beside the shipped ones. */
  private static Loaded user(Path folder, String preset) throws IOException {
    String[] words = preset.split(" ");
    String block =
        switch (words[0]) {
          case "usage", "finish_reason" ->
              "metrics { %s_extract %s; }".formatted(words[0], words[1]);
          default -> "%1$s { %1$s_mode %2$s; }".formatted(words[0], words[1]);
        };
    Path file = folder.resolve(words[0] + "-" + words[1] + ".conf");
    Files.writeString(
        file,
        """
        include "%s/*.conf";
        provider "user" {
          defaults {
            upstream_config { base_url = "https://user.example"; }
            %s
          }
          match api = "chat.completions" { upstream { set_path "/chat"; } }
        }
        """
            .formatted(CONFIG.resolve("modes").toAbsolutePath(), block));
    return ShippedProviders.load(file);
  }

  private static Stream<String> presets() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : files(CONFIG.resolve("modes"))) {
      text.append(Files.readString(file)).append('\n');
    }
    return PRESET.matcher(text).results().map(found -> found.group(1) + " " + found.group(2));
  }

  private static List<String> fingerprints(Loaded loaded) {
    return loaded.plan().providers().values().stream().map(ProviderPlan::fingerprint).toList();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".conf")).sorted().toList();
    }
  }
}
