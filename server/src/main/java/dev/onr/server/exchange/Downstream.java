package dev.onr.server.exchange;

import dev.onr.server.http.RequestIds;
import dev.onr.server.upstream.Deadlines;
import dev.onr.server.upstream.Slices;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/** The client's side of one exchange: its connection, and the answer being written. */
final class Downstream {
  /** An unread rest of a body up to this size is read away to keep the connection. */
  private static final long SMALL_REST = 64 * 1024;

  /** How long a client may go on sending a body that nobody wants before the connection closes. */
  private static final long LINGER_MILLIS = 2000;

  // Error codes of RFC 9113 §7.
  private static final long HTTP2_INTERNAL_ERROR = 2;
  private static final long HTTP2_CANCEL = 8;

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Deadlines deadlines;
  private final String requestId;
  private @Nullable Runnable whenGone;
  private boolean gone;
  private boolean continueSent;

  Downstream(HttpServerRequest request, String requestId, Deadlines deadlines) {
    this.request = request;
    this.response = request.response();
    this.deadlines = deadlines;
    this.requestId = requestId;
    response.putHeader(RequestIds.HEADER, requestId);
    response.closeHandler(ignored -> left());
    response.exceptionHandler(ignored -> left());
  }

  private void left() {
    if (!gone) {
      gone = true;
      if (whenGone != null) {
        whenGone.run();
      }
    }
  }

  HttpServerRequest request() {
    return request;
  }

  HttpServerResponse response() {
    return response;
  }

  String requestId() {
    return requestId;
  }

  /** Whether the connection is closed. */
  boolean isGone() {
    return gone;
  }

  /** Whether the head of an answer was sent, so that there is no way back. */
  boolean isCommitted() {
    return response.headWritten();
  }

  /**
   * Runs {@code action} when the connection closes before the answer is complete, at once where it
   * has closed already.
   */
  void whenGone(Runnable action) {
    whenGone = action;
    if (gone) {
      action.run();
    }
  }

  /** Tells a client that waits for it (RFC 9110 §10.1.1) to send its body. */
  void invite() {
    if (expectsContinue() && !continueSent) {
      continueSent = true;
      response.writeContinue();
    }
  }

  private boolean expectsContinue() {
    return "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))
        && request.version() == HttpVersion.HTTP_1_1;
  }

  /**
   * Writes a whole answer of the gateway's own.
   *
   * @return done when the last byte went to the system; fails when the client is gone
   */
  Future<Void> respond(int status, String contentType, Buffer body) {
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, contentType);
    return end(body);
  }

  /** Ends the answer, with the last bytes of its body. */
  Future<Void> end(Buffer last) {
    // On HTTP/2 a body that nobody reads takes no connection with it.
    boolean restUnread = !multiplexed() && hasUnreadRest();
    if (restUnread && !response.headWritten()) {
      response.putHeader(HttpHeaders.CONNECTION, "close");
    }
    boolean unframed =
        request.version() == HttpVersion.HTTP_1_0
            && response.headWritten()
            && !response.headers().contains(HttpHeaders.CONTENT_LENGTH);
    Future<Void> written = write(last);
    if (restUnread) {
      written.onSuccess(ignored -> linger());
    } else if (unframed) {
      written.onSuccess(ignored -> request.connection().close());
    }
    return written;
  }

  private Future<Void> write(Buffer last) {
    if (last.length() <= Slices.LARGE || response.headWritten() || isForHead()) {
      return response.end(last);
    }
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(last.length()));
    return Slices.write(channel(), response, last);
  }

  /** Whether only the answer's head is wanted. */
  private boolean isForHead() {
    return request.method().equals(HttpMethod.HEAD);
  }

  private Channel channel() {
    return ((ConnectionBase) request.connection()).channel();
  }

  /**
   * Closing while the client still sends would reset the connection and could destroy the answer
   * before the client reads it. So its bytes are read away for a while.
   */
  private void linger() {
    if (request.isEnded()) {
      request.connection().close();
      return;
    }
    Deadlines.Deadline deadline = deadlines.start(LINGER_MILLIS, this::kill);
    request.connection().closeHandler(ignored -> deadline.stop());
    request.endHandler(ignored -> request.connection().close());
    request.resume();
  }

  /** Whether the connection carries other requests too (HTTP/2). */
  private boolean multiplexed() {
    return request.version() == HttpVersion.HTTP_2;
  }

  private boolean hasUnreadRest() {
    if (request.isEnded()) {
      return false;
    }
    if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      return true;
    }
    long rest = declaredLength() - request.bytesRead();
    return rest > SMALL_REST || (rest > 0 && expectsContinue() && !continueSent);
  }

  /** The body's length as the head says; 0 where it says nothing. */
  long declaredLength() {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Sends what is written and closes, so that an unfinished answer looks unfinished. */
  void breakOff() {
    if (multiplexed()) {
      response.reset(HTTP2_INTERNAL_ERROR);
      return;
    }
    Deadlines.Deadline deadline = deadlines.start(LINGER_MILLIS, this::kill);
    request.connection().close().onComplete(ignored -> deadline.stop());
  }

  /** Closes at once, whatever was not sent yet. */
  void kill() {
    if (multiplexed()) {
      response.reset(HTTP2_CANCEL);
      return;
    }
    var _ = channel().close();
  }
}
