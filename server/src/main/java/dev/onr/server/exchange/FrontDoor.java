package dev.onr.server.exchange;

import dev.onr.credential.Caller;
import dev.onr.server.Snapshot;
import dev.onr.server.http.Endpoint;
import dev.onr.server.http.Endpoints;
import dev.onr.server.http.Entrance;
import dev.onr.server.http.ErrorEnvelope;
import dev.onr.server.http.Listings;
import dev.onr.server.http.PathText;
import dev.onr.steps.RequestRejected;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Takes each request that comes to one loop at one listener: where does it want to go, and may it?
 */
public final class FrontDoor {
  private static final String TEXT = "text/plain";
  private static final String BAD_REQUEST = "400 bad request";
  private static final String JSON = ErrorEnvelope.CONTENT_TYPE;
  private static final Pattern PLAIN_PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]+)+/?");

  private final Entrance entrance;
  private final Loop loop;
  private final Supplier<Snapshot> snapshots;
  private final long startedAt;

  /**
   * @param entrance the listener
   * @param snapshots gives the configuration of the moment
   * @param startedAt when the gateway started, in seconds since 1970
   */
  public FrontDoor(Entrance entrance, Loop loop, Supplier<Snapshot> snapshots, long startedAt) {
    this.entrance = entrance;
    this.loop = loop;
    this.snapshots = snapshots;
    this.startedAt = startedAt;
  }

  /** Takes a request. */
  public void enter(HttpServerRequest request) {
    Snapshot snapshot = snapshots.get();
    String path = PathText.decode(PathText.raw(request));
    Endpoint endpoint = Endpoints.find(entrance, request.method().name(), path);
    Exchange exchange = new Exchange(loop, snapshot, request, path);
    if (isMalformed(request)) {
      exchange.answer(400, TEXT, BAD_REQUEST);
      return;
    }
    try {
      authenticate(exchange, endpoint);
    } catch (RuntimeException e) {
      exchange.failed(endpoint.dialect(), e);
    }
  }

  /** What Netty lets through and others could read in another way (RFC 9112 §3, RFC 9110 §5.1). */
  private static boolean isMalformed(HttpServerRequest request) {
    return request.headers().contains("") || hasBlankOrControl(request.uri());
  }

  private static boolean hasBlankOrControl(String uri) {
    for (int i = 0; i < uri.length(); i++) {
      char each = uri.charAt(i);
      if (each <= ' ' || each == 0x7f) {
        return true;
      }
    }
    return false;
  }

  private void authenticate(Exchange exchange, Endpoint endpoint) {
    if (!endpoint.secured()) {
      admit(exchange, endpoint, Caller.PLAIN);
      return;
    }
    Optional<Caller> caller =
        exchange.snapshot().authenticator().authenticate(credential(exchange.headers()));
    if (caller.isEmpty()) {
      exchange.failed(
          endpoint.dialect(), new RequestRejected(401, "invalid_api_key", "unauthorized"));
    } else if (isForOperator(endpoint) && !isOperator(exchange)) {
      exchange.failed(
          endpoint.dialect(),
          new RequestRejected(403, "operator_key_required", "this needs the key auth.api_key"));
    } else {
      admit(exchange, endpoint, caller.get());
    }
  }

  /** How providers do tells much of the operator's affairs: an access key does not open it. */
  private boolean isForOperator(Endpoint endpoint) {
    return entrance == Entrance.OPERATOR || endpoint instanceof Endpoint.Upstreams;
  }

  private static boolean isOperator(Exchange exchange) {
    return exchange.snapshot().authenticator().isOperator(credential(exchange.headers()));
  }

  /** The first of the three headers that holds a credential; empty where none does. */
  private static String credential(ClientHeaders headers) {
    String authorization = headers.text("Authorization");
    if (authorization.startsWith("Bearer ")) {
      String bearer = authorization.substring("Bearer ".length()).strip();
      if (!bearer.isEmpty()) {
        return bearer;
      }
    }
    String apiKey = headers.text("x-api-key");
    return apiKey.isEmpty() ? headers.text("x-goog-api-key") : apiKey;
  }

  private void admit(Exchange exchange, Endpoint endpoint, Caller caller) {
    Snapshot snapshot = exchange.snapshot();
    switch (endpoint) {
      case Endpoint.Proxied proxied ->
          proxy(exchange, endpoint, () -> ProxiedExchange.start(exchange, proxied, caller));
      case Endpoint.GeminiAction action ->
          proxy(exchange, endpoint, () -> ProxiedExchange.start(exchange, action, caller));
      case Endpoint.GeminiOperation operation ->
          proxy(exchange, endpoint, () -> ProxiedExchange.start(exchange, operation, caller));
      case Endpoint.Health() -> exchange.answer(200, JSON, "{\"ok\":true}");
      case Endpoint.Providers() ->
          exchange.answer(200, JSON, Listings.providers(snapshot.plan().providers().keySet()));
      case Endpoint.Upstreams() ->
          exchange.answer(200, JSON, UpstreamListing.of(snapshot.keys(), loop.channels()));
      case Endpoint.OpenAiModels() ->
          exchange.answer(200, JSON, Listings.openAi(snapshot.models().models(), startedAt));
      case Endpoint.GeminiModels() ->
          exchange.answer(200, JSON, Listings.gemini(snapshot.models().models()));
      case Endpoint.Redirect(String path) -> redirect(exchange, path);
      case Endpoint.Unknown() -> exchange.answer(404, TEXT, "404 page not found");
    }
  }

  private static void proxy(Exchange exchange, Endpoint endpoint, Runnable start) {
    PlainBody.check(exchange.headers(), endpoint);
    Hops.check(exchange.headers(), exchange.snapshot().settings().limits());
    Turn.take(exchange, endpoint.dialect(), start);
  }

  private static void redirect(Exchange exchange, String path) {
    HttpServerRequest request = exchange.client().request();
    String prefix = exchange.headers().text("X-Forwarded-Prefix");
    String base = PLAIN_PREFIX.matcher(prefix).matches() ? prefix.replaceAll("/$", "") : "";
    String query = request.query() == null ? "" : "?" + request.query();
    request.response().putHeader(HttpHeaders.LOCATION, base + path + query);
    exchange.answer(request.method().name().equals("GET") ? 301 : 307, TEXT, "");
  }

  /** Takes what the HTTP decoder could not read; Vert.x closes the connection afterwards. */
  public void refuse(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    boolean tooLong =
        cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException;
    Exchange exchange =
        new Exchange(loop, snapshots.get(), request, PathText.decode(PathText.raw(request)));
    if (tooLong) {
      exchange.answer(431, TEXT, "431 request header fields too large");
    } else {
      exchange.answer(400, TEXT, BAD_REQUEST);
    }
  }
}
