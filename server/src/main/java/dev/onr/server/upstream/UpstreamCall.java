package dev.onr.server.upstream;

import dev.onr.server.UpstreamProxy;
import dev.onr.server.upstream.Deadlines.Deadline;
import dev.onr.server.upstream.UpstreamFailure.Kind;
import dev.onr.steps.RequestRejected;
import dev.onr.steps.UpstreamRequest;
import io.netty.buffer.Unpooled;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One request to an upstream: connect, send, wait for the head of the answer. Lives on one loop.
 *
 * <p>A kept connection may have been closed by its other end just as it was picked. Such a call is
 * made once more, over a new connection, if nothing of an answer was seen and the break came so
 * soon after sending that the upstream can't have worked on the request ({@link #STALE_NANOS}).
 */
public final class UpstreamCall {
  /** A stale connection shows within a round trip; a later break means that work was lost. */
  private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final Pattern PROXY_STATUS = Pattern.compile("tatus: (\\w+(?:\\(\\d+\\))?)");

  private final UpstreamClient client;
  private final UpstreamRequest request;
  private final ProxyChoice proxies;
  private final long connectMillis;
  private final long headMillis;
  private final Promise<HttpClientResponse> head = Promise.promise();
  private @Nullable UpstreamAddress address;
  private @Nullable UpstreamProxy proxy;
  private @Nullable Deadline deadline;
  private @Nullable HttpClientRequest sent;
  private boolean cancelled;
  private boolean connected;
  private long sentNanos;

  UpstreamCall(
      UpstreamClient client,
      UpstreamRequest request,
      ProxyChoice proxies,
      long connectMillis,
      long headMillis) {
    this.client = client;
    this.request = request;
    this.proxies = proxies;
    this.connectMillis = connectMillis;
    this.headMillis = headMillis;
  }

  UpstreamCall start() {
    try {
      UpstreamAddress target = UpstreamAddress.parse(request.url());
      address = target;
      proxy = proxies.proxyFor(target.ssl(), target.host(), target.port()).orElse(null);
      deadline = client.deadlines().start(connectMillis, this::expired);
      connect(client.pooled(connectMillis), target, true);
    } catch (UpstreamFailure e) {
      head.tryFail(e);
    }
    return this;
  }

  /**
   * The head of the answer; its handlers must be set in the same turn of the loop. Fails with an
   * {@link UpstreamFailure}, or a {@link RequestRejected} where a header can't be sent.
   */
  public Future<HttpClientResponse> head() {
    return head.future();
  }

  /** Host and port for messages. */
  public String host() {
    return address == null ? "the upstream" : address.display();
  }

  /**
   * Ends the call, whatever state it is in. A connection on which an answer is outstanding is
   * closed: that is how an HTTP/1.1 upstream learns that nobody waits any more.
   */
  public void cancel() {
    if (cancelled) {
      return;
    }
    cancelled = true;
    stopWaiting();
    if (sent != null) {
      sent.reset();
    }
  }

  /** Cancels a call whose client left before any answer came; its head fails as well. */
  public void abandon() {
    cancel();
    head.tryFail(new UpstreamFailure(Kind.UNREACHABLE, "the client left"));
  }

  private void connect(HttpClient via, UpstreamAddress target, boolean first) {
    RequestOptions options;
    try {
      options = options(target);
    } catch (IllegalArgumentException e) {
      // Vert.x refuses header names and values that would break the framing, for example a model
      // name with a line feed in a header.
      stopWaiting();
      head.tryFail(
          new RequestRejected(
              400, "request_invalid_parameter", "a header made of this request is not valid"));
      return;
    }
    server(target)
        .compose(
            server -> {
              server.ifPresent(options::setServer);
              return via.request(options);
            })
        .onSuccess(ready -> send(ready, target, first))
        .onFailure(cause -> failed(cause, target));
  }

  /** The address to connect to, where it must not be any. With a proxy that is the proxy's. */
  private Future<Optional<SocketAddress>> server(UpstreamAddress target) {
    return client.addresses().concerns(target, proxy != null)
        ? client
            .addresses()
            .resolve(target)
            .map(server -> proxy == null ? Optional.of(server) : Optional.empty())
        : Future.succeededFuture(Optional.empty());
  }

  private RequestOptions options(UpstreamAddress target) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(request.method()))
            .setHost(target.host())
            .setPort(target.port())
            .setSsl(target.ssl())
            .setURI(target.uri())
            .setFollowRedirects(false);
    if (!target.ssl()) {
      // Without TLS there is nobody to negotiate another version with.
      options.setProtocolVersion(HttpVersion.HTTP_1_1);
    }
    if (proxy != null) {
      options.setProxyOptions(client.options(proxy, connectMillis));
    }
    request.headers().forEach((name, value) -> addHeader(options, name, value));
    if (request.headers().first("User-Agent") == null) {
      // Some providers turn requests without one away.
      options.putHeader(HttpHeaders.USER_AGENT, "onr");
    }
    if (!target.userInfo().isEmpty() && request.headers().first("Authorization") == null) {
      options.putHeader(
          HttpHeaders.AUTHORIZATION,
          "Basic "
              + Base64.getEncoder()
                  .encodeToString(target.userInfo().getBytes(StandardCharsets.UTF_8)));
    }
    return options;
  }

  /** The connection sets its own framing; what a configuration says of it does not count. */
  private static void addHeader(RequestOptions options, String name, String value) {
    switch (name.length()) {
      case 4, 7, 10, 14, 17 -> {
        if (name.equalsIgnoreCase("Host")
            || name.equalsIgnoreCase("Trailer")
            || name.equalsIgnoreCase("Connection")
            || name.equalsIgnoreCase("Content-Length")
            || name.equalsIgnoreCase("Transfer-Encoding")) {
          return;
        }
      }
      default -> {}
    }
    options.addHeader(name, value);
  }

  private void send(HttpClientRequest ready, UpstreamAddress target, boolean first) {
    // Its answer fails as well; Vert.x would log the break of a cancelled request as an error.
    ready.exceptionHandler(ignored -> {});
    if (cancelled || head.future().isComplete()) {
      ready.reset();
      return;
    }
    sent = ready;
    connected = true;
    boolean reused = UpstreamClient.markUsed(ready.connection());
    sentNanos = client.deadlines().nanoTime();
    if (deadline != null) {
      deadline.restart(headMillis);
    }
    write(ready)
        .onSuccess(response -> arrived(response, target))
        .onFailure(
            cause -> {
              if (first && reused && isStale(cause)) {
                connected = false;
                connect(client.unpooled(connectMillis), target, false);
              } else {
                failed(cause, target);
              }
            });
  }

  private Future<HttpClientResponse> write(HttpClientRequest ready) {
    try {
      if (request.body().length == 0 && request.method().equals("GET")) {
        return ready.send();
      }
      // Wrapped, not copied: nobody changes the body of a request.
      Buffer body = BufferInternal.buffer(Unpooled.wrappedBuffer(request.body()));
      return body.length() <= Slices.LARGE ? ready.send(body) : writeSlices(ready, body);
    } catch (RuntimeException e) {
      // Netty refuses a target that would break the request line.
      ready.reset();
      return Future.failedFuture(e);
    }
  }

  private static Future<HttpClientResponse> writeSlices(HttpClientRequest ready, Buffer body) {
    ready.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    Future<Void> written = Slices.write(UpstreamClient.channel(ready.connection()), ready, body);
    return ready.response().onSuccess(response -> endTogether(response, written, ready));
  }

  /** An upstream that has answered may not want the rest; its connection is of no more use then. */
  private static void endTogether(
      HttpClientResponse response, Future<Void> written, HttpClientRequest ready) {
    response
        .end()
        .onComplete(
            ignored -> {
              if (!written.isComplete()) {
                giveUp(ready);
              }
            });
  }

  private static void giveUp(HttpClientRequest ready) {
    if (ready.version() == HttpVersion.HTTP_2) {
      ready.reset();
    } else {
      // Vert.x resets no request whose answer has ended.
      var _ = UpstreamClient.channel(ready.connection()).close();
    }
  }

  private boolean isStale(Throwable cause) {
    return !cancelled
        && !head.future().isComplete()
        && isBrokenConnection(cause)
        && client.deadlines().nanoTime() - sentNanos < STALE_NANOS;
  }

  private static boolean isBrokenConnection(Throwable cause) {
    return cause instanceof HttpClosedException
        || (cause instanceof IOException && !(cause instanceof SSLException));
  }

  private void arrived(HttpClientResponse response, UpstreamAddress target) {
    stopWaiting();
    // A call may be cancelled before anybody looks at the answer; Vert.x would log that as an
    // error.
    response.exceptionHandler(ignored -> {});
    if (response.statusCode() == 407 && proxy != null) {
      fail(Kind.UNREACHABLE, notReached(target) + ": the proxy wants another login");
      cancel();
    } else if (response.statusCode() < 200) {
      fail(Kind.INVALID, target.display() + " wants to switch protocols, which nobody asked for");
      cancel();
    } else if (!cancelled) {
      head.tryComplete(response);
    }
  }

  private void failed(Throwable cause, UpstreamAddress target) {
    stopWaiting();
    String host = target.display();
    if (cause instanceof UpstreamFailure refused) {
      head.tryFail(refused);
    } else if (cause instanceof ConnectTimeoutException) {
      fail(Kind.CONNECT_TIMEOUT, notReached(target) + " in time");
    } else if (connected && isBrokenConnection(cause)) {
      fail(Kind.DROPPED, host + " closed the connection without an answer");
    } else if (connected) {
      fail(Kind.INVALID, host + " sent something that is not an HTTP answer");
    } else {
      fail(Kind.UNREACHABLE, notReached(target) + ": " + reason(cause));
    }
  }

  private String notReached(UpstreamAddress target) {
    String through = proxy == null ? "" : " through the proxy " + proxy.display();
    return "could not connect to " + target.display() + through;
  }

  /** Words for a cause, chosen here: library messages may carry URLs and addresses. */
  private static String reason(Throwable cause) {
    return switch (cause) {
      case ProxyConnectException e -> proxyReason(String.valueOf(e.getMessage()));
      case java.net.UnknownHostException e -> "its name can't be resolved";
      case java.net.ConnectException e -> "connection refused";
      case SSLException e -> "TLS handshake failed (" + tlsReason(e) + ")";
      case HttpClosedException e -> "the connection was closed";
      case IOException e -> "network error";
      default ->
          cause.getClass().getSimpleName().contains("PoolTooBusy")
              ? "too many requests wait for a connection"
              : cause.getClass().getSimpleName();
    };
  }

  /** Of Netty's message only the status is of use: the rest are addresses and what proxies say. */
  private static String proxyReason(String message) {
    Matcher status = PROXY_STATUS.matcher(message);
    return status.find()
        ? "the proxy answered " + status.group(1)
        : "the proxy did not answer as a proxy does";
  }

  private static String tlsReason(SSLException cause) {
    Throwable deepest = cause;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }

  private void expired() {
    fail(
        connected ? Kind.TIMEOUT : Kind.CONNECT_TIMEOUT,
        connected
            ? host() + " sent no answer within " + headMillis + " ms"
            : (address == null ? "could not connect" : notReached(address))
                + " within "
                + connectMillis
                + " ms");
    cancel();
  }

  private void fail(Kind kind, String message) {
    stopWaiting();
    head.tryFail(new UpstreamFailure(kind, message));
  }

  private void stopWaiting() {
    if (deadline != null) {
      deadline.stop();
      deadline = null;
    }
  }
}
