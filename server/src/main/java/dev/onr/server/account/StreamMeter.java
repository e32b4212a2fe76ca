package dev.onr.server.account;

import dev.onr.ByteSink;
import dev.onr.sse.EventReader;
import dev.onr.usage.UsageReading;
import dev.onr.usage.UsageStream;

/**
 * Reads usage out of the events of a stream while they pass. Holds one unfinished event and what
 * was counted, however long the stream is; an event too large to hold is not counted.
 */
final class StreamMeter implements ByteSink {
  private final UsageStream usage;
  private final EventReader reader = EventReader.skippingBeyond(EventReader.DEFAULT_LIMIT);

  StreamMeter(UsageStream usage) {
    this.usage = usage;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    reader.feed(bytes, offset, length, usage::event);
  }

  /** What was reported until here; nothing may come behind it. */
  UsageReading end() {
    // A last event may lack its blank line, also where the upstream broke off right behind it.
    reader.finish(usage::event);
    return usage.reading();
  }
}
