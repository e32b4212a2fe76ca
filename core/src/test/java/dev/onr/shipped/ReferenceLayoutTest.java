package dev.onr.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.Api;
import dev.onr.config.Diagnostic;
import dev.onr.config.plan.LoadMode;
import dev.onr.config.plan.Loaded;
import dev.onr.config.plan.PlanLoader;
import dev.onr.credential.AccessKey;
import dev.onr.credential.KeyStore;
import dev.onr.credential.UpstreamKey;
import dev.onr.models.ModelRoutes;
import dev.onr.steps.ClientRequest;
import dev.onr.steps.HeaderFields;
import dev.onr.steps.RequestBody;
import dev.onr.steps.UpstreamRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A configuration as users of the reference release have it, in each of the layouts that release
 * accepts, loads here unchanged and does the same. The tree uses the liberties that release allows:
 * unquoted paths, both comment styles, stray semicolons, upper-case names, conditions in any order.
 */
class ReferenceLayoutTest {
  private static final Path TREE = Path.of("src", "test", "resources", "cases", "reference-layout");
  private static final Path CONFIG = TREE.resolve("config");

  @Test
  void theEntryFileLoads() {
    assertWorks(CONFIG.resolve("onr.conf"));
  }

  /** Presets come from onr.conf in the parent, which includes the very same provider files. */
  @Test
  void theProviderDirectoryLoadsWithPresetsFromItsParent() {
    assertWorks(CONFIG.resolve("providers"));
  }

  @Test
  void oneMergedFileLoads(@TempDir Path folder) throws IOException {
    assertWorks(Files.writeString(folder.resolve("providers.conf"), merged()));
  }

  /** Both define the same presets, word for word, which is no contradiction. */
  @Test
  void aMergedFileLoadsBesideTheEntryFileThatItCameFrom(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("onr.conf"), presets());
    assertWorks(Files.writeString(folder.resolve("providers.conf"), merged()));
  }

  @Test
  void aMergedFileTakesPresetsFromTheEntryFileBesideIt(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("onr.conf"), presets());
    String providers = read("providers/acme.conf") + "\n" + read("providers/bolt.conf");
    assertWorks(Files.writeString(folder.resolve("bundle.conf"), providers));
  }

  @Test
  void keysLoad() {
    KeyStore keys =
        KeyStore.read(
            TREE.resolve("keys.yaml"),
            Map.of(
                "ONR_MASTER_KEY",
                "0123456789abcdef0123456789abcdef",
                "ONR_UPSTREAM_KEY_BOLT_ONLY",
                "bolt-key"));
    assertThat(values(keys.upstreamKeys("acme"))).containsExactly("acme-key", "sk-demo-123");
    assertThat(values(keys.upstreamKeys("bolt"))).containsExactly("bolt-key");
    assertThat(keys.accessKeys()).extracting(AccessKey::name).containsExactly("mobile-app");
  }

  @Test
  void modelsLoad() {
    ModelRoutes models = ModelRoutes.read(TREE.resolve("models.yaml"));
    assertThat(models.find("fast").orElseThrow().providers()).containsExactly("acme");
    assertThat(models.find("text-embedding-3-small").orElseThrow().providers())
        .containsExactly("bolt", "acme");
  }

  private static void assertWorks(Path source) {
    Loaded loaded = new PlanLoader().load(source, LoadMode.LENIENT, Optional.empty());
    assertThat(loaded.skippedFiles()).isEmpty();
    assertThat(loaded.plan().providers().keySet()).containsExactly("acme", "bolt");
    assertThat(loaded.warnings())
        .extracting(Diagnostic::message)
        .hasSize(1)
        .allMatch(message -> message.contains("json_filter_values"));
    assertThat(
            sent(
                loaded,
                "acme",
                Api.CHAT_COMPLETIONS,
                "{\"model\":\"fast\",\"temperature\":2,\"stream\":true}"))
        .isEqualTo(
            """
            POST https://api.acme.example/base/v2/chat?alt=sse&trace=1
            Content-Type: application/json
            Authorization: Bearer acme-key
            x-trace: a"b
            X-Features: tools

            {"model":"acme-fast-2","temperature":1.5,"stream":true,"stream_options":{"include_usage":true}}\
            """);
    assertThat(sent(loaded, "acme", Api.CHAT_COMPLETIONS, "{\"model\":\"big\"}"))
        .startsWith("POST https://api.acme.example/base/v2/models/acme/big/chat?debug=1&trace=1\n")
        .endsWith("\n\n{\"model\":\"acme/big\"}");
    assertThat(
            sent(
                loaded,
                "bolt",
                Api.EMBEDDINGS,
                "{\"model\":\"e\",\"input\":\"x\",\"kinds\":[\"text\",\"image\"]}"))
        .isEqualTo(
            """
            POST https://bolt.example/v1/embeddings?debug=1&trace=1
            Content-Type: application/json
            x-bolt-key: acme-key

            {"model":"e","input":"x","kinds":["text"]}\
            """);
  }

  private static String sent(Loaded loaded, String provider, Api api, String json) {
    HeaderFields headers = new HeaderFields();
    headers.add("Content-Type", "application/json");
    headers.add("x-features", "tools, debug-1");
    RequestBody body = RequestBody.json(json.getBytes(StandardCharsets.UTF_8));
    ClientRequest request =
        new ClientRequest(
            api,
            body.stream(),
            body.model(),
            false,
            "POST",
            "/v1/x",
            "trace=1&debug=1",
            headers,
            body);
    UpstreamKey key =
        KeyStore.read(
                TREE.resolve("keys.yaml"),
                Map.of("ONR_MASTER_KEY", "0123456789abcdef0123456789abcdef"))
            .upstreamKeys("acme")
            .getFirst();
    UpstreamRequest upstream =
        loaded
            .plan()
            .provider(provider)
            .flatMap(found -> found.route(api, body.stream()))
            .orElseThrow()
            .request()
            .apply(request, key, "");
    return HttpMessage.print(
        upstream.method(), upstream.url(), upstream.headers(), upstream.body());
  }

  private static List<String> values(List<UpstreamKey> keys) {
    return keys.stream().map(key -> key.value().reveal()).toList();
  }

  private static String merged() throws IOException {
    return presets() + read("providers/acme.conf") + "\n" + read("providers/bolt.conf");
  }

  private static String presets() throws IOException {
    return read("modes/balance_modes.conf")
        + read("modes/finish_reason_modes.conf")
        + read("modes/models_modes.conf")
        + read("modes/usage_modes.conf");
  }

  private static String read(String file) throws IOException {
    return Files.readString(CONFIG.resolve(file));
  }
}
