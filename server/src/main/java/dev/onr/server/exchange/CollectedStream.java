package dev.onr.server.exchange;

import dev.onr.steps.StreamCollector;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** A stream of events that becomes one JSON body while it comes. */
final class CollectedStream implements CollectedAnswer.Basket {
  private final @Nullable StreamDecoder decoder;
  private final StreamCollector collector;
  private final Tap tap;

  /**
   * @param decoder undoes the upstream's encoding; null where there is none
   * @param tap listens, in case the stream breaks before it is one body
   */
  CollectedStream(@Nullable StreamDecoder decoder, StreamCollector collector, Tap tap) {
    this.decoder = decoder;
    this.collector = collector;
    this.tap = tap;
  }

  @Override
  public void take(Buffer chunk) {
    tap.take(chunk);
    byte[] bytes = chunk.getBytes();
    if (decoder == null) {
      collector.feed(bytes, 0, bytes.length);
    } else {
      decoder.feed(bytes, collector::feed);
    }
  }

  @Override
  public byte[] whole() {
    return collector.finish();
  }

  @Override
  public void close() {
    tap.close();
    if (decoder != null) {
      decoder.close();
    }
  }
}
