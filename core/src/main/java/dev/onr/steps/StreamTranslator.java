package dev.onr.steps;

import dev.onr.ByteSink;
import dev.onr.dialect.InvalidAnswer;
import dev.onr.dialect.StreamTranslation;
import dev.onr.json.JsonValue;
import dev.onr.sse.Event;
import dev.onr.sse.EventReader;
import dev.onr.sse.EventWriter;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Translates the events of one exchange into the client's dialect; the response steps run on what
 * comes out.
 */
final class StreamTranslator implements StreamRewriter {
  private final StreamTranslation translation;
  private final EventEditor editor;
  private final boolean edits;
  private final FirstEvent first;
  private final EventReader reader;

  /**
   * @param edits whether there are steps for the editor to run
   */
  StreamTranslator(
      StreamTranslation translation,
      EventEditor editor,
      boolean edits,
      FirstEvent first,
      EventReader reader) {
    this.translation = translation;
    this.editor = editor;
    this.edits = edits;
    this.first = first;
    this.reader = reader;
  }

  @Override
  public void feed(byte[] chunk, int offset, int length, ByteSink out) {
    reader.feed(chunk, offset, length, listener(writer(out)));
  }

  @Override
  public void finish(ByteSink out) {
    BiConsumer<String, byte[]> writer = writer(out);
    reader.finish(listener(writer));
    translation.finish(writer);
  }

  private EventReader.Listener listener(BiConsumer<String, byte[]> writer) {
    EventReader.Listener events = translation.listener(writer);
    return new EventReader.Listener() {
      @Override
      public void accept(Event event) {
        if (first.isAwaited()) {
          check(event.data());
        }
        events.accept(event);
      }

      @Override
      public int known(byte[] bytes, int from, int stop) {
        return events.known(bytes, from, stop);
      }
    };
  }

  private void check(Event.Data data) {
    JsonValue object =
        data.isEmpty() ? null : EventEditor.object(data.bytes(), data.from(), data.to());
    if (object != null) {
      first.check(object);
    }
  }

  private BiConsumer<String, byte[]> writer(ByteSink out) {
    EventWriter events = new EventWriter(out);
    return (name, data) -> {
      byte[] edited = edits ? edit(name, data) : data;
      if (name.isEmpty()) {
        events.data(edited);
      } else {
        events.event(name, edited);
      }
    };
  }

  private byte[] edit(String name, byte[] data) {
    JsonValue object = EventEditor.object(data, 0, data.length);
    return object == null ? data : editor.edit(name, object).bytes();
  }

  @Override
  public Optional<String> contentType() {
    return Optional.of("text/event-stream");
  }

  @Override
  public Optional<InvalidAnswer> failure() {
    return translation.failure();
  }
}
