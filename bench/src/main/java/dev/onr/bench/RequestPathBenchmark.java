package dev.onr.bench;

import dev.onr.Api;
import dev.onr.config.plan.LoadMode;
import dev.onr.config.plan.PlanLoader;
import dev.onr.config.plan.ProviderPlan;
import dev.onr.config.plan.Route;
import dev.onr.credential.Secret;
import dev.onr.credential.UpstreamKey;
import dev.onr.json.JsonDocument;
import dev.onr.json.JsonTree;
import dev.onr.json.JsonValue;
import dev.onr.json.ObjectPath;
import dev.onr.sse.EventReader;
import dev.onr.steps.ClientRequest;
import dev.onr.steps.HeaderFields;
import dev.onr.steps.UpstreamRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the steps of a request that is not translated cost: finding its route, replacing its model
 * (by splice, and by a tree for comparison), all that the shipped OpenAI route does with it, and
 * splitting an answer into events. Run from the project's directory.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xbatch")
public class RequestPathBenchmark {
  private static final ObjectPath MODEL = ObjectPath.parse("$.model");
  private static final JsonValue UPSTREAM_MODEL = JsonValue.of("gpt-5-upstream");
  private static final int EVENTS = 50;

  /** Bytes of the request. */
  @Param({"1000", "200000"})
  public int bytes = 1000;

  private final ProviderPlan provider =
      new PlanLoader()
          .load(Path.of("config", "onr.conf"), LoadMode.STRICT, Optional.empty())
          .plan()
          .provider("openai")
          .orElseThrow();
  private final Route route = provider.route(Api.CHAT_COMPLETIONS, true).orElseThrow();
  private final UpstreamKey key = UpstreamKey.of("openai", Secret.of("upstream-key"));
  private final byte[] burst =
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" a light second or so\"}}]}\n\n"
          .repeat(EVENTS)
          .getBytes(StandardCharsets.UTF_8);
  private final HeaderFields headers = new HeaderFields();
  private byte[] body = {};

  /** Makes the request. */
  @Setup
  public void prepare() {
    headers.set("content-type", "application/json");
    headers.set("authorization", "Bearer access-key");
    body =
        ("{\"model\":\"gpt-5\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\""
                + "x".repeat(bytes - 80)
                + "\"}]}")
            .getBytes(StandardCharsets.UTF_8);
  }

  /** The route of an API. */
  @Benchmark
  public Optional<Route> lookup() {
    return provider.route(Api.CHAT_COMPLETIONS, true);
  }

  /** Another model over the client's own bytes. */
  @Benchmark
  public byte[] splice() {
    JsonDocument document = JsonDocument.of(JsonValue.parse(body));
    document.set(MODEL, UPSTREAM_MODEL);
    return document.bytes();
  }

  /** The same by a tree. */
  @Benchmark
  public byte[] tree() {
    ObjectNode tree = (ObjectNode) JsonTree.parse(body);
    return JsonTree.write(tree.put("model", "gpt-5-upstream"));
  }

  /** Body and headers for the upstream, from those of the client. */
  @Benchmark
  public UpstreamRequest prepared() {
    return route
        .request()
        .apply(
            ClientRequest.post(Api.CHAT_COMPLETIONS, "/v1/chat/completions", headers, body),
            key,
            "");
  }

  /** Fifty events that came in one piece. */
  @Benchmark
  public void split(Blackhole hole) {
    new EventReader().feed(burst, 0, burst.length, hole::consume);
  }
}
