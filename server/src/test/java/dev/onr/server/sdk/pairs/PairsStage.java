package dev.onr.server.sdk.pairs;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.onr.server.RunningGateway;
import dev.onr.server.demo.RecordedRequest;
import dev.onr.server.demo.SimulatedUpstream;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A gateway whose providers speak one dialect each, and the upstream behind all of them. */
final class PairsStage implements AutoCloseable {
  private static final String UPSTREAM_KEY = "key-of-the-upstream";
  private static final String CLIENT_KEY = "key-of-the-client";
  private static final String PROVIDER = "x-onr-provider";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final SimulatedUpstream upstream;
  private final RunningGateway gateway;
  private final Map<String, OpenAIClient> openAi = new HashMap<>();
  private final Map<String, AnthropicClient> anthropic = new HashMap<>();
  private final Map<String, Client> google = new HashMap<>();

  private PairsStage(Path directory) throws Exception {
    var options = SimulatedUpstream.Options.test().withExpectedKey(UPSTREAM_KEY);
    upstream = SimulatedUpstream.start(vertx, options).await();
    Path providers = Files.createDirectory(directory.resolve("providers"));
    var keys = new StringBuilder("providers:\n");
    for (Speech speech : Speech.values()) {
      Files.writeString(
          providers.resolve(speech.provider() + ".conf"), speech.providerFile(upstream.baseUrl()));
      keys.append(
          "  %s: {keys: [{name: k, value: %s}]}\n".formatted(speech.provider(), UPSTREAM_KEY));
    }
    keys.append("access_keys:\n  - {name: sdk, value: %s}\n".formatted(CLIENT_KEY));
    Files.writeString(directory.resolve("keys.yaml"), keys);
    Files.writeString(directory.resolve("models.yaml"), "models: {}\n");
    Path configuration = directory.resolve("onr.yaml");
    Files.writeString(
        configuration,
        """
        server: {listen: "127.0.0.1:0", workers: 1}
        routing: {max_cooldown: off}
        providers: {dir: "%1$s/providers"}
        keys: {file: "%1$s/keys.yaml"}
        models: {file: "%1$s/models.yaml"}
        """
            .formatted(directory));
    gateway = RunningGateway.start(configuration);
  }

  /** Writes its configuration into this directory and starts. */
  static PairsStage start(Path directory) {
    try {
      return new PairsStage(directory);
    } catch (Exception e) {
      throw new AssertionError("the gateway does not start", e);
    }
  }

  /** Makes the upstream misbehave at the next request. */
  void simulateNext(String wish) {
    upstream.simulateNext(wish);
  }

  /** The newest request that reached the upstream. */
  RecordedRequest lastRequest() {
    return upstream.lastRequest().orElseThrow();
  }

  /** Begins a conversation between an SDK and an upstream. */
  Conversation between(Pair pair, Set<Wish> wishes) {
    String model = pair.upstream().model();
    String provider = pair.upstream().provider();
    return switch (pair.client()) {
      case CHAT ->
          new ChatConversation(openAi.computeIfAbsent(provider, this::openAi), model, wishes);
      case RESPONSES ->
          new ResponsesConversation(openAi.computeIfAbsent(provider, this::openAi), model, wishes);
      case MESSAGES ->
          new MessagesConversation(
              anthropic.computeIfAbsent(provider, this::anthropic), model, wishes);
      case GEMINI ->
          new GeminiConversation(google.computeIfAbsent(provider, this::google), model, wishes);
    };
  }

  /** All of these check every answer against their SDK's model, and never retry. */
  private OpenAIClient openAi(String provider) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(gateway.baseUrl() + "/v1")
        .apiKey(CLIENT_KEY)
        .putHeader(PROVIDER, provider)
        .responseValidation(true)
        .maxRetries(0)
        .timeout(PATIENCE)
        .build();
  }

  private AnthropicClient anthropic(String provider) {
    return AnthropicOkHttpClient.builder()
        .baseUrl(gateway.baseUrl())
        .apiKey(CLIENT_KEY)
        .putHeader(PROVIDER, provider)
        .responseValidation(true)
        .maxRetries(0)
        .timeout(PATIENCE)
        .build();
  }

  private Client google(String provider) {
    return Client.builder()
        .apiKey(CLIENT_KEY)
        .httpOptions(
            HttpOptions.builder()
                .baseUrl(gateway.baseUrl())
                .headers(Map.of(PROVIDER, provider))
                .retryOptions(HttpRetryOptions.builder().attempts(1).build())
                .timeout(Math.toIntExact(PATIENCE.toMillis()))
                .build())
        .build();
  }

  @Override
  public void close() {
    openAi.values().forEach(OpenAIClient::close);
    anthropic.values().forEach(AnthropicClient::close);
    google.values().forEach(Client::close);
    gateway.close();
    vertx.close().await();
  }
}
