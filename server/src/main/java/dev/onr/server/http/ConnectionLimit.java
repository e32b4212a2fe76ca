package dev.onr.server.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections of clients over all loops, and turns away those beyond a bound. */
public final class ConnectionLimit {
  private static final byte[] TOO_MANY =
      """
      HTTP/1.1 503 Service Unavailable\r
      Connection: close\r
      Retry-After: 1\r
      Content-Type: text/plain\r
      Content-Length: 24\r
      \r
      503 too many connections\
      """
          .getBytes(StandardCharsets.US_ASCII);

  private final AtomicInteger open = new AtomicInteger();

  /**
   * Takes a new connection, which counts until it closes.
   *
   * @param limit how many there may be
   * @param clear whether the connection has no TLS, so that a client can be told in clear text
   * @return whether there is room; otherwise the connection is being closed
   */
  public boolean admits(Channel channel, int limit, boolean clear) {
    boolean fits = open.incrementAndGet() <= limit;
    channel.closeFuture().addListener(ignored -> open.decrementAndGet());
    if (!fits && clear) {
      var _ =
          channel
              .pipeline()
              .firstContext()
              .writeAndFlush(Unpooled.wrappedBuffer(TOO_MANY))
              .addListener(ChannelFutureListener.CLOSE);
    } else if (!fits) {
      channel.close();
    }
    return fits;
  }
}
