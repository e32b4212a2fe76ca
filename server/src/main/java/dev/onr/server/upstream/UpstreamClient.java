package dev.onr.server.upstream;

import dev.onr.server.AddressPolicy;
import dev.onr.server.Settings;
import dev.onr.server.UpstreamProxy;
import dev.onr.steps.UpstreamRequest;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.util.AttributeKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.TrustOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sends requests to upstreams over kept connections. One per event loop: a client shared between
 * loops would hand a request a connection of another loop, and each byte would change threads.
 *
 * <p>Redirects are not followed, bodies are not decoded, and nothing is added to a request but what
 * its connection needs.
 */
public final class UpstreamClient {
  private static final AttributeKey<Boolean> USED = AttributeKey.valueOf("onr.used");

  /**
   * How many connections to one host carry HTTP/2. One would do for the streams that upstreams
   * allow on it; some allow few.
   */
  private static final int HTTP2_CONNECTIONS = 32;

  /** So large that one client that reads slowly does not hold up the others on its connection. */
  private static final int HTTP2_CONNECTION_WINDOW = 16 << 20;

  /** How long Vert.x lets TLS and proxies take; a shorter wait is ended by the call itself. */
  private static final long HANDSHAKE_MILLIS = 10_000;

  private final Deadlines deadlines;
  private final AddressCheck addresses;
  private final Optional<TrustOptions> trust;
  private final Vertx vertx;
  private final Settings.Upstream settings;
  private final long standardMillis;
  private final Connections standard;
  private final Map<Long, Connections> patient = new HashMap<>();

  /** Connections that the system tries to make for one length of time. */
  private record Connections(HttpClient pooled, HttpClient unpooled) {
    Future<Void> close() {
      return Future.join(pooled.close(), unpooled.close()).mapEmpty();
    }
  }

  /**
   * @param vertx must be called on the loop that this client belongs to
   * @param deadlines the waits of the loop
   * @param settings what connections are like
   * @param connectTimeout how long connecting takes at most, unless a request gives it more time
   * @param policies gives the policy of the moment for addresses of upstreams
   */
  public UpstreamClient(
      Vertx vertx,
      Deadlines deadlines,
      Settings.Upstream settings,
      Duration connectTimeout,
      Supplier<AddressPolicy> policies) {
    this.deadlines = deadlines;
    this.addresses = new AddressCheck(vertx, policies);
    this.trust = settings.authorities().options();
    this.vertx = vertx;
    this.settings = settings;
    this.standardMillis = connectTimeout.toMillis();
    this.standard = connections(standardMillis);
  }

  /**
   * Where a call waits no longer than others, its own deadline ends the wait. Where it waits
   * longer, the system has to try longer too, which Vert.x lets whole clients say only; there are
   * as many of these as the configuration has such times.
   */
  private Connections within(long connectMillis) {
    return connectMillis <= standardMillis
        ? standard
        : patient.computeIfAbsent(connectMillis, this::connections);
  }

  private Connections connections(long connectMillis) {
    return new Connections(client(true, connectMillis), client(false, connectMillis));
  }

  private HttpClient client(boolean kept, long connectMillis) {
    int keepAlive = Math.toIntExact(Math.max(1, settings.keepalive().toSeconds()));
    HttpClientOptions options =
        new HttpClientOptions()
            .setKeepAlive(kept)
            .setKeepAliveTimeout(keepAlive)
            .setHttp2KeepAliveTimeout(keepAlive)
            .setHttp2ConnectionWindowSize(HTTP2_CONNECTION_WINDOW)
            .setProtocolVersion(settings.http2() ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
            .setUseAlpn(settings.http2())
            .setConnectTimeout(Math.toIntExact(connectMillis))
            .setSslHandshakeTimeout(Math.max(HANDSHAKE_MILLIS, connectMillis))
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setTcpNoDelay(true)
            .setDecompressionSupported(false)
            .setVerifyHost(true)
            .setMaxHeaderSize(256 * 1024)
            .setMaxInitialLineLength(64 * 1024)
            .setMaxChunkSize(64 * 1024);
    trust.ifPresent(options::setTrustOptions);
    return vertx
        .httpClientBuilder()
        .with(options)
        .with(
            new PoolOptions()
                .setHttp1MaxSize(settings.maxConnectionsPerHost())
                .setHttp2MaxSize(HTTP2_CONNECTIONS)
                .setEventLoopSize(0)
                .setCleanerPeriod(1000))
        .withConnectHandler(UpstreamClient::prepare)
        .build();
  }

  private static void prepare(HttpConnection connection) {
    // Whoever waits for an answer learns of the break; without a handler Vert.x logs it as an
    // error.
    connection.exceptionHandler(ignored -> {});
    Slices.boundReads(channel(connection));
    ChannelPipeline pipeline = channel(connection).pipeline();
    if (pipeline.get(HttpClientCodec.class) != null) {
      pipeline.addBefore("handler", "interimAnswerFilter", new InterimAnswerFilter());
    }
  }

  static Channel channel(HttpConnection connection) {
    return ((ConnectionBase) connection).channel();
  }

  /** Whether an earlier request used this connection; notes that one does now. */
  static boolean markUsed(HttpConnection connection) {
    return channel(connection).attr(USED).getAndSet(true) != null;
  }

  /** Keeps connections, and takes this long to make one. */
  HttpClient pooled(long connectMillis) {
    return within(connectMillis).pooled;
  }

  /** Makes a connection for each request, and takes this long for it. */
  HttpClient unpooled(long connectMillis) {
    return within(connectMillis).unpooled;
  }

  AddressCheck addresses() {
    return addresses;
  }

  /** A proxy in the words of Vert.x. SOCKS5 proxies get names, and look them up themselves. */
  ProxyOptions options(UpstreamProxy proxy, long connectMillis) {
    ProxyOptions options =
        new ProxyOptions()
            .setConnectTimeout(Duration.ofMillis(Math.max(HANDSHAKE_MILLIS, connectMillis)))
            .setHost(proxy.host())
            .setPort(proxy.port())
            .setType(
                switch (proxy.kind()) {
                  case HTTP -> ProxyType.HTTP;
                  case HTTPS -> ProxyType.HTTPS;
                  case SOCKS5 -> ProxyType.SOCKS5;
                });
    if (!proxy.user().isEmpty()) {
      options.setUsername(proxy.user()).setPassword(proxy.password().reveal());
    }
    if (proxy.kind() == UpstreamProxy.Kind.HTTPS) {
      ClientSSLOptions tls = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
      trust.ifPresent(tls::setTrustOptions);
      options.setSslOptions(tls);
    }
    return options;
  }

  Deadlines deadlines() {
    return deadlines;
  }

  /**
   * Sends a request.
   *
   * @param proxies which proxy leads to its target
   * @param connectMillis how long to wait for a connection, a free place in the pool included
   * @param headMillis how long to wait for the head of the answer once connected
   * @return the call; its failures are {@link UpstreamFailure}s
   */
  public UpstreamCall send(
      UpstreamRequest request, ProxyChoice proxies, long connectMillis, long headMillis) {
    return new UpstreamCall(this, request, proxies, connectMillis, headMillis).start();
  }

  /** Closes all connections. */
  public Future<Void> close() {
    List<Future<Void>> closing = new ArrayList<>();
    closing.add(standard.close());
    patient.values().forEach(each -> closing.add(each.close()));
    return Future.join(closing).mapEmpty();
  }
}
