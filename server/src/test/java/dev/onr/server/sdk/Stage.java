package dev.onr.server.sdk;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.onr.server.RunningGateway;
import dev.onr.server.demo.SimulatedUpstream;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a vendor's SDK talks to in a test: the simulated upstream itself, which shows that it speaks
 * as the vendor does, and the gateway in front of it with the provider files that ship, which must
 * not make a difference.
 */
final class Stage implements AutoCloseable {
  private static final String UPSTREAM_KEY = "key-of-the-upstream";
  private static final String CLIENT_KEY = "key-of-the-client";
  private static final String PROVIDER = "x-onr-provider";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final SimulatedUpstream upstream;
  private final Optional<RunningGateway> gateway;

  private Stage(boolean withGateway) {
    var options = SimulatedUpstream.Options.test().withExpectedKey(UPSTREAM_KEY);
    upstream = SimulatedUpstream.start(vertx, options).await();
    gateway = withGateway ? Optional.of(startGateway(upstream.baseUrl())) : Optional.empty();
  }

  /** All stages, each started when the stream reaches it. */
  static Stream<Stage> all() {
    return Stream.<Supplier<Stage>>of(() -> new Stage(false), () -> new Stage(true))
        .map(Supplier::get);
  }

  /** Only the gateway. */
  static Stream<Stage> gateway() {
    return Stream.<Supplier<Stage>>of(() -> new Stage(true)).map(Supplier::get);
  }

  private static RunningGateway startGateway(String upstream) {
    try {
      Path directory = Files.createTempDirectory("onr-sdk-");
      RunningGateway gateway = RunningGateway.start(configuration(directory, upstream));
      for (String file : List.of("onr.yaml", "keys.yaml", "models.yaml", "")) {
        Files.delete(directory.resolve(file)); // read once, in the beginning
      }
      return gateway;
    } catch (Exception e) {
      throw new AssertionError("the gateway does not start", e);
    }
  }

  /** The providers that ship, led to the simulated upstream by their keys. */
  private static Path configuration(Path directory, String upstream) throws IOException {
    Path keys = directory.resolve("keys.yaml");
    var text = new StringBuilder("providers:\n");
    for (String provider : new String[] {"openai", "anthropic", "gemini"}) {
      text.append("  %s:\n    keys:\n".formatted(provider));
      text.append("      - {name: simulated, value: %s, ".formatted(UPSTREAM_KEY));
      text.append("base_url_override: \"%s\"}\n".formatted(upstream));
    }
    text.append("access_keys:\n  - {name: sdk, value: %s}\n".formatted(CLIENT_KEY));
    Files.writeString(keys, text);
    Path models = directory.resolve("models.yaml");
    Files.writeString(
        models, "models:\n  demo: {providers: [openai], owned_by: onr-simulated-upstream}\n");
    Path configuration = directory.resolve("onr.yaml");
    Files.writeString(
        configuration,
        """
        server: {listen: "127.0.0.1:0", workers: 1}
        routing: {max_cooldown: off}
        providers: {dir: "%s"}
        keys: {file: "%s"}
        models: {file: "%s"}
        """
            .formatted(Path.of("../config/onr.conf").toAbsolutePath().normalize(), keys, models));
    return configuration;
  }

  SimulatedUpstream upstream() {
    return upstream;
  }

  /** Whether something on the way asks for the usage of chat streams, as OpenAI's provider does. */
  boolean asksForUsage() {
    return gateway.isPresent();
  }

  String baseUrl() {
    return gateway.map(RunningGateway::baseUrl).orElseGet(upstream::baseUrl);
  }

  /** The key that lets a client in. */
  String key() {
    return gateway.isPresent() ? CLIENT_KEY : UPSTREAM_KEY;
  }

  OpenAIClient openAi() {
    return openAi(key());
  }

  /** A client with this key that checks every answer against the SDK's model and never retries. */
  OpenAIClient openAi(String withKey) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(baseUrl() + "/v1")
        .apiKey(withKey)
        .putHeader(PROVIDER, "openai")
        .responseValidation(true)
        .maxRetries(0)
        .timeout(PATIENCE)
        .build();
  }

  AnthropicClient anthropic() {
    return anthropic(key());
  }

  AnthropicClient anthropic(String withKey) {
    return AnthropicOkHttpClient.builder()
        .baseUrl(baseUrl())
        .apiKey(withKey)
        .putHeader(PROVIDER, "anthropic")
        .responseValidation(true)
        .maxRetries(0)
        .timeout(PATIENCE)
        .build();
  }

  Client google() {
    return google(key());
  }

  /** With the version that the SDK asks for by itself, which is v1. */
  Client google(String withKey) {
    return google(withKey, googleOptions().build());
  }

  /** Under v1, the list of models is OpenAI's. */
  Client googleBeta() {
    return google(key(), googleOptions().apiVersion("v1beta").build());
  }

  private HttpOptions.Builder googleOptions() {
    return HttpOptions.builder()
        .baseUrl(baseUrl())
        .headers(Map.of(PROVIDER, "gemini"))
        .retryOptions(HttpRetryOptions.builder().attempts(1).build())
        .timeout(Math.toIntExact(PATIENCE.toMillis()));
  }

  private static Client google(String key, HttpOptions options) {
    return Client.builder().apiKey(key).httpOptions(options).build();
  }

  @Override
  public void close() {
    gateway.ifPresent(RunningGateway::close);
    vertx.close().await();
  }

  @Override
  public String toString() {
    return gateway.isPresent() ? "through the gateway" : "upstream itself";
  }
}
