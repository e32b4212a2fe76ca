package dev.onr.usage;

import dev.onr.json.JsonSyntaxException;
import dev.onr.json.JsonValue;
import dev.onr.sse.Event;
import dev.onr.sse.EventReader;
import java.util.Optional;

/**
 * Gathers the usage and the finish reason of one stream, event by event. What it holds does not
 * grow with the length of the stream. Its reading is right at any time, so that an exchange that
 * was cut reports what is known. Not thread-safe.
 */
public final class UsageStream {
  private final UsageReader reader;
  private final FactSources sources;
  private final Optional<StreamUsage> usage;
  private Optional<String> finishReason = Optional.empty();

  UsageStream(UsageReader reader, FactSources sources) {
    this.reader = reader;
    this.sources = sources;
    this.usage = reader.compiled().map(StreamUsage::new);
  }

  /** Takes an event of the upstream, as it came; may be read only during the call. */
  public void event(Event event) {
    event(event, event.data());
  }

  /**
   * As {@link #event(Event)}, for somebody who reads the event's data as well.
   *
   * @return whether it was read; otherwise an event with the same members says nothing either
   */
  public boolean event(Event event, Event.Data data) {
    boolean matters = matters(data.bytes(), data.from(), data.to());
    if (matters) {
      take(event.name(), data.bytes(), data.from(), data.to());
    }
    return matters;
  }

  /**
   * As {@link #event(Event)}, for an event that has been taken apart.
   *
   * @param name the event's name; empty where it has none
   * @param data the bytes of its data
   */
  public void event(String name, byte[] data) {
    if (matters(data, 0, data.length)) {
      take(name, data, 0, data.length);
    }
  }

  /** Larger events do not count, as they would not be worth what reading them costs. */
  private boolean matters(byte[] data, int from, int to) {
    return to - from <= EventReader.DEFAULT_LIMIT
        && reader.guard(finishReason.isEmpty()).lets(data, from, to);
  }

  private void take(String name, byte[] data, int from, int to) {
    JsonValue payload;
    try {
      payload = JsonValue.parse(data, from, to);
    } catch (JsonSyntaxException e) {
      // The end marker of OpenAI's streams, or nothing that could be counted.
      return;
    }
    if (!payload.isObject()) {
      return;
    }
    if (finishReason.isEmpty()) {
      finishReason = reader.finishReason(payload, name);
    }
    usage.ifPresent(each -> each.event(payload, name, sources));
  }

  /**
   * What was reported so far; at the end of the stream all of it. Does not change the state; costs
   * as much as reading one event.
   */
  public UsageReading reading() {
    UsageReading reading = usage.map(each -> each.reading(sources)).orElse(UsageReading.NONE);
    return reading.withFinishReason(finishReason);
  }

  /** Why the model stopped; empty as long as no event said so. The first reason stays. */
  public Optional<String> finishReason() {
    return finishReason;
  }
}
