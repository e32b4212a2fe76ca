package dev.onr.dialect;

import dev.onr.ByteSink;
import dev.onr.sse.EventReader;
import dev.onr.sse.EventWriter;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The server-sent events of one streamed answer on their way from the upstream's bytes to the
 * client's. Holds what is unfinished, not what has passed. Not thread-safe.
 */
public final class TranslatedStream {
  private final StreamTranslation translation;
  private final EventReader reader = new EventReader();

  TranslatedStream(StreamTranslation translation) {
    this.translation = translation;
  }

  /**
   * Takes bytes as they arrive, cut anywhere.
   *
   * @param out receives the client's events as far as they are known; the content type is {@code
   *     text/event-stream}
   * @throws dev.onr.sse.EventTooLarge when an event exceeds {@link EventReader#DEFAULT_LIMIT}
   */
  public void feed(byte[] chunk, ByteSink out) {
    feed(chunk, 0, chunk.length, out);
  }

  /** As {@link #feed(byte[], ByteSink)}, for a part of an array. */
  public void feed(byte[] chunk, int offset, int length, ByteSink out) {
    reader.feed(chunk, offset, length, translation.listener(writer(out)));
  }

  /**
   * The upstream's bytes are over: writes what was held back and the end of the client's stream,
   * which is an error event where the upstream stopped in the middle.
   */
  public void finish(ByteSink out) {
    BiConsumer<String, byte[]> events = writer(out);
    reader.finish(translation.listener(events));
    translation.finish(events);
  }

  /** Why the client has no whole answer, once it was told so; empty while all is well. */
  public Optional<InvalidAnswer> failure() {
    return translation.failure();
  }

  private static BiConsumer<String, byte[]> writer(ByteSink out) {
    EventWriter events = new EventWriter(out);
    return (name, data) -> {
      if (name.isEmpty()) {
        events.data(data);
      } else {
        events.event(name, data);
      }
    };
  }
}
