package dev.onr.steps;

import dev.onr.ByteSink;

/**
 * Runs the response steps on the events of one exchange: bytes in, in any chunks, and rewritten
 * bytes out. Holds the counters of steps with a maximum count. Not thread-safe.
 */
public final class EventRewriter {
  EventRewriter(ResponseSteps steps, Variables variables) {}

  /**
   * Takes a chunk; writes the events that it completes.
   *
   * @throws dev.onr.sse.EventTooLarge when an event exceeds {@link
   *     dev.onr.sse.EventReader#DEFAULT_LIMIT}
   */
  public void feed(byte[] chunk, int offset, int length, ByteSink out) {
    out.write(chunk, offset, length);
  }

  /** As {@link #feed(byte[], int, int, ByteSink)}, for a whole array. */
  public void feed(byte[] chunk, ByteSink out) {
    feed(chunk, 0, chunk.length, out);
  }

  /** Ends the stream: an event without its closing blank line is written too. */
  public void finish(ByteSink out) {}
}
