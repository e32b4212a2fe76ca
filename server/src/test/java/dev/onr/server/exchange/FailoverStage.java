package dev.onr.server.exchange;

import dev.onr.config.ConfigurationFiles;
import dev.onr.config.SourceFile;
import dev.onr.config.plan.LoadMode;
import dev.onr.config.plan.PlanLoader;
import dev.onr.credential.KeyStore;
import dev.onr.models.ModelRoutes;
import dev.onr.pricing.PriceBook;
import dev.onr.server.Settings;
import dev.onr.server.Snapshot;
import dev.onr.server.account.Bookkeeping;
import dev.onr.server.exchange.RawClient.Answer;
import dev.onr.usage.estimate.EstimationSettings;
import dev.onr.usage.estimate.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A gateway in front of several providers, each an upstream on a socket of its own. */
final class FailoverStage implements AutoCloseable {
  private final Map<String, ScriptedUpstream> upstreams = new LinkedHashMap<>();
  private final Map<String, String> urls = new LinkedHashMap<>();
  private final Map<String, String> policies = new LinkedHashMap<>();
  private final Map<String, String> matches = new LinkedHashMap<>();
  private final Map<String, String> auth = new LinkedHashMap<>();
  private String settings = "";
  private String keys = "";
  private String models = "models: {m: {providers: [one, two], strategy: priority}}";
  TestGateway gateway;

  /** Adds a provider. */
  FailoverStage provider(String name, ScriptedUpstream.Script script) {
    ScriptedUpstream upstream = new ScriptedUpstream(script);
    upstreams.put(name, upstream);
    urls.put(name, upstream.url());
    return this;
  }

  /** Adds a provider to which there is no connection. */
  FailoverStage unreachable(String name) {
    urls.put(name, "http://127.0.0.1:1");
    return this;
  }

  /** Adds a provider at an upstream that somebody else runs. */
  FailoverStage provider(String name, String url) {
    urls.put(name, url);
    return this;
  }

  /** What a provider has instead of one match that passes everything on. */
  FailoverStage matches(String name, String text) {
    matches.put(name, text);
    return this;
  }

  /** What a provider's {@code defaults} say of keys instead of {@code auth_bearer}. */
  FailoverStage auth(String name, String statement) {
    auth.put(name, statement);
    return this;
  }

  /** Statements of a provider's {@code upstream_config}. */
  FailoverStage policy(String name, String statements) {
    policies.put(name, statements);
    return this;
  }

  /** Top-level lines of onr.yaml. */
  FailoverStage settings(String lines) {
    settings = lines;
    return this;
  }

  /** Replaces the keys of providers, one each. */
  FailoverStage keys(String providers) {
    keys = providers;
    return this;
  }

  /** Replaces models.yaml. */
  FailoverStage models(String text) {
    models = text;
    return this;
  }

  FailoverStage start() throws Exception {
    gateway = TestGateway.of(snapshot());
    return this;
  }

  /** The running gateway takes what was said since. */
  void reload() throws Exception {
    gateway.reload(snapshot());
  }

  /** The configuration as it is now. */
  Snapshot snapshot() throws Exception {
    StringBuilder conf = new StringBuilder();
    StringBuilder ownKeys = new StringBuilder("providers:\n");
    urls.forEach(
        (name, url) -> {
          conf.append(
              """
              provider "%s" {
                defaults {
                  upstream_config { base_url = "%s"; %s }
                  auth { %s }
                  metrics {
                    usage_extract custom;
                    usage_fact input token path="$.usage.prompt_tokens";
                    usage_fact input token path="$.usage.input_tokens" fallback=true;
                    usage_fact input token path="$.usageMetadata.promptTokenCount" fallback=true;
                    usage_fact input token path="$.response.usage.input_tokens" fallback=true;
                  }
                }
                %s
              }
              """
                  .formatted(
                      name,
                      url,
                      policies.getOrDefault(name, ""),
                      auth.getOrDefault(name, "auth_bearer;"),
                      matches.getOrDefault(name, "match {}")));
          ownKeys.append("  %s: {keys: [{name: main, value: sk-%s}]}\n".formatted(name, name));
        });
    return Snapshot.of(
        Settings.load(
            new SourceFile(
                "onr.yaml",
                "auth: {api_key: master}\nserver: {listen: \"127.0.0.1:0\", workers: 1}\n"
                    + settings),
            Map.of()),
        new PlanLoader(ConfigurationFiles.inMemory(Map.of("merged.conf", conf.toString())))
            .load(Path.of("merged.conf"), LoadMode.STRICT, Optional.empty())
            .plan(),
        KeyStore.load(
            new SourceFile("keys.yaml", keys.isEmpty() ? ownKeys.toString() : keys), Map.of()),
        ModelRoutes.load(new SourceFile("models.yaml", models)),
        Bookkeeping.of(EstimationSettings.DEFAULTS, new Tokenizer(), PriceBook.EMPTY));
  }

  /** One request with the operator's key. */
  Answer send(String path, String body) throws Exception {
    try (RawClient client = gateway.client()) {
      return client.send(request(path, body)).answer();
    }
  }

  Answer chat() throws Exception {
    return send("/v1/chat/completions", "{\"model\":\"m\"}");
  }

  static String request(String path, String body) {
    return TestGateway.post(path, body).replace(TestGateway.TOKEN, "master");
  }

  /** What a provider was asked so far. */
  List<ScriptedUpstream.Request> asked(String provider) {
    ScriptedUpstream upstream = upstreams.get(provider);
    return upstream == null ? List.of() : List.copyOf(upstream.requests);
  }

  /** The keys with which a provider was asked, in order. */
  List<String> keysOf(String provider) {
    return asked(provider).stream()
        .map(request -> request.header("authorization").getFirst().replace("Bearer ", ""))
        .toList();
  }

  ExchangeRecord record() throws Exception {
    return gateway.record();
  }

  @Override
  public void close() throws Exception {
    List<AutoCloseable> all = new ArrayList<>();
    if (gateway != null) {
      all.add(gateway);
    }
    all.addAll(upstreams.values());
    for (AutoCloseable each : all) {
      each.close();
    }
  }

  // What upstreams do
  // ------------------------------------------------------------------------------

  /** Answers every request with a whole JSON body. */
  static ScriptedUpstream.Script json(String body) {
    return answering(200, "", body);
  }

  /** Answers every request with a status, more header lines and a whole JSON body. */
  static ScriptedUpstream.Script answering(int status, String lines, String body) {
    return line -> {
      while (line.request() != null) {
        line.write(whole(status, lines, body));
      }
    };
  }

  static String whole(int status, String lines, String body) {
    return "HTTP/1.1 %d Whatever\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(status, lines, body.length(), body);
  }
}
