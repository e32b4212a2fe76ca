package dev.onr.server;

import dev.onr.server.channel.Channels;
import dev.onr.server.exchange.Admission;
import dev.onr.server.exchange.Drains;
import dev.onr.server.exchange.ExchangeLog;
import dev.onr.server.exchange.FrontDoor;
import dev.onr.server.exchange.Loop;
import dev.onr.server.http.ConnectionGuard;
import dev.onr.server.http.ConnectionLimit;
import dev.onr.server.http.Entrance;
import dev.onr.server.http.RequestIds;
import dev.onr.server.tls.TlsIdentity;
import dev.onr.server.upstream.Credentials;
import dev.onr.server.upstream.Deadlines;
import dev.onr.server.upstream.Slices;
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
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
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
  private final ConnectionLimit adminConnections;
  private final Drains drains;
  private @Nullable HttpServer server;
  private @Nullable HttpServer adminServer;
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
      ConnectionLimit adminConnections,
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
    this.adminConnections = adminConnections;
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
    Optional<ListenAddress> forOperator = settings.adminListen();
    Entrance entrance = forOperator.isPresent() ? Entrance.CLIENTS : Entrance.ONLY;
    HttpServer forClients = server(entrance, loop, connections);
    server = forClients;
    Future<?> bound =
        bind(forClients, settings.server().listen(), 1, "server.listen or ONR_LISTEN");
    if (forOperator.isEmpty()) {
      return bound;
    }
    HttpServer admin = server(Entrance.OPERATOR, loop, adminConnections);
    adminServer = admin;
    return bound.compose(ignored -> bind(admin, forOperator.get(), 2, "admin.listen"));
  }

  private HttpServer server(Entrance entrance, Loop loop, ConnectionLimit limit) {
    Settings settings = snapshots.get().settings();
    FrontDoor door = new FrontDoor(entrance, loop, snapshots, clock.instant().getEpochSecond());
    return vertx
        .createHttpServer(options(settings.server().tls(), settings.limits().maxHeaderBytes()))
        .connectionHandler(connection -> guard(connection, loop.deadlines(), limit))
        .requestHandler(door::enter)
        .invalidRequestHandler(door::refuse);
  }

  /**
   * All loops share one listener, so they also have to agree on a port that the system chooses.
   *
   * @param listener a number that only this listener has
   * @param setting where the address comes from
   */
  private static Future<HttpServer> bind(
      HttpServer server, ListenAddress listen, int listener, String setting) {
    String host = listen.host().isEmpty() ? "::" : listen.host();
    SocketAddress address =
        listen.port() == 0
            ? SocketAddress.sharedRandomPort(listener, host)
            : SocketAddress.inetSocketAddress(listen.port(), host);
    return server
        .listen(address)
        .recover(cause -> Future.failedFuture(new ListenFailure(setting, listen, cause)));
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

  private void guard(HttpConnection connection, Deadlines deadlines, ConnectionLimit open) {
    Settings settings = snapshots.get().settings();
    Channel channel = ((ConnectionBase) connection).channel();
    int most = settings.limits().maxConnections();
    if (!open.admits(channel, most, !connection.isSsl())) {
      return;
    }
    Settings.Server limits = settings.server();
    // Clients that vanish are their exchange's business; Vert.x would log each as an error.
    connection.exceptionHandler(ignored -> {});
    Slices.boundReads(channel);
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
    return all(each -> each.updateSSLOptions(options));
  }

  int port() {
    return server == null ? -1 : server.actualPort();
  }

  OptionalInt adminPort() {
    return adminServer == null ? OptionalInt.empty() : OptionalInt.of(adminServer.actualPort());
  }

  Future<Void> drain(Duration bound) {
    return all(each -> each.shutdown(bound.toMillis(), TimeUnit.MILLISECONDS));
  }

  private Future<Void> all(Function<HttpServer, Future<?>> action) {
    return Future.join(Stream.of(server, adminServer).filter(Objects::nonNull).map(action).toList())
        .mapEmpty();
  }

  @Override
  public Future<?> stop() {
    return upstream == null ? Future.succeededFuture() : upstream.close();
  }
}
