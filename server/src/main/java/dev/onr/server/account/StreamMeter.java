package dev.onr.server.account;

import dev.onr.ByteSink;
import dev.onr.json.JsonValue;
import dev.onr.sse.Event;
import dev.onr.sse.EventReader;
import dev.onr.sse.Recurrence;
import dev.onr.usage.UsageReading;
import dev.onr.usage.UsageStream;
import dev.onr.usage.estimate.DeltaText;
import dev.onr.usage.estimate.EstimateSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads usage out of the events of a stream while they pass. Holds one unfinished event, what was
 * counted, and of the text at most what an estimate looks at, however long the stream is; an event
 * too large to hold is not counted.
 */
final class StreamMeter implements ByteSink, EventReader.Listener {
  private final UsageStream usage;
  private final @Nullable DeltaText text;
  private final EventReader reader;
  private final Recurrence recurrence = new Recurrence();
  private int malformed;

  /**
   * @param text keeps what the model wrote; null where it is not going to be estimated
   * @param limit the longest event that is held, in bytes
   */
  StreamMeter(UsageStream usage, @Nullable DeltaText text, int limit) {
    this.reader = EventReader.skippingBeyond(limit);
    this.usage = usage;
    this.text = text;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    reader.feed(bytes, offset, length, this);
  }

  @Override
  public void accept(Event event) {
    Event.Data data = event.data();
    boolean object = isObject(data);
    if (take(event, data) || !object) {
      recurrence.forget();
    } else {
      recurrence.learn(event, data);
    }
  }

  /** The streams of all APIs are made of objects, but for the end of OpenAI's. */
  private boolean isObject(Event.Data data) {
    if (data.isEmpty() || data.isDone()) {
      return false;
    }
    boolean object = JsonValue.isObject(data.bytes(), data.from(), data.to());
    malformed += object ? 0 : 1;
    return object;
  }

  /** An event like those that were no use but for their text is no more use than they. */
  @Override
  public int known(byte[] bytes, int from, int stop) {
    int behind = recurrence.match(bytes, from, stop);
    if (behind >= 0) {
      keep(recurrence.data());
    }
    return behind;
  }

  /** Whether the event was worth reading. */
  private boolean take(Event event, Event.Data data) {
    keep(data);
    return usage.event(event, data);
  }

  private void keep(Event.Data data) {
    if (text != null) {
      text.event(data.bytes(), data.from(), data.to());
    }
  }

  /** What was reported until here; nothing may come behind it. */
  UsageReading end() {
    // A last event may lack its blank line, also where the upstream broke off right behind it.
    // It may also be half an event, so that nobody can say whether it is malformed.
    reader.finish(event -> take(event, event.data()));
    return usage.reading();
  }

  /** How many events were no JSON objects. */
  int malformed() {
    return malformed;
  }

  /** What the model wrote, for an estimate. */
  EstimateSource text() {
    return text == null ? EstimateSource.NONE : new EstimateSource.Stream(text);
  }
}
