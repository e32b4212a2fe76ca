package dev.onr.server.http;

import dev.onr.server.upstream.Deadlines;
import dev.onr.server.upstream.Deadlines.Deadline;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Watches the time between requests of one client connection: how long it may rest, and how long
 * the head of a request may take from its first byte on. Vert.x only knows idleness, which a client
 * that sends a byte now and then is not guilty of.
 */
public final class ConnectionGuard extends ChannelInboundHandlerAdapter {
  private static final byte[] TOO_SLOW =
      """
      HTTP/1.1 408 Request Timeout\r
      Connection: close\r
      Content-Type: text/plain\r
      Content-Length: 19\r
      \r
      408 request timeout\
      """
          .getBytes(StandardCharsets.US_ASCII);

  private final Deadlines deadlines;
  private final long idleMillis;
  private final long headMillis;
  private final boolean clear;
  private final Runnable close;
  private @Nullable Deadline deadline;
  private @Nullable ChannelHandlerContext context;
  private boolean insideHead;
  private int requestsUnderWay;

  /**
   * @param idleMillis how long a connection may rest between requests
   * @param headMillis how long the head of a request may take
   * @param clear whether the connection has no TLS, so that a client can be told in clear text
   * @param close closes the connection as its protocol wants it
   */
  public ConnectionGuard(
      Deadlines deadlines, long idleMillis, long headMillis, boolean clear, Runnable close) {
    this.deadlines = deadlines;
    this.idleMillis = idleMillis;
    this.headMillis = headMillis;
    this.clear = clear;
    this.close = close;
  }

  /** The guard of a connection, if it has one. */
  public static @Nullable ConnectionGuard of(Channel channel) {
    return channel.pipeline().get(ConnectionGuard.class);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    deadline = deadlines.start(idleMillis, this::expired);
  }

  /** A request's head is whole: from now on the exchange looks after the time. */
  public void headArrived() {
    requestsUnderWay++;
    stop();
  }

  private void stop() {
    insideHead = false;
    if (deadline != null) {
      deadline.stop();
      deadline = null;
    }
  }

  /** An exchange is over; a pipelined one may have begun already. */
  public void exchangeEnded() {
    requestsUnderWay--;
    if (requestsUnderWay == 0
        && deadline == null
        && context != null
        && context.channel().isActive()) {
      deadline = deadlines.start(idleMillis, this::expired);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext read, Object message) {
    if (deadline != null && !insideHead) {
      insideHead = true;
      deadline.restart(headMillis);
    }
    read.fireChannelRead(message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext closed) {
    stop();
    closed.fireChannelInactive();
  }

  private void expired() {
    deadline = null;
    ChannelHandlerContext channel = context;
    if (channel == null) {
      return;
    }
    if (insideHead && clear) {
      var _ =
          channel
              .writeAndFlush(Unpooled.wrappedBuffer(TOO_SLOW))
              .addListener(ChannelFutureListener.CLOSE);
    } else {
      close.run();
    }
  }
}
