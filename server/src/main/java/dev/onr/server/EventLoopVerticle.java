package dev.onr.server;

import dev.onr.server.channel.Channels;
import dev.onr.server.exchange.Admission;
import dev.onr.server.exchange.Drains;
import dev.onr.server.exchange.ExchangeLog;
import dev.onr.server.exchange.FrontDoor;
import dev.onr.server.exchange.Loop;
import dev.onr.server.http.ConnectionGuard;
import dev.onr.server.http.ConnectionLimit;
import dev.onr.server.http.RequestIds;
import dev.onr.server.tls.TlsIdentity;
import dev.onr.server.upstream.Credentials;
import dev.onr.server.upstream.Deadlines;
import dev.onr.server.upstream.UpstreamClient;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One event loop of the gateway: its share of the connections, and its own upstream client. */
final class EventLoopVerticle extends VerticleBase {
  /** So large that an upload to which nobody listens yet does not hold up the others beside it. */
  private static final int HTTP2_CONNECTION_WINDOW = 1 << 20;

  /** Streams of answers are long, and clients do not queue behind the limit: they fail. */
  private static final int MAX_STREAMS_PER_CONNECTION = 1000;

  private final Supplier<Snapshot> snapshots;
  private final Credentials credentials;
  private final Channels channels;
  private final ExchangeLog log;
  private final Clock clock;
  private final RandomGenerator random;
  private final AtomicInteger inFlight;
  private final Admission admission;
  private final ConnectionLimit connections;
  private final Drains drains;
  private @Nullable HttpServer server;
  private @Nullable UpstreamClient upstream;

  EventLoopVerticle(
      Supplier<Snapshot> snapshots,
      Credentials credentials,
      Channels channels,
      ExchangeLog log,
      Clock clock,
      RandomGenerator random,
      AtomicInteger inFlight,
      Admission admission,
      ConnectionLimit connections,
      Drains drains) {
    this.snapshots = snapshots;
    this.credentials = credentials;
    this.channels = channels;
    this.log = log;
    this.clock = clock;
    this.random = random;
    this.inFlight = inFlight;
    this.admission = admission;
    this.connections = connections;
    this.drains = drains;
  }

  @Override
  public Future<?> start() {
    Settings settings = snapshots.get().settings();
    Deadlines deadlines = new Deadlines(vertx, System::nanoTime);
    UpstreamClient client =
        new UpstreamClient(
            vertx,
            deadlines,
            settings.upstream(),
            settings.server().connectTimeout(),
            () -> snapshots.get().settings().addressPolicy());
    upstream = client;
    Loop loop =
        new Loop(
            context,
            deadlines,
            client,
            credentials,
            channels,
            new RequestIds(clock, clock.getZone(), random),
            clock,
            log,
            inFlight,
            admission,
            drains);
    FrontDoor door = new FrontDoor(loop, snapshots, clock.instant().getEpochSecond());
    HttpServer listening =
        vertx
            .createHttpServer(options(settings.server().tls(), settings.limits().maxHeaderBytes()))
            .connectionHandler(connection -> guard(connection, deadlines))
            .requestHandler(door::enter)
            .invalidRequestHandler(door::refuse);
    server = listening;
    return listening.listen(address(settings.server().listen()));
  }

  /** All loops share one listener, so they also have to agree on a port that the system chooses. */
  private static SocketAddress address(ListenAddress listen) {
    String host = listen.host().isEmpty() ? "::" : listen.host();
    return listen.port() == 0
        ? SocketAddress.sharedRandomPort(1, host)
        : SocketAddress.inetSocketAddress(listen.port(), host);
  }

  /**
   * @param headBytes the most that a request's line and headers may have together
   */
  static HttpServerOptions options(Optional<TlsIdentity> tls, int headBytes) {
    HttpServerOptions options = plainOptions(headBytes);
    tls.ifPresent(
        identity ->
            options
                .setSsl(true)
                .setUseAlpn(true)
                .setHttp2ConnectionWindowSize(HTTP2_CONNECTION_WINDOW)
                .setInitialSettings(
                    new Http2Settings()
                        .setMaxConcurrentStreams(MAX_STREAMS_PER_CONNECTION)
                        .setMaxHeaderListSize(headBytes))
                .setKeyCertOptions(identity.options()));
    return options;
  }

  private static HttpServerOptions plainOptions(int headBytes) {
    return new HttpServerOptions()
        .setTcpNoDelay(true)
        .setAcceptBacklog(1024)
        .setHttp2ClearTextEnabled(false)
        // Nobody speaks WebSocket here; this keeps its handler out of every connection's way.
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        // Clients are invited to send their body when it is clear that somebody will read it.
        .setHandle100ContinueAutomatically(false)
        .setMaxInitialLineLength(headBytes)
        .setMaxHeaderSize(headBytes)
        .setMaxChunkSize(64 * 1024);
  }

  private void guard(HttpConnection connection, Deadlines deadlines) {
    Settings settings = snapshots.get().settings();
    Channel channel = ((ConnectionBase) connection).channel();
    int most = settings.limits().maxConnections();
    if (!connections.admits(channel, most, !connection.isSsl())) {
      return;
    }
    Settings.Server limits = settings.server();
    // Clients that vanish are their exchange's business; Vert.x would log each as an error.
    connection.exceptionHandler(ignored -> {});
    ConnectionGuard guard =
        new ConnectionGuard(
            deadlines,
            limits.idleTimeout().toMillis(),
            limits.readTimeout().toMillis(),
            !connection.isSsl(),
            connection::close);
    ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
    if (tls == null) {
      channel.pipeline().addFirst(guard);
    } else {
      // Behind TLS: the bytes of a head may have come together with the handshake's last.
      channel.pipeline().addAfter(tls.name(), null, guard);
    }
  }

  /** Shows another certificate to connections that come from now on. */
  Future<Void> show(TlsIdentity identity) {
    ServerSSLOptions options =
        new ServerSSLOptions().setUseAlpn(true).setKeyCertOptions(identity.options());
    return server == null ? Future.succeededFuture() : server.updateSSLOptions(options).mapEmpty();
  }

  int port() {
    return server == null ? -1 : server.actualPort();
  }

  Future<Void> drain(Duration bound) {
    return server == null
        ? Future.succeededFuture()
        : server.shutdown(bound.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public Future<?> stop() {
    return upstream == null ? Future.succeededFuture() : upstream.close();
  }
}
