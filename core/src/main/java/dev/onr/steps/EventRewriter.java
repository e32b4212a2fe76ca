package dev.onr.steps;

import dev.onr.ByteSink;
import dev.onr.json.JsonDocument;
import dev.onr.json.JsonSyntaxException;
import dev.onr.json.JsonValue;
import dev.onr.sse.Event;
import dev.onr.sse.EventReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the response steps on the events of one exchange: bytes in, in any chunks, and rewritten
 * bytes out. Events whose data is no JSON object, or that no step changes, keep their lines; line
 * ends become LF. Holds the counters of steps with a maximum count. Not thread-safe.
 */
public final class EventRewriter {
  private final ResponseSteps steps;
  private final JsonEditor editor;
  private final int[] changes;
  private final boolean namesMatter;
  private final EventReader reader = new EventReader();

  EventRewriter(ResponseSteps steps, Variables variables) {
    this.steps = steps;
    this.editor = new JsonEditor(variables, HeaderView.EMPTY);
    this.changes = new int[steps.json().size()];
    this.namesMatter = steps.json().stream().anyMatch(step -> !step.events().names().isEmpty());
  }

  /**
   * Takes a chunk; writes the events that it completes.
   *
   * @throws dev.onr.sse.EventTooLarge when an event exceeds {@link EventReader#DEFAULT_LIMIT}
   */
  public void feed(byte[] chunk, int offset, int length, ByteSink out) {
    reader.feed(chunk, offset, length, event -> rewrite(event, out));
  }

  /** As {@link #feed(byte[], int, int, ByteSink)}, for a whole array. */
  public void feed(byte[] chunk, ByteSink out) {
    feed(chunk, 0, chunk.length, out);
  }

  /** Ends the stream: an event without its closing blank line is written too. */
  public void finish(ByteSink out) {
    reader.finish(event -> rewrite(event, out));
  }

  private void rewrite(Event event, ByteSink out) {
    JsonValue object = objectIn(event.data());
    if (object == null) {
      event.writeTo(out);
      return;
    }
    JsonDocument document = JsonDocument.of(object);
    for (ResponseStep.DeleteIf deletion : steps.deletions()) {
      JsonValue found = document.find(deletion.condition());
      if (found != null && found.isString() && found.string().equals(deletion.expected())) {
        document.remove(deletion.target());
      }
    }
    runJson(document, namesMatter ? event.name() : "");
    if (document.isEdited()) {
      event.writeTo(out, document.bytes());
    } else {
      event.writeTo(out);
    }
  }

  /** Runs the JSON steps that are for events with this name; an empty name for none. */
  void runJson(JsonDocument document, String eventName) {
    List<ResponseStep.Json> json = steps.json();
    for (int i = 0; i < json.size(); i++) {
      ResponseStep.Json step = json.get(i);
      boolean spent = step.maxCount() > 0 && changes[i] >= step.maxCount();
      if (!spent && step.events().accepts(eventName) && editor.run(step.step(), document)) {
        changes[i]++;
      }
    }
  }

  private static @Nullable JsonValue objectIn(Event.Data data) {
    if (data.isEmpty() || data.bytes()[data.from()] != '{') {
      return null;
    }
    try {
      return JsonValue.parse(data.bytes(), data.from(), data.to());
    } catch (JsonSyntaxException e) {
      return null;
    }
  }
}
