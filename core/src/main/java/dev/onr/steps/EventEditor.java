package dev.onr.steps;

import dev.onr.json.JsonDocument;
import dev.onr.json.JsonSyntaxException;
import dev.onr.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the deletions and JSON steps of a route on the answers of one exchange. Holds the counters
 * of steps with a maximum count. Not thread-safe.
 */
final class EventEditor {
  private final ResponseSteps steps;
  private final JsonEditor editor;
  private final int[] changes;
  private final boolean namesMatter;

  EventEditor(ResponseSteps steps, Variables variables) {
    this.steps = steps;
    this.editor = new JsonEditor(variables, HeaderView.EMPTY);
    this.changes = new int[steps.json().size()];
    this.namesMatter = steps.json().stream().anyMatch(step -> !step.events().names().isEmpty());
  }

  /** Whether steps ask for the names of events. */
  boolean namesMatter() {
    return namesMatter;
  }

  /** Runs all steps on an event's data. */
  JsonDocument edit(String eventName, JsonValue data) {
    JsonDocument document = JsonDocument.of(data);
    for (ResponseStep.DeleteIf deletion : steps.deletions()) {
      JsonValue found = document.find(deletion.condition());
      if (found != null && found.isString() && found.string().equals(deletion.expected())) {
        document.remove(deletion.target());
      }
    }
    runJson(document, eventName);
    return document;
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

  /** The object that these bytes are; null where they are none. */
  static @Nullable JsonValue object(byte[] bytes, int from, int to) {
    int start = from;
    while (start < to && (bytes[start] == ' ' || (bytes[start] >= '\t' && bytes[start] <= '\r'))) {
      start++;
    }
    if (start == to || bytes[start] != '{') {
      return null;
    }
    try {
      return JsonValue.parse(bytes, start, to);
    } catch (JsonSyntaxException e) {
      return null;
    }
  }
}
