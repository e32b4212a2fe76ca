package dev.onr.steps;

import dev.onr.ByteSink;
import dev.onr.json.JsonDocument;
import dev.onr.json.JsonValue;
import dev.onr.sse.Event;
import dev.onr.sse.EventReader;

/**
 * Runs the response steps on the events of one exchange. Events whose data is no JSON object, or
 * that no step changes, keep their lines; line ends become LF.
 */
final class EventRewriter implements StreamRewriter {
  private final EventEditor editor;
  private final FirstEvent first;
  private final EventReader reader;

  EventRewriter(EventEditor editor, FirstEvent first, EventReader reader) {
    this.editor = editor;
    this.first = first;
    this.reader = reader;
  }

  @Override
  public void feed(byte[] chunk, int offset, int length, ByteSink out) {
    reader.feed(chunk, offset, length, event -> rewrite(event, out));
  }

  @Override
  public void finish(ByteSink out) {
    reader.finish(event -> rewrite(event, out));
  }

  private void rewrite(Event event, ByteSink out) {
    Event.Data data = event.data();
    JsonValue object = EventEditor.object(data.bytes(), data.from(), data.to());
    if (object == null) {
      event.writeTo(out);
      return;
    }
    first.check(object);
    JsonDocument document = editor.edit(editor.namesMatter() ? event.name() : "", object);
    if (document.isEdited()) {
      event.writeTo(out, document.bytes());
    } else {
      event.writeTo(out);
    }
  }
}
