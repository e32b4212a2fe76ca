package dev.onr.sse;

import dev.onr.json.JsonPattern;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recognises events that say the same as those before but for a few values: most of a stream is a
 * text in small pieces, each in the same long wrapper. Learns from any two events that differ in so
 * little, and then tells by a comparison of bytes what would take a parse. Not thread-safe; belongs
 * to one stream.
 */
public final class Recurrence {
  /** Longer events are not learned from: what they repeat is not what costs. */
  private static final int LONGEST = 4096;

  /** After so many attempts to learn without any use, this stream repeats nothing. */
  private static final int MOST_ATTEMPTS = 24;

  private static final byte[] NOTHING = {};

  private byte[] before = NOTHING;
  private byte[] json = NOTHING;
  private byte[] behind = NOTHING;
  private @Nullable JsonPattern pattern;
  private int[] bounds = {};
  private int attempts;
  private byte[] matched = NOTHING;
  private int from;
  private int to;

  /**
   * Whether the event that begins at {@code at} is a repetition.
   *
   * @param stop where the bytes end
   * @return the offset behind it; -1 where it is none, or has not come as a whole
   */
  public int match(byte[] bytes, int at, int stop) {
    if (pattern == null) {
      return -1;
    }
    int start = at + before.length;
    if (start > stop || !Arrays.equals(bytes, at, start, before, 0, before.length)) {
      return -1;
    }
    int end = pattern.match(bytes, start, stop, bounds);
    int next = end + behind.length;
    if (end < 0 || next > stop || !Arrays.equals(bytes, end, next, behind, 0, behind.length)) {
      return -1;
    }
    matched = bytes;
    from = start;
    to = end;
    attempts = 0;
    return next;
  }

  /** The data of the last event that matched. */
  public Event.Data data() {
    return new Event.Data(matched, from, to);
  }

  /** The text of a gap of the last event that matched. */
  public String text(int gap) {
    return JsonPattern.text(matched, bounds[2 * gap], bounds[2 * gap + 1]);
  }

  /**
   * Whether a gap of the last event that matched has a text, and there are no two minds about it.
   */
  public boolean hasText(int gap) {
    int start = bounds[2 * gap];
    int end = bounds[2 * gap + 1];
    return end > start && JsonPattern.isUnambiguous(matched, start, end);
  }

  /** The text of a gap of the event that was learned last; empty where that taught nothing. */
  public String learnedText(int gap) {
    return pattern == null || pattern.match(json, 0, json.length, bounds) < 0
        ? ""
        : JsonPattern.text(json, bounds[2 * gap], bounds[2 * gap + 1]);
  }

  /** In what the events differ that are recognised; empty where none are. */
  public List<JsonPattern.Gap> gaps() {
    return pattern == null ? List.of() : pattern.gaps();
  }

  /**
   * Takes an event that repetitions may follow. Those that are recognised match it and the event
   * that was learned before it.
   *
   * @param data its data, which is a valid JSON text
   */
  public void learn(Event event, Event.Data data) {
    if (attempts == MOST_ATTEMPTS
        || !event.holds(data)
        || event.behind() - event.start() > LONGEST) {
      forget();
      return;
    }
    attempts++;
    byte[] head = Arrays.copyOfRange(data.bytes(), event.start(), data.from());
    byte[] tail = Arrays.copyOfRange(data.bytes(), data.to(), event.behind());
    byte[] now = data.copy();
    boolean comparable =
        json.length > 0 && Arrays.equals(head, before) && Arrays.equals(tail, behind) && ends(tail);
    pattern = comparable ? JsonPattern.between(json, now) : null;
    bounds = new int[2 * gaps().size()];
    before = head;
    json = now;
    behind = tail;
  }

  /** The last byte ends a line for sure; behind CR the rest of its line end may follow. */
  private static boolean ends(byte[] tail) {
    return tail.length > 1 && tail[tail.length - 1] == '\n';
  }

  /** Whether events are recognised. */
  public boolean knows() {
    return pattern != null;
  }

  /** Takes note of an event that is unlike those around it. */
  public void forget() {
    pattern = null;
    json = NOTHING;
  }
}
