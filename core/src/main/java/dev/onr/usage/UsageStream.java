package dev.onr.usage;

import dev.onr.sse.Event;
import java.util.Optional;

/**
 * Gathers the usage and the finish reason of one stream, event by event. What it holds does not
 * grow with the length of the stream. Its reading is right at any time, so that an exchange that
 * was cut reports what is known. Not thread-safe.
 */
public final class UsageStream {
  UsageStream(UsageReader reader, FactSources sources) {}

  /** Takes an event of the upstream, as it came; may be read only during the call. */
  public void event(Event event) {}

  /**
   * As {@link #event(Event)}, for an event that has been taken apart.
   *
   * @param name the event's name; empty where it has none
   * @param data the bytes of its data
   */
  public void event(String name, byte[] data) {}

  /** What was reported so far; at the end of the stream all of it. Does not change the state. */
  public UsageReading reading() {
    return UsageReading.NONE;
  }

  /** Why the model stopped; empty as long as no event said so. The first reason stays. */
  public Optional<String> finishReason() {
    return Optional.empty();
  }
}
