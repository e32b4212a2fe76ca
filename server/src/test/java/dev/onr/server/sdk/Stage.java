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
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a vendor's SDK talks to in a test: the simulated upstream itself, which shows that it speaks
 * as the vendor does, and the gateway in front of it, which must not make a difference.
 */
final class Stage implements AutoCloseable {
  private static final String UPSTREAM_KEY = "upstream-key";

  private final String name;
  private final Vertx vertx;
  private final SimulatedUpstream upstream;
  private final String baseUrl;
  private final String key;

  private Stage(String name, Vertx vertx, SimulatedUpstream upstream, String baseUrl, String key) {
    this.name = name;
    this.vertx = vertx;
    this.upstream = upstream;
    this.baseUrl = baseUrl;
    this.key = key;
  }

  /** All stages, each started when the stream reaches it. */
  static Stream<Stage> all() {
    return Stream.<Supplier<Stage>>of(Stage::direct, Stage::throughGateway).map(Supplier::get);
  }

  private static Stage throughGateway() {
    Vertx vertx = Vertx.vertx();
    SimulatedUpstream upstream = start(vertx);
    RunningGateway gateway = RunningGateway.start(HandMadePlan.snapshot(upstream.baseUrl()));
    return new Stage(
        "through the gateway",
        vertx,
        upstream,
        gateway.baseUrl(),
        "onr:v1?k=master&uk=" + UPSTREAM_KEY + "&p=acme");
  }

  private static Stage direct() {
    Vertx vertx = Vertx.vertx();
    SimulatedUpstream upstream = start(vertx);
    return new Stage("upstream itself", vertx, upstream, upstream.baseUrl(), UPSTREAM_KEY);
  }

  private static SimulatedUpstream start(Vertx vertx) {
    var options = SimulatedUpstream.Options.test().withExpectedKey(UPSTREAM_KEY);
    return SimulatedUpstream.start(vertx, options).await();
  }

  SimulatedUpstream upstream() {
    return upstream;
  }

  String baseUrl() {
    return baseUrl;
  }

  OpenAIClient openAi() {
    return openAi(key);
  }

  /** A client with this key that checks every answer against the SDK's model and never retries. */
  OpenAIClient openAi(String withKey) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(baseUrl + "/v1")
        .apiKey(withKey)
        .responseValidation(true)
        .maxRetries(0)
        .timeout(Duration.ofSeconds(20))
        .build();
  }

  AnthropicClient anthropic() {
    return anthropic(key);
  }

  AnthropicClient anthropic(String withKey) {
    return AnthropicOkHttpClient.builder()
        .baseUrl(baseUrl)
        .apiKey(withKey)
        .responseValidation(true)
        .maxRetries(0)
        .timeout(Duration.ofSeconds(20))
        .build();
  }

  Client google() {
    return google(key, "");
  }

  /** A client that asks the upstream for some misbehaviour; blank = none. */
  Client google(String withKey, String simulate) {
    return Client.builder()
        .apiKey(withKey)
        .httpOptions(
            HttpOptions.builder()
                .baseUrl(baseUrl)
                .apiVersion("v1beta") // unless told, version 2.0 of the SDK asks for v1
                .headers(Map.of("x-simulate", simulate))
                .retryOptions(HttpRetryOptions.builder().attempts(1).build())
                .timeout(20_000)
                .build())
        .build();
  }

  String key() {
    return key;
  }

  @Override
  public void close() {
    vertx.close().await();
  }

  @Override
  public String toString() {
    return name;
  }
}
