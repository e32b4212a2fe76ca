package dev.onr.server.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@code --demo} serves: a simulated upstream on a free loopback port and a complete
 * configuration that points at it, written to a directory of its own, so that the gateway starts
 * exactly as it does in production but needs no file and no vendor's key.
 */
public final class Demo {
  /** The key that clients of the demo use. */
  public static final String ACCESS_KEY = "demo";

  /** The model that every API of the demo serves; the others in {@link #MODELS} behave alike. */
  public static final String MODEL = "demo";

  private static final List<String> MODELS =
      List.of(MODEL, "demo-small", "demo-embedding", "demo-image", "demo-speech");
  private static final String UPSTREAM_KEY = "key-of-the-simulated-upstream";

  private final Path configuration;
  private final SimulatedUpstream upstream;

  private Demo(Path configuration, SimulatedUpstream upstream) {
    this.configuration = configuration;
    this.upstream = upstream;
  }

  /**
   * Starts the simulated upstream and writes {@code onr.yaml}, {@code keys.yaml}, {@code
   * models.yaml} and {@code providers/demo.conf}.
   *
   * @param vertx runs the simulated upstream; closing it ends the upstream too
   * @param directory an existing, writable directory for the files; the caller removes it in the
   *     end
   * @param port where the gateway will listen, on loopback; 0 = any free port
   * @return fails with an {@link IOException} when the files can't be written
   */
  public static Future<Demo> prepare(Vertx vertx, Path directory, int port) {
    var options = SimulatedUpstream.Options.demo().withExpectedKey(UPSTREAM_KEY);
    return SimulatedUpstream.start(vertx, options)
        .compose(
            upstream ->
                vertx.executeBlocking(() -> new Demo(write(directory, port, upstream), upstream)));
  }

  /** Path of the {@code onr.yaml} with which the gateway starts. */
  public Path configuration() {
    return configuration;
  }

  /** The upstream that answers. */
  public SimulatedUpstream upstream() {
    return upstream;
  }

  /** Stops the simulated upstream; the files stay. */
  public Future<Void> close() {
    return upstream.close();
  }

  /**
   * What to print once the gateway listens: what this is, and three requests to paste, each on one
   * line.
   *
   * @param port the port on which the gateway really listens
   */
  public String banner(int port) {
    String base = "http://127.0.0.1:" + port;
    String start =
        " -H 'Authorization: Bearer " + ACCESS_KEY + "' -H 'Content-Type: application/json' -d '";
    return """
    onr demo: listening on %s; a simulated upstream inside this process answers, no vendor is asked.
    Access key: %s   models: %s
    Paste one of these:

    curl -N %s/v1/chat/completions%s{"model":"%s","stream":true,"messages":[{"role":"user","content":"Hello"}]}'

    curl %s/v1/messages%s{"model":"%s","max_tokens":200,"messages":[{"role":"user","content":"Hello"}]}'

    curl %s/v1beta/models/%s:generateContent%s{"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}'
    """
        .formatted(
            base,
            ACCESS_KEY,
            String.join(", ", MODELS),
            base,
            start,
            MODEL,
            base,
            start,
            MODEL,
            base,
            MODEL,
            start);
  }

  private static Path write(Path directory, int port, SimulatedUpstream upstream)
      throws IOException {
    Path providers = Files.createDirectories(directory.resolve("providers"));
    Files.writeString(providers.resolve("demo.conf"), providerFile(upstream.baseUrl()));
    Path keys = directory.resolve("keys.yaml");
    Files.writeString(keys, keysFile());
    Path models = directory.resolve("models.yaml");
    Files.writeString(models, modelsFile());
    Path prices = directory.resolve("price.yaml");
    Files.writeString(prices, pricesFile());
    Path configuration = directory.resolve("onr.yaml");
    Files.writeString(
        configuration,
        """
        server:
          listen: "127.0.0.1:%d"
          pid_file: %s
        providers:
          dir: %s
        keys:
          file: %s
        models:
          file: %s
        pricing:
          enabled: true
          file: %s
          overrides_file: %s
        """
            .formatted(
                port,
                quoted(directory.resolve("onr.pid")),
                quoted(providers),
                quoted(keys),
                quoted(models),
                quoted(prices),
                quoted(directory.resolve("price_overrides.yaml"))));
    return configuration;
  }

  private static String providerFile(String baseUrl) {
    return """
    # Everything goes to the simulated upstream as it came: same paths, same bodies.
    syntax "next-router/0.1";

    usage_mode "chat" {
      usage_root path="$.usage";
      usage_fact input token path="$.prompt_tokens";
      usage_fact output token path="$.completion_tokens";
      usage_fact cache_read token path="$.prompt_tokens_details.cached_tokens";
    }
    usage_mode "responses" {
      usage_root path="$.usage";
      usage_root path="$.response.usage";
      usage_fact input token path="$.input_tokens";
      usage_fact output token path="$.output_tokens";
      usage_fact cache_read token path="$.input_tokens_details.cached_tokens";
    }
    usage_mode "messages" {
      usage_root path="$.message.usage" event="message_start" exclude="output_tokens";
      usage_root path="$.usage" event="message_delta" event_optional=true;
      usage_fact input token path="$.input_tokens";
      usage_fact input token path="$.cache_read_input_tokens";
      usage_fact output token path="$.output_tokens";
      usage_fact cache_read token path="$.cache_read_input_tokens";
    }
    usage_mode "gemini" {
      usage_root path="$.usageMetadata";
      usage_fact input token path="$.promptTokenCount";
      usage_fact output token path="$.candidatesTokenCount";
      usage_fact output token path="$.thoughtsTokenCount";
      usage_fact cache_read token path="$.cachedContentTokenCount";
    }

    provider "demo" {
      defaults {
        upstream_config { base_url = "%s"; }
        auth { auth_bearer; }
        request {
          pass_header anthropic-version;
          pass_header anthropic-beta;
          pass_header x-simulate;          # for example: -H 'x-simulate: status=429'
        }
        response { resp_passthrough; }
      }
      match api = "chat.completions" {
        metrics { usage_extract chat; finish_reason_path "$.choices[*].finish_reason"; }
      }
      match api = "completions" {
        metrics { usage_extract chat; finish_reason_path "$.choices[*].finish_reason"; }
      }
      match api = "responses" {
        metrics {
          usage_extract responses;
          finish_reason_path "$.status";
          finish_reason_path "$.response.status" event="response.completed";
        }
      }
      match api = "claude.messages" {
        metrics {
          usage_extract messages;
          finish_reason_path "$.stop_reason";
          finish_reason_path "$.delta.stop_reason";
        }
      }
      match api = "embeddings" { metrics { usage_extract chat; } }
      match api = "images.generations" { }
      match api = "images.edits" { }
      match api = "audio.speech" { }
      match api = "audio.transcriptions" { }
      match api = "audio.translations" { }
      match api = "gemini.generateContent" {
        metrics { usage_extract gemini; finish_reason_path "$.candidates[*].finishReason"; }
      }
      match api = "gemini.streamGenerateContent" {
        metrics { usage_extract gemini; finish_reason_path "$.candidates[*].finishReason"; }
      }
      match api = "gemini.predictLongRunning" { }
      match api = "gemini.getOperation" { }
    }
    """
        .formatted(baseUrl);
  }

  private static String keysFile() {
    return """
    providers:
      demo:
        keys:
          - name: simulated
            value: "%s"
    access_keys:
      - name: demo
        value: "%s"
        comment: "for whoever tries the demo"
    """
        .formatted(UPSTREAM_KEY, ACCESS_KEY);
  }

  private static String modelsFile() {
    return MODELS.stream()
        .map(
            model ->
                "  %s:\n    providers: [demo]\n    owned_by: %s\n"
                    .formatted(model, SimulatedUpstream.OWNER))
        .collect(Collectors.joining("", "models:\n", ""));
  }

  /** Invented prices, in US dollars for a million tokens. */
  private static String pricesFile() {
    return MODELS.stream()
        .map(
            model ->
                "  - {provider: demo, model: %s, cost: {input: 2, output: 8, cache_read: 0.5}}\n"
                    .formatted(model))
        .collect(Collectors.joining("", "entries:\n", ""));
  }

  /** A YAML double-quoted scalar. */
  private static String quoted(Path path) {
    String text = path.toAbsolutePath().toString();
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
