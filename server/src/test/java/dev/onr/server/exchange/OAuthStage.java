package dev.onr.server.exchange;

import dev.onr.config.ConfigurationFiles;
import dev.onr.config.SourceFile;
import dev.onr.config.plan.LoadMode;
import dev.onr.config.plan.PlanLoader;
import dev.onr.credential.KeyStore;
import dev.onr.models.ModelRoutes;
import dev.onr.pricing.PriceBook;
import dev.onr.server.Gateway;
import dev.onr.server.Settings;
import dev.onr.server.Snapshot;
import dev.onr.server.account.Bookkeeping;
import dev.onr.server.dump.Dump;
import dev.onr.server.dump.Dumps;
import dev.onr.server.exchange.ScriptedUpstream.Request;
import dev.onr.server.log.Level;
import dev.onr.server.log.SystemLog;
import dev.onr.usage.estimate.EstimationSettings;
import dev.onr.usage.estimate.Tokenizer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A gateway on two loops whose provider {@code acme} gets its tokens from a token server and sends
 * them to an upstream. Time stands still unless a test moves it.
 */
final class OAuthStage implements AutoCloseable {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final String CHAT = "{\"model\":\"m\"}";

  final AtomicReference<Instant> now = new AtomicReference<>(START);
  final BlockingQueue<ExchangeRecord> records = new LinkedBlockingQueue<>();
  private final AtomicReference<Snapshot> snapshot = new AtomicReference<>();
  private final Vertx vertx = Gateway.newVertx(2);
  private final Dumps dumps =
      new Dumps(
          ZoneOffset.UTC,
          new SystemLog(
              new PrintStream(OutputStream.nullOutputStream()),
              Clock.systemUTC(),
              Level.DEBUG,
              false));
  private final Gateway gateway;

  private OAuthStage(Setup setup) throws Exception {
    snapshot.set(setup.snapshot());
    gateway =
        Gateway.start(vertx, snapshot::get, recording(), new StandingClock(), new SecureRandom())
            .await(10, TimeUnit.SECONDS);
  }

  private ExchangeLog recording() {
    return new ExchangeLog() {
      @Override
      public void ended(ExchangeRecord exchange) {
        records.add(exchange);
      }

      @Override
      public Dump begin(Supplier<dev.onr.server.dump.Request> request, Snapshot now) {
        return dumps.begin(request, now);
      }
    };
  }

  /**
   * What a gateway is started with.
   *
   * @param upstream base URL
   * @param auth statements of the auth block
   * @param key attributes of the key in keys.yaml, as a flow mapping without braces
   * @param yaml further lines of onr.yaml
   * @param variables of the environment
   */
  record Setup(
      String upstream, String auth, String key, String yaml, Map<String, String> variables) {
    static Setup of(ScriptedUpstream upstream, String auth) {
      return new Setup(upstream.url(), auth, "value: refresh-1", "", Map.of());
    }

    Setup withAuth(String statements) {
      return new Setup(upstream, statements, key, yaml, variables);
    }

    Setup withKey(String attributes) {
      return new Setup(upstream, auth, attributes, yaml, variables);
    }

    Setup withYaml(String lines) {
      return new Setup(upstream, auth, key, lines, variables);
    }

    Setup withVariables(Map<String, String> environment) {
      return new Setup(upstream, auth, key, yaml, environment);
    }

    /** Keeps tokens in a directory. */
    Setup keeping(Path directory) {
      return withYaml(
          "oauth: {token_persist: {enabled: true, dir: \"%s\"}}\n".formatted(directory));
    }

    OAuthStage start() throws Exception {
      return new OAuthStage(this);
    }

    Snapshot snapshot() {
      String onr =
          "auth: {api_key: master}\n" + "server: {listen: \"127.0.0.1:0\", workers: 2}\n" + yaml;
      String keys =
          "providers: {acme: {keys: [{name: main, %s}]}, plain: {keys: [{value: sk}]}}\n"
              .formatted(key);
      return Snapshot.of(
          Settings.load(new SourceFile("onr.yaml", onr), Map.of()),
          new PlanLoader(
                  ConfigurationFiles.inMemory(
                      Map.of(
                          "merged.conf",
                          provider("acme", auth + " auth_oauth_bearer;")
                              + provider("plain", "auth_bearer;"))))
              .load(Path.of("merged.conf"), LoadMode.STRICT, Optional.empty())
              .plan(),
          KeyStore.load(new SourceFile("keys.yaml", keys), variables),
          ModelRoutes.empty(),
          Bookkeeping.of(EstimationSettings.DEFAULTS, new Tokenizer(), PriceBook.EMPTY));
    }

    private String provider(String name, String statements) {
      return """
      provider "%s" {
        defaults { upstream_config { base_url = "%s"; } auth { %s } }
        match api = "chat.completions" { }
        match api = "claude.messages" { request { set_header "x-acme" $oauth.access_token; } }
        match api = "gemini.generateContent" {
          upstream { set_path template("/v1/projects/${credential.project_id}/locations/${channel.location}/models/${request.model}:generateContent"); }
          request { set_header "x-goog-user-project" $credential.project_id; }
        }
      }
      """
          .formatted(name, upstream, statements);
    }
  }

  private final class StandingClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now.get();
    }
  }

  /** Time passes. */
  void pass(Duration duration) {
    now.updateAndGet(time -> time.plus(duration));
  }

  /** The configuration is read again. */
  void reload(Setup setup) {
    snapshot.set(setup.snapshot());
  }

  RawClient client() throws IOException {
    return new RawClient(gateway.port());
  }

  RawClient.Answer chat() throws IOException {
    return post("acme", "/v1/chat/completions", CHAT);
  }

  RawClient.Answer post(String provider, String path, String body) throws IOException {
    try (RawClient client = client()) {
      return client.send(request(provider, path, body)).answer();
    }
  }

  /** A way to a token at {@code tokens}. */
  static String auth(ScriptedUpstream tokens, String more) {
    return "oauth_mode openai; oauth_token_url \"%s/token\"; %s".formatted(tokens.url(), more);
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("waited in vain");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static String request(String provider, String path, String body) {
    return "POST %s HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer onr:v1?k=master&p=%s\r\n"
            .formatted(path, provider)
        + "Content-Type: application/json\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  ExchangeRecord record() throws InterruptedException {
    ExchangeRecord record = records.poll(10, TimeUnit.SECONDS);
    if (record == null) {
      throw new AssertionError("no exchange ended");
    }
    return record;
  }

  @Override
  public void close() throws Exception {
    gateway.close().await(10, TimeUnit.SECONDS);
    vertx.close().await(10, TimeUnit.SECONDS);
    dumps.close();
  }

  /** A server that answers every request as a function says; the function may wait. */
  static ScriptedUpstream server(Function<Request, String> answers) {
    return new ScriptedUpstream(
        line -> {
          for (Request request = line.request(); request != null; request = line.request()) {
            line.write(answers.apply(request));
          }
        });
  }

  /** A token server that gives out {@code token-1}, {@code token-2} and so on, for an hour each. */
  static ScriptedUpstream counting() {
    AtomicInteger count = new AtomicInteger();
    return server(request -> token("token-" + count.incrementAndGet(), 3600));
  }

  /** An upstream that takes one token and answers 401 to all others. */
  static ScriptedUpstream taking(AtomicReference<String> token) {
    return server(
        request ->
            request.header("Authorization").equals(List.of("Bearer " + token.get()))
                ? json(200, "{\"ok\":true}")
                : json(401, "{\"error\":{\"message\":\"upstream says no\"}}"));
  }

  static String token(String value, int seconds) {
    return json(
        200,
        "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
            .formatted(value, seconds));
  }

  static String json(int status, String body) {
    return "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, body.getBytes(StandardCharsets.UTF_8).length, body);
  }
}
