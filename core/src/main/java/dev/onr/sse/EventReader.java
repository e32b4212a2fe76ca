package dev.onr.sse;

import java.util.Arrays;

/**
 * Reads server-sent events from bytes in any chunks (WHATWG HTML §9.2). Lines end with LF, CRLF or
 * CR; a blank line, or one of white space only, ends an event; so does the end of the stream, since
 * upstreams forget the last blank line. A byte order mark at the beginning is skipped.
 *
 * <p>An event that lies within one chunk is handed over without being copied. Holds at most one
 * unfinished event, of at most the limit's size. Not thread-safe.
 */
public final class EventReader {
  /** The longest event, in bytes, where nothing else is said: 16 MiB. */
  public static final int DEFAULT_LIMIT = 16 << 20;

  private static final byte[] NOTHING = {};

  /** Stands for the beginning of a line that is not blank. */
  private static final byte[] STAND_IN = {'.'};

  private static final int KEPT_ROOM = 64 << 10;

  private final int limit;
  private final boolean skipsTooLarge;
  private boolean skipping;
  private byte[] held = NOTHING;
  private int heldSize;
  private int heldLineStart;
  private boolean afterCr;
  private boolean atBeginning = true;

  /** Takes events. */
  @FunctionalInterface
  public interface Listener {
    /** Takes an event, which may be read only during the call. */
    void accept(Event event);

    /**
     * Takes an event whose bytes the listener recognises, which saves looking for its end.
     *
     * @param from where an event begins
     * @param stop where the bytes end that have come
     * @return the offset behind the event and its blank line; -1 to have it read like any other
     */
    default int known(byte[] bytes, int from, int stop) {
      return -1;
    }
  }

  /** A reader for events of at most {@link #DEFAULT_LIMIT} bytes. */
  public EventReader() {
    this(DEFAULT_LIMIT);
  }

  /** A reader for events of at most {@code limit} bytes. */
  public EventReader(int limit) {
    this(limit, false);
  }

  private EventReader(int limit, boolean skipsTooLarge) {
    this.limit = limit;
    this.skipsTooLarge = skipsTooLarge;
  }

  /**
   * A reader for somebody who only listens: events of more than {@code limit} bytes are passed
   * over, and it goes on behind them.
   */
  public static EventReader skippingBeyond(int limit) {
    return new EventReader(limit, true);
  }

  /**
   * Takes a chunk and hands over each event that it completes. An event may be read only while it
   * is handed over.
   *
   * @throws EventTooLarge when an event exceeds the limit, unless the reader passes such events
   *     over; the reader can't go on after that
   */
  public void feed(byte[] chunk, int offset, int length, Listener events) {
    if (length == 0) {
      return;
    }
    byte[] source = chunk;
    int eventStart = offset;
    int lineStart = offset;
    int at = offset;
    int stop = offset + length;
    boolean continued = heldSize > 0;
    if (continued) {
      at = heldSize;
      hold(chunk, offset, length);
      source = held;
      eventStart = 0;
      lineStart = heldLineStart;
      stop = heldSize;
    }
    if (afterCr) {
      // The second half of a CRLF that the chunks split.
      afterCr = false;
      if (source[at] == '\n') {
        eventStart = eventStart == at ? at + 1 : eventStart;
        at++;
        lineStart = at;
      }
    }
    while (true) {
      if (at == eventStart && !atBeginning && !skipping) {
        at = eventStart = lineStart = behindKnown(source, at, stop, events);
      }
      at = lineEnd(source, at, stop);
      if (at == stop) {
        break;
      }
      int lineEnd = at;
      if (atBeginning) {
        lineStart += byteOrderMark(source, lineStart, lineEnd);
        eventStart = lineStart;
      }
      if (source[at++] == '\r') {
        if (at == stop) {
          afterCr = true;
        } else if (source[at] == '\n') {
          at++;
        }
      }
      if (isBlank(source, lineStart, lineEnd)) {
        handOver(source, eventStart, lineStart, at, events);
        eventStart = at;
      }
      lineStart = at;
    }
    heldLineStart = lineStart - eventStart;
    int rest = stop - eventStart;
    if (rest > limit) {
      skipOpenEvent(isBlank(source, lineStart, stop));
      return;
    }
    if (continued) {
      System.arraycopy(held, eventStart, held, 0, rest);
      heldSize = rest;
    } else {
      hold(chunk, eventStart, rest);
    }
    if (rest == 0 && held.length > KEPT_ROOM) {
      held = NOTHING;
    }
  }

  /** Ends the stream: hands over the event that has no blank line behind it. */
  public void finish(Listener events) {
    int start = atBeginning ? byteOrderMark(held, 0, heldSize) : 0;
    int lastLine = Math.max(start, heldLineStart);
    int size = isBlank(held, lastLine, heldSize) ? lastLine : heldSize;
    heldSize = 0;
    handOver(held, start, size, size, events);
    held = NOTHING;
  }

  /** Behind all the events at {@code from} that the listener knows. */
  private int behindKnown(byte[] source, int from, int stop, Listener events) {
    int at = from;
    int behind = events.known(source, at, stop);
    while (behind > at && behind - at <= limit) {
      at = behind;
      behind = events.known(source, at, stop);
    }
    return at;
  }

  private void handOver(byte[] source, int from, int to, int behind, Listener events) {
    if (skipping) {
      skipping = false;
      return;
    }
    if (to - from > limit) {
      if (skipsTooLarge) {
        return;
      }
      throw new EventTooLarge(limit);
    }
    if (to > from) {
      events.accept(new Event(source, from, to, behind));
    }
  }

  /** Forgets what has come of an event; of its last line only whether it is blank so far. */
  private void skipOpenEvent(boolean lineIsBlank) {
    if (!skipsTooLarge) {
      throw new EventTooLarge(limit);
    }
    skipping = true;
    held = NOTHING;
    heldSize = 0;
    heldLineStart = 0;
    if (!lineIsBlank) {
      hold(STAND_IN, 0, STAND_IN.length);
    }
  }

  /** The length of the mark in the stream's first line; asked only once. */
  private int byteOrderMark(byte[] source, int from, int to) {
    atBeginning = false;
    boolean mark =
        to - from >= 3
            && source[from] == (byte) 0xef
            && source[from + 1] == (byte) 0xbb
            && source[from + 2] == (byte) 0xbf;
    return mark ? 3 : 0;
  }

  private void hold(byte[] source, int from, int length) {
    int needed = heldSize + length;
    if (held.length < needed) {
      held = Arrays.copyOf(held, Math.max(needed, Math.max(512, held.length * 2)));
    }
    System.arraycopy(source, from, held, heldSize, length);
    heldSize = needed;
  }

  private static int lineEnd(byte[] source, int from, int stop) {
    int i = from;
    while (i < stop && source[i] != '\n' && source[i] != '\r') {
      i++;
    }
    return i;
  }

  static boolean isBlank(byte[] source, int from, int to) {
    for (int i = from; i < to; i++) {
      if (source[i] < 0 || source[i] > ' ') {
        return false;
      }
    }
    return true;
  }
}
