package dev.onr.server.exchange;

import dev.onr.Api;
import dev.onr.auth.TokenGrant;
import dev.onr.config.plan.ProviderPlan;
import dev.onr.config.plan.Route;
import dev.onr.config.plan.UpstreamPolicy;
import dev.onr.credential.Caller;
import dev.onr.credential.CredentialFile;
import dev.onr.credential.UpstreamKey;
import dev.onr.json.JsonLimits;
import dev.onr.server.Settings;
import dev.onr.server.Snapshot;
import dev.onr.server.channel.Channels;
import dev.onr.server.http.Endpoint;
import dev.onr.server.http.GeminiPath;
import dev.onr.server.http.PathText;
import dev.onr.server.upstream.ProxyChoice;
import dev.onr.server.upstream.UpstreamCall;
import dev.onr.steps.BedrockTarget;
import dev.onr.steps.ClientRequest;
import dev.onr.steps.RequestBody;
import dev.onr.steps.RequestRejected;
import dev.onr.steps.UpstreamRequest;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.stream.Collectors;

/** A request on its way through a provider: body, choice, attempt, answer, account. */
final class ProxiedExchange {
  private final Exchange exchange;
  private final Snapshot snapshot;
  private final Settings.Server limits;
  private final Caller caller;
  private final Api api;
  private final Optional<GeminiPath> gemini;

  private ProxiedExchange(Exchange exchange, Caller caller, Api api, Optional<GeminiPath> gemini) {
    this.exchange = exchange;
    this.snapshot = exchange.snapshot();
    this.limits = snapshot.settings().server();
    this.caller = caller;
    this.api = api;
    this.gemini = gemini;
    exchange.trace().api(api);
  }

  static void start(Exchange exchange, Endpoint.Proxied endpoint, Caller caller) {
    new ProxiedExchange(exchange, caller, endpoint.api(), Optional.empty()).run();
  }

  static void start(Exchange exchange, Endpoint.GeminiAction endpoint, Caller caller) {
    try {
      GeminiPath path = GeminiPath.parse(endpoint.rest());
      new ProxiedExchange(exchange, caller, path.api(), Optional.of(path)).run();
    } catch (RequestRejected e) {
      exchange.failed(endpoint.dialect(), e);
    }
  }

  static void start(Exchange exchange, Endpoint.GeminiOperation endpoint, Caller caller) {
    GeminiPath path = new GeminiPath(endpoint.model(), Api.GEMINI_GET_OPERATION, false);
    new ProxiedExchange(exchange, caller, path.api(), Optional.of(path)).run();
  }

  private void run() {
    readBody().compose(this::inspect).compose(this::attempt).onComplete(this::end);
  }

  // Body -----------------------------------------------------------------------------------------

  private Future<byte[]> readBody() {
    String type = exchange.headers().text("Content-Type");
    boolean multipart = type.regionMatches(true, 0, "multipart/form-data", 0, 19);
    int limit = multipart ? limits.maxMultipartBytes() : limits.maxBodyBytes();
    return BodyReader.read(
        exchange.client(), exchange.loop(), limit, limits.readTimeout().toMillis());
  }

  private Future<ClientRequest> inspect(byte[] bytes) {
    exchange.trace().bodyRead(bytes.length);
    String type = exchange.headers().text("Content-Type");
    exchange.dump().clientBody(bytes, type, exchange.client().declaredLength());
    return exchange
        .loop()
        .compute(bytes.length > Loop.LARGE_BODY, () -> clientRequest(body(bytes)))
        .onSuccess(request -> exchange.trace().inspected(request.stream(), request.model()));
  }

  private RequestBody body(byte[] bytes) {
    JsonLimits json = snapshot.settings().limits().json();
    return gemini.isPresent()
        ? RequestBody.json(bytes, json)
        : RequestBody.inspect(
            bytes, exchange.headers().first("Content-Type"), api.allowsOpaqueBody(), json);
  }

  private ClientRequest clientRequest(RequestBody body) {
    HttpServerRequest request = exchange.client().request();
    boolean stream = gemini.map(GeminiPath::stream).orElse(body.stream());
    String query = request.query() == null ? "" : request.query();
    return new ClientRequest(
        api,
        stream,
        caller.model().orElse(gemini.map(GeminiPath::model).orElse(body.model())),
        caller.model().isPresent(),
        request.method().name(),
        PathText.raw(request),
        gemini.isPresent() && stream ? GeminiPath.withEventStream(query) : query,
        exchange.headers(),
        body);
  }

  // Choice and attempts --------------------------------------------------------------------------

  private Future<Void> attempt(ClientRequest request) {
    String header = exchange.headers().text("x-onr-provider");
    Channels channels = exchange.loop().channels();
    Choice choice = Choice.of(snapshot, channels, caller, header, request.model());
    Candidates candidates = new Candidates(snapshot, channels, caller, choice.providers());
    return new Attempts(exchange, candidates, choice.retries(), new Way(request)).run();
  }

  /** Every attempt starts from the client's own request. */
  private final class Way implements Attempts.Way {
    private final ClientRequest request;

    Way(ClientRequest request) {
      this.request = request;
    }

    @Override
    public Route route(Candidate candidate) {
      return ProxiedExchange.this.route(candidate, request);
    }

    @Override
    public Future<Attempt> ask(Candidate candidate, Route route, Attempts attempts) {
      ClientRequest asked =
          candidate.model().isEmpty() ? request : request.withModel(candidate.model());
      return credential(candidate.key())
          .compose(file -> prepare(candidate, route, asked, file, attempts));
    }
  }

  private Future<Optional<CredentialFile>> credential(UpstreamKey key) {
    Loop loop = exchange.loop();
    return key.credentialFile().isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : loop.credentials()
            .credentialFiles()
            .read(key.credentialFile(), loop.context())
            .map(Optional::of);
  }

  private Future<Attempt> prepare(
      Candidate candidate,
      Route route,
      ClientRequest request,
      Optional<CredentialFile> file,
      Attempts attempts) {
    String project = file.map(CredentialFile::projectId).orElse("");
    return exchange
        .loop()
        .compute(
            request.body().bytes().length > Loop.LARGE_BODY,
            () -> prepare(candidate, route, request, project))
        .compose(
            prepared ->
                route.auth().oauth().isEmpty()
                    ? send(candidate, route, request, prepared, attempts)
                    : authorize(
                        candidate,
                        route,
                        request,
                        prepared,
                        TokenGrant.of(route.auth().oauth().get(), prepared.variables(), file),
                        attempts));
  }

  private Future<Attempt> authorize(
      Candidate candidate,
      Route route,
      ClientRequest request,
      UpstreamRequest prepared,
      TokenGrant grant,
      Attempts attempts) {
    return new AccessTokenUse(exchange, candidate, grant, proxies(candidate))
        .send(
            token ->
                send(
                    candidate,
                    route,
                    request,
                    route.request().authorize(request, prepared, token.value()),
                    attempts));
  }

  private UpstreamRequest prepare(
      Candidate candidate, Route route, ClientRequest request, String project) {
    UpstreamRequest prepared = route.request().apply(request, candidate.key(), project);
    Optional<BedrockTarget> bedrock = route.request().target().bedrock();
    // Last of all: a signature holds for these headers and this body only.
    bedrock.ifPresent(
        aws -> aws.sign(prepared, candidate.key(), exchange.loop().clock().instant()));
    return prepared;
  }

  private ProxyChoice proxies(Candidate candidate) {
    return snapshot.settings().upstreamProxies().of(candidate.provider());
  }

  private Route route(Candidate candidate, ClientRequest request) {
    String provider = candidate.provider();
    ProviderPlan plan = snapshot.plan().providers().get(provider);
    if (plan == null) {
      throw new RequestRejected(400, "proxy_error", "provider not found: " + provider);
    }
    return plan.route(api, request.stream())
        .orElseThrow(() -> notSupported(plan, request.stream()));
  }

  private RequestRejected notSupported(ProviderPlan plan, boolean stream) {
    String has = plan.apis().stream().map(Api::apiName).collect(Collectors.joining(", "));
    return new RequestRejected(
        400,
        "api_not_supported",
        "provider "
            + plan.name()
            + " does not serve "
            + api.apiName()
            + " (stream="
            + stream
            + "); it serves: "
            + has);
  }

  private Future<Attempt> send(
      Candidate candidate,
      Route route,
      ClientRequest request,
      UpstreamRequest prepared,
      Attempts attempts) {
    Downstream client = exchange.client();
    if (client.isGone()) {
      return Future.failedFuture(new ClientGone(Ending.CLIENT_GONE));
    }
    exchange.losses(prepared.losses());
    exchange.trace().prepared(candidate.key().name(), prepared.body().length);
    prepared.headers().set(Hops.HEADER, Hops.next(exchange.headers()));
    exchange.dump().upstreamRequest(prepared);
    UpstreamPolicy policy = route.policy();
    UpstreamCall call =
        exchange
            .loop()
            .upstream()
            .send(
                prepared,
                proxies(candidate),
                policy.connectTimeout().orElse(limits.connectTimeout()).toMillis(),
                policy.responseTimeout().orElse(limits.writeTimeout()).toMillis());
    attempts.calling(call);
    client.whenGone(
        () -> {
          if (!exchange.departure().readOn(route.drain(), call::abandon)) {
            call.abandon();
          }
        });
    return call.head()
        .map(
            head ->
                new Attempt(
                    request,
                    route,
                    prepared,
                    call,
                    head,
                    snapshot
                        .books()
                        .open(
                            route.usage(),
                            candidate.provider(),
                            candidate.key().name(),
                            request,
                            prepared)));
  }

  // End ------------------------------------------------------------------------------------------

  private void end(AsyncResult<Void> result) {
    if (result.succeeded()) {
      exchange.completed();
    } else {
      exchange.failed(api.dialect(), result.cause());
    }
  }
}
