package dev.onr.server.exchange;

import dev.onr.steps.StreamCollector;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** A stream of events that becomes one JSON body while it comes. */
final class CollectedStream implements CollectedAnswer.Basket {
  private final @Nullable StreamDecoder decoder;
  private final StreamCollector collector;

  /**
   * @param decoder undoes the upstream's encoding; null where there is none
   */
  CollectedStream(@Nullable StreamDecoder decoder, StreamCollector collector) {
    this.decoder = decoder;
    this.collector = collector;
  }

  @Override
  public void take(Buffer chunk) {
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
    if (decoder != null) {
      decoder.close();
    }
  }
}
