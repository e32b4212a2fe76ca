package dev.onr.usage;

import dev.onr.json.JsonSyntaxException;
import dev.onr.json.JsonValue;
import dev.onr.sse.Event;
import dev.onr.sse.EventReader;
import dev.onr.sse.EventTooLarge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the reason for which a model stopped. */
final class FinishReader {
  private final List<FinishRules.Path> ordered;

  /** Whether any place is only for some events. */
  private final boolean minds;

  FinishReader(FinishRules rules) {
    this.ordered = new ArrayList<>();
    rules.paths().stream().filter(path -> !path.fallback()).forEach(ordered::add);
    rules.paths().stream().filter(FinishRules.Path::fallback).forEach(ordered::add);
    this.minds = rules.paths().stream().anyMatch(path -> !path.events().names().isEmpty());
  }

  /** In an answer or an event; the name is empty where there is none. */
  Optional<String> in(JsonValue payload, String event) {
    for (FinishRules.Path path : ordered) {
      if (path.events().accepts(event)) {
        String reason = path.path().firstString(payload).strip();
        if (!reason.isEmpty()) {
          return Optional.of(reason);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * In the text of a stream. Looked for only where the rules tell events apart, since other answers
   * that are not JSON are no streams.
   */
  Optional<String> inStream(byte[] text) {
    if (!minds) {
      return Optional.empty();
    }
    List<String> found = new ArrayList<>(1);
    EventReader events = new EventReader();
    try {
      events.feed(text, 0, text.length, event -> in(event).ifPresent(found::add));
      events.finish(event -> in(event).ifPresent(found::add));
    } catch (EventTooLarge e) {
      // What came before it counts.
    }
    return found.stream().findFirst();
  }

  private Optional<String> in(Event event) {
    try {
      Event.Data data = event.data();
      JsonValue payload = JsonValue.parse(data.bytes(), data.from(), data.to());
      return payload.isObject() ? in(payload, event.name()) : Optional.empty();
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }
}
