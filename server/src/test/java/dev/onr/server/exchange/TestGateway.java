package dev.onr.server.exchange;

import dev.onr.config.ConfigurationFiles;
import dev.onr.config.SourceFile;
import dev.onr.config.Span;
import dev.onr.config.plan.AuthPlan;
import dev.onr.config.plan.Condition;
import dev.onr.config.plan.Plan;
import dev.onr.config.plan.PlanLoader;
import dev.onr.config.plan.ProviderPlan;
import dev.onr.config.plan.Route;
import dev.onr.config.plan.RouteTable;
import dev.onr.config.plan.Transport;
import dev.onr.config.plan.UpstreamPolicy;
import dev.onr.credential.KeyStore;
import dev.onr.json.JsonValue;
import dev.onr.json.ObjectPath;
import dev.onr.models.ModelRoutes;
import dev.onr.pricing.PriceBook;
import dev.onr.server.Gateway;
import dev.onr.server.Settings;
import dev.onr.server.Snapshot;
import dev.onr.server.account.Bookkeeping;
import dev.onr.server.dump.Dump;
import dev.onr.server.dump.Dumps;
import dev.onr.server.dump.Request;
import dev.onr.server.log.Level;
import dev.onr.server.log.SystemLog;
import dev.onr.steps.HeaderStep;
import dev.onr.steps.JsonExpression;
import dev.onr.steps.JsonStep;
import dev.onr.steps.ModelMap;
import dev.onr.steps.RequestSteps;
import dev.onr.steps.ResponseStep;
import dev.onr.steps.ResponseSteps;
import dev.onr.steps.UpstreamTarget;
import dev.onr.usage.UsageReader;
import dev.onr.usage.estimate.Tokenizer;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A running gateway in front of one upstream, with the provider {@code acme}. */
final class TestGateway implements AutoCloseable {
  /** A caller who brings the upstream key along and chooses the provider. */
  static final String TOKEN = "onr:v1?k=master&uk=sk-up&p=acme";

  final BlockingQueue<ExchangeRecord> records = new LinkedBlockingQueue<>();
  final Gateway gateway;
  final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final Dumps dumps;
  private final Vertx vertx;
  private volatile Snapshot snapshot;

  private TestGateway(Vertx vertx, Snapshot snapshot) throws Exception {
    this.vertx = vertx;
    this.snapshot = snapshot;
    this.dumps =
        new Dumps(
            ZoneOffset.UTC,
            new SystemLog(new PrintStream(log, true), Clock.systemUTC(), Level.DEBUG, false));
    this.gateway =
        Gateway.start(
                vertx, () -> this.snapshot, recording(), Clock.systemUTC(), new SecureRandom())
            .await(10, TimeUnit.SECONDS);
  }

  private ExchangeLog recording() {
    return new ExchangeLog() {
      @Override
      public void ended(ExchangeRecord exchange) {
        records.add(exchange);
      }

      @Override
      public Dump begin(Supplier<Request> request, Snapshot snapshot) {
        return dumps.begin(request, snapshot);
      }
    };
  }

  /** A gateway with a configuration of its own. */
  static TestGateway of(Snapshot snapshot) throws Exception {
    return new TestGateway(Gateway.newVertx(1), snapshot);
  }

  /** Requests that come from now on find another configuration. */
  void reload(Snapshot other) {
    snapshot = other;
  }

  static Builder to(ScriptedUpstream upstream) {
    return new Builder(upstream.url());
  }

  static Builder to(String baseUrl) {
    return new Builder(baseUrl);
  }

  RawClient client() throws IOException {
    return new RawClient(gateway.port());
  }

  /** One chat request on a connection of its own. */
  RawClient.Answer chat(String body) throws IOException {
    try (RawClient client = client()) {
      return client.send(post("/v1/chat/completions", body)).answer();
    }
  }

  static String post(String path, String body, String... headers) {
    StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: gateway\r\n");
    head.append("Authorization: Bearer ").append(TOKEN).append("\r\n");
    head.append("Content-Type: application/json\r\nContent-Length: ");
    head.append(body.getBytes(StandardCharsets.UTF_8).length).append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head + "\r\n" + body;
  }

  static String get(String path, String... headers) {
    StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: gateway\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head + "\r\n";
  }

  /** The record of the next exchange that ends. */
  ExchangeRecord record() throws InterruptedException {
    ExchangeRecord record = records.poll(10, TimeUnit.SECONDS);
    if (record == null) {
      throw new AssertionError("no exchange ended");
    }
    return record;
  }

  /** The record of the exchange that gave this answer. */
  ExchangeRecord record(RawClient.Answer answer) throws InterruptedException {
    ExchangeRecord record = record();
    while (!record.requestId().equals(answer.header("x-onr-request-id"))) {
      record = record();
    }
    return record;
  }

  @Override
  public void close() throws Exception {
    gateway.close().await(10, TimeUnit.SECONDS);
    vertx.close().await(10, TimeUnit.SECONDS);
    dumps.close();
  }

  /** What is special about a gateway. */
  static final class Builder {
    private final String baseUrl;
    private final List<String> server = new ArrayList<>();
    private String more = "";
    private final List<ResponseStep.Json> responseSteps = new ArrayList<>();
    private final List<HeaderStep> headers = new ArrayList<>();
    private String matches = "";
    private String upstreamConfig = "";
    private Optional<SourceFile> prices = Optional.empty();
    private Supplier<Vertx> vertx = () -> Gateway.newVertx(1);

    private Builder(String baseUrl) {
      this.baseUrl = baseUrl;
    }

    /** A line below {@code server:}. */
    Builder server(String line) {
      server.add(line);
      return this;
    }

    /** Top-level lines of onr.yaml. */
    Builder yaml(String lines) {
      more = lines;
      return this;
    }

    /** Deletes {@code $.secret} from answers. */
    Builder deletesSecrets() {
      responseSteps.add(
          new ResponseStep.Json(
              new JsonStep.Delete(ObjectPath.parse("$.secret")), ResponseStep.EventFilter.ALL, 0));
      return this;
    }

    /** Sets {@code $.path} in answers to a JSON constant. */
    Builder sets(String path, String json) {
      responseSteps.add(
          new ResponseStep.Json(
              new JsonStep.Set(
                  ObjectPath.parse(path),
                  new JsonExpression.Constant(
                      JsonValue.parse(json.getBytes(StandardCharsets.UTF_8)))),
              ResponseStep.EventFilter.ALL,
              0));
      return this;
    }

    Builder header(HeaderStep step) {
      headers.add(step);
      return this;
    }

    /** The matches of the provider, in the language of configurations; instead of all steps. */
    Builder matches(String text) {
      matches = text;
      return this;
    }

    /** A statement of the provider's {@code upstream_config}; only beside {@link #matches}. */
    Builder upstreamConfig(String statement) {
      upstreamConfig = statement;
      return this;
    }

    /** The text of price.yaml. */
    Builder prices(String yaml) {
      prices = Optional.of(new SourceFile("price.yaml", yaml));
      return this;
    }

    /** Another Vert.x than the gateway's own, for example with other name servers. */
    Builder vertx(Supplier<Vertx> maker) {
      vertx = maker;
      return this;
    }

    private static Span place() {
      return new Span(new SourceFile("acme.conf", ""), 0, 0);
    }

    TestGateway start() throws Exception {
      String yaml =
          "auth:\n  api_key: master\nserver:\n  workers: 1\n"
              + (server.stream().anyMatch(line -> line.startsWith("listen:"))
                  ? ""
                  : "  listen: 127.0.0.1:0\n")
              + String.join("", server.stream().map(line -> "  " + line + "\n").toList())
              + more;
      Settings settings = Settings.load(new SourceFile("onr.yaml", yaml), Map.of());
      return new TestGateway(
          vertx.get(),
          Snapshot.of(
              settings,
              plan(),
              KeyStore.load(
                  new SourceFile(
                      "keys.yaml", "providers:\n  spare:\n    keys:\n      - value: sk-spare\n"),
                  Map.of()),
              ModelRoutes.empty(),
              Bookkeeping.of(
                  settings.usageEstimation(),
                  new Tokenizer(),
                  PriceBook.load(prices, Optional.empty()))));
    }

    private Plan configured() {
      String text =
          """
          syntax "next-router/0.1";
          provider "acme" {
            defaults { upstream_config { base_url = "%s"; %s } auth { auth_bearer; } }
          %s
          }
          """
              .formatted(baseUrl, upstreamConfig, matches);
      return new PlanLoader(ConfigurationFiles.inMemory(Map.of("acme.conf", text)))
          .loadSingle(Path.of("acme.conf"))
          .plan();
    }

    private Plan plan() {
      if (!matches.isEmpty()) {
        return configured();
      }
      List<HeaderStep> all = new ArrayList<>(headers);
      all.addFirst(new HeaderStep.BearerKey());
      Route route =
          new Route(
              0,
              place(),
              new Condition(Optional.empty(), Optional.empty()),
              new RequestSteps(
                  ModelMap.NONE,
                  List.of(),
                  List.of(),
                  Optional.empty(),
                  List.of(),
                  all,
                  new UpstreamTarget(baseUrl, Optional.empty(), List.of(), Map.of()),
                  false),
              ResponseSteps.edits(List.of(), responseSteps),
              new AuthPlan(Optional.empty(), false, false),
              UsageReader.NONE,
              Optional.empty(),
              UpstreamPolicy.STANDARD,
              Set.of(),
              List.of());
      ProviderPlan acme =
          new ProviderPlan(
              "acme",
              "acme.conf",
              "acme",
              "acme",
              Transport.HTTP,
              baseUrl,
              RouteTable.of(List.of(route)),
              UsageReader.NONE,
              List.of(),
              Optional.empty(),
              Optional.empty(),
              "");
      return new Plan(new TreeMap<>(Map.of("acme", acme)));
    }
  }
}
