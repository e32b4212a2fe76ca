package dev.onr.server.upstream;

import io.netty.channel.Channel;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.concurrent.TimeUnit;

/**
 * A large body on its way out, slice by slice as its connection takes them. Handed over whole it
 * would be copied into memory outside the heap at once, and the loop would do nothing else
 * meanwhile.
 */
public final class Slices {
  /** Bodies beyond this are worth it. */
  public static final int LARGE = 256 * 1024;

  private static final int SLICE = 64 * 1024;

  /** How many slices may go before the loop looks at its other connections. */
  private static final int PER_TURN = 2;

  private final Channel channel;
  private final WriteStream<Buffer> to;
  private final Buffer body;
  private final Promise<Void> written = Promise.promise();
  private int at;

  private Slices(Channel channel, WriteStream<Buffer> to, Buffer body) {
    this.channel = channel;
    this.to = to;
    this.body = body;
  }

  /**
   * Writes a body and ends its message, whose head must say how long it is. Call on the loop.
   *
   * @param channel the connection that carries the message
   * @param to the message
   * @return done when the last byte went to the system; fails when the connection or the message
   *     ends before
   */
  public static Future<Void> write(Channel channel, WriteStream<Buffer> to, Buffer body) {
    Slices slices = new Slices(channel, to, body);
    slices.turn();
    return slices.written.future();
  }

  /** Lets no connection be read for long at a time. Netty would read about 1 MB. */
  public static void boundReads(Channel channel) {
    if (channel.config().getRecvByteBufAllocator()
        instanceof MaxMessagesRecvByteBufAllocator reading) {
      reading.maxMessagesPerRead(PER_TURN);
    }
  }

  private void turn() {
    try {
      for (int i = 0; i < PER_TURN && at < body.length(); i++) {
        if (to.writeQueueFull()) {
          to.drainHandler(ignored -> drained());
          return;
        }
        next();
      }
      if (at == body.length()) {
        to.end().onSuccess(written::tryComplete).onFailure(written::tryFail);
      } else if (!written.future().isComplete()) {
        later();
      }
    } catch (IllegalStateException e) {
      // Vert.x: the message was reset, or its connection has closed.
      written.tryFail(e);
    }
  }

  private void next() {
    int end = Math.min(body.length(), at + SLICE);
    var _ = to.write(body.slice(at, end)).onFailure(written::tryFail);
    at = end;
  }

  private void drained() {
    to.drainHandler(null);
    later();
  }

  /** Netty looks at its connections before what is scheduled, but after what is only queued. */
  private void later() {
    var _ = channel.eventLoop().schedule(this::turn, 0, TimeUnit.NANOSECONDS);
  }
}
