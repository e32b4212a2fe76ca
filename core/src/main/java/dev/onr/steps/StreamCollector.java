package dev.onr.steps;

import dev.onr.dialect.StreamCollection;
import dev.onr.json.JsonTree;
import dev.onr.sse.Event;
import dev.onr.sse.EventReader;

/**
 * Puts the streamed answer of one exchange together into a whole one while it comes, so that only
 * the answer is held and not its events. Not thread-safe.
 */
public final class StreamCollector {
  private final StreamCollection collection;
  private final EventReader reader;

  StreamCollector(StreamCollection collection, EventReader reader) {
    this.collection = collection;
    this.reader = reader;
  }

  /**
   * Takes a chunk of any size.
   *
   * @throws dev.onr.dialect.InvalidAnswer when the upstream reports an error
   * @throws dev.onr.sse.EventTooLarge when an event is too long for the reader
   */
  public void feed(byte[] chunk, int offset, int length) {
    reader.feed(chunk, offset, length, this::take);
  }

  /**
   * Ends the stream.
   *
   * @return the whole answer, JSON in the dialect of the stream
   * @throws dev.onr.dialect.InvalidAnswer when there is none, or it was cut
   */
  public byte[] finish() {
    reader.finish(this::take);
    return JsonTree.write(collection.finish());
  }

  private void take(Event event) {
    Event.Data data = event.data();
    if (!data.isEmpty()) {
      collection.read(event.name(), data.copy());
    }
  }
}
