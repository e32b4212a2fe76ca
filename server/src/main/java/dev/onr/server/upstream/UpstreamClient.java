package dev.onr.server.upstream;

import dev.onr.steps.UpstreamRequest;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;

/**
 * Sends requests to upstreams over kept connections. One per event loop: a client shared between
 * loops would hand a request a connection of another loop, and each byte would change threads.
 *
 * <p>Redirects are not followed, bodies are not decoded, and nothing is added to a request but what
 * its connection needs.
 */
public final class UpstreamClient {
  private static final AttributeKey<Boolean> USED = AttributeKey.valueOf("onr.used");

  private final Deadlines deadlines;
  private final HttpClient pooled;
  private final HttpClient unpooled;

  /**
   * @param vertx must be called on the loop that this client belongs to
   * @param deadlines the waits of the loop
   * @param connectionsPerHost how many connections to one host this loop may hold
   * @param keepAlive how long an unused connection is kept
   * @param connectTimeout how long the system may try to connect
   */
  public UpstreamClient(
      Vertx vertx,
      Deadlines deadlines,
      int connectionsPerHost,
      Duration keepAlive,
      Duration connectTimeout) {
    this.deadlines = deadlines;
    this.pooled = client(vertx, true, connectionsPerHost, keepAlive, connectTimeout);
    this.unpooled = client(vertx, false, connectionsPerHost, keepAlive, connectTimeout);
  }

  private static HttpClient client(
      Vertx vertx, boolean kept, int connectionsPerHost, Duration keepAlive, Duration timeout) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setKeepAlive(kept)
            .setKeepAliveTimeout(Math.toIntExact(Math.max(1, keepAlive.toSeconds())))
            .setConnectTimeout(Math.toIntExact(timeout.toMillis()))
            .setTcpNoDelay(true)
            .setDecompressionSupported(false)
            .setVerifyHost(true)
            .setMaxHeaderSize(256 * 1024)
            .setMaxInitialLineLength(64 * 1024)
            .setMaxChunkSize(64 * 1024);
    return vertx
        .httpClientBuilder()
        .with(options)
        .with(
            new PoolOptions()
                .setHttp1MaxSize(connectionsPerHost)
                .setEventLoopSize(0)
                .setCleanerPeriod(1000))
        .withConnectHandler(UpstreamClient::prepare)
        .build();
  }

  private static void prepare(HttpConnection connection) {
    // Whoever waits for an answer learns of the break; without a handler Vert.x logs it as an
    // error.
    connection.exceptionHandler(ignored -> {});
    channel(connection)
        .pipeline()
        .addBefore("handler", "interimAnswerFilter", new InterimAnswerFilter());
  }

  private static Channel channel(HttpConnection connection) {
    return ((ConnectionBase) connection).channel();
  }

  /** Whether an earlier request used this connection; notes that one does now. */
  static boolean markUsed(HttpConnection connection) {
    return channel(connection).attr(USED).getAndSet(true) != null;
  }

  HttpClient pooled() {
    return pooled;
  }

  HttpClient unpooled() {
    return unpooled;
  }

  Deadlines deadlines() {
    return deadlines;
  }

  /**
   * Sends a request.
   *
   * @param connectMillis how long to wait for a connection, a free place in the pool included
   * @param headMillis how long to wait for the head of the answer once connected
   * @return the call; its failures are {@link UpstreamFailure}s
   */
  public UpstreamCall send(UpstreamRequest request, long connectMillis, long headMillis) {
    return new UpstreamCall(this, request, connectMillis, headMillis).start();
  }

  /** Closes all connections. */
  public Future<Void> close() {
    return Future.join(pooled.close(), unpooled.close()).mapEmpty();
  }
}
