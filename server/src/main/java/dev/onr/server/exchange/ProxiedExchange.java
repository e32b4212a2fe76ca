package dev.onr.server.exchange;

import dev.onr.Api;
import dev.onr.config.plan.ProviderPlan;
import dev.onr.config.plan.Route;
import dev.onr.config.plan.Unavailable;
import dev.onr.credential.Caller;
import dev.onr.server.Settings;
import dev.onr.server.Snapshot;
import dev.onr.server.account.Account;
import dev.onr.server.http.Endpoint;
import dev.onr.server.http.GeminiPath;
import dev.onr.server.http.PathText;
import dev.onr.server.upstream.UpstreamCall;
import dev.onr.steps.ClientRequest;
import dev.onr.steps.RequestBody;
import dev.onr.steps.RequestRejected;
import dev.onr.steps.UpstreamRequest;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Collectors;

/** A request on its way through a provider: body, choice, attempt, answer, account. */
final class ProxiedExchange {
  /** Bodies beyond this are read and rewritten on a worker: they could hold the loop up. */
  private static final int LARGE_BODY = 256 * 1024;

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
    readBody()
        .compose(this::inspect)
        .compose(this::attempt)
        .compose(this::answer)
        .onComplete(this::end);
  }

  // Body -----------------------------------------------------------------------------------------

  private Future<byte[]> readBody() {
    String type = exchange.headers().text("Content-Type");
    boolean multipart = type.regionMatches(true, 0, "multipart/form-data", 0, 19);
    int limit = multipart ? limits.maxMultipartBytes() : limits.maxBodyBytes();
    return BodyReader.read(
        exchange.client(), exchange.loop().deadlines(), limit, limits.readTimeout().toMillis());
  }

  private Future<ClientRequest> inspect(byte[] bytes) {
    exchange.trace().bodyRead(bytes.length);
    return exchange
        .loop()
        .compute(bytes.length > LARGE_BODY, () -> clientRequest(body(bytes)))
        .onSuccess(request -> exchange.trace().inspected(request.stream(), request.model()));
  }

  private RequestBody body(byte[] bytes) {
    return gemini.isPresent()
        ? RequestBody.json(bytes)
        : RequestBody.inspect(
            bytes, exchange.headers().first("Content-Type"), api.allowsOpaqueBody());
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

  private Future<Attempt> attempt(ClientRequest request) {
    String header = exchange.headers().text("x-onr-provider");
    return attempt(request, Candidate.named(snapshot, caller, header, request.model()).iterator());
  }

  /** Tries the next candidate, and those behind it while nothing went to the client. */
  private Future<Attempt> attempt(ClientRequest request, Iterator<Candidate.Named> candidates) {
    Candidate.Named next = candidates.next();
    exchange.trace().chosen(next.provider(), next.source());
    Candidate candidate = next.withKey(snapshot, caller);
    Route route = route(candidate, request);
    return exchange
        .loop()
        .compute(
            request.body().bytes().length > LARGE_BODY,
            () -> route.request().apply(request, candidate.key(), ""))
        .compose(prepared -> send(candidate, route, request, prepared))
        .recover(
            cause ->
                candidates.hasNext() && !exchange.client().isGone()
                    ? attempt(request, candidates)
                    : Future.failedFuture(cause));
  }

  private Route route(Candidate candidate, ClientRequest request) {
    String provider = candidate.provider();
    ProviderPlan plan = snapshot.plan().providers().get(provider);
    if (plan == null) {
      throw new RequestRejected(400, "proxy_error", "provider not found: " + provider);
    }
    Route route =
        plan.route(api, request.stream()).orElseThrow(() -> notSupported(plan, request.stream()));
    if (!route.unavailable().isEmpty()) {
      Unavailable part = route.unavailable().getFirst();
      throw notAvailable(
          "provider " + provider + " needs " + part.directive() + " for " + api.apiName());
    }
    return route;
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

  private static RequestRejected notAvailable(String what) {
    return new RequestRejected(
        501, "not_available", what + ", which this version of onr can not do yet");
  }

  private Future<Attempt> send(
      Candidate candidate, Route route, ClientRequest request, UpstreamRequest prepared) {
    Downstream client = exchange.client();
    if (client.isGone()) {
      return Future.failedFuture(new ClientGone(Ending.CLIENT_GONE));
    }
    exchange.losses(prepared.losses());
    exchange.trace().prepared(candidate.key().name(), prepared.body().length);
    UpstreamCall call =
        exchange
            .loop()
            .upstream()
            .send(
                prepared,
                snapshot.settings().upstreamProxies().of(candidate.provider()),
                limits.connectTimeout().toMillis(),
                limits.writeTimeout().toMillis());
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
                    new Account(route.usage(), request, prepared)));
  }

  // Answer and end -------------------------------------------------------------------------------

  private Future<Void> answer(Attempt attempt) {
    exchange.trace().upstreamHead(attempt.head().statusCode());
    return new Answer(exchange, attempt).give();
  }

  private void end(AsyncResult<Void> result) {
    if (result.succeeded()) {
      exchange.completed();
    } else {
      exchange.failed(api.dialect(), result.cause());
    }
  }
}
