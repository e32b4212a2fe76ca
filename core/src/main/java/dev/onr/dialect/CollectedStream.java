package dev.onr.dialect;

import dev.onr.json.JsonTree;
import dev.onr.sse.Event;
import dev.onr.sse.EventReader;

/** The server-sent events of one streamed answer, becoming a whole answer. Not thread-safe. */
public final class CollectedStream {
  private final StreamCollection collection;
  private final EventReader reader = new EventReader();

  CollectedStream(StreamCollection collection) {
    this.collection = collection;
  }

  /**
   * Takes bytes as they arrive, cut anywhere.
   *
   * @throws InvalidAnswer when the stream reports an error
   * @throws dev.onr.sse.EventTooLarge when an event exceeds {@link EventReader#DEFAULT_LIMIT}
   */
  public void feed(byte[] chunk) {
    feed(chunk, 0, chunk.length);
  }

  /** As {@link #feed(byte[])}, for a part of an array. */
  public void feed(byte[] chunk, int offset, int length) {
    reader.feed(chunk, offset, length, this::collect);
  }

  /**
   * The upstream's bytes are over.
   *
   * @return the answer as JSON in the client's dialect
   * @throws InvalidAnswer when the stream holds no answer, or was cut in the middle of it
   */
  public byte[] finish() {
    reader.finish(this::collect);
    return JsonTree.write(collection.finish());
  }

  private void collect(Event event) {
    Event.Data data = event.data();
    if (!data.isEmpty()) {
      collection.read(event.name(), data.copy());
    }
  }
}
