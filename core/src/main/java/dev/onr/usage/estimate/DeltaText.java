package dev.onr.usage.estimate;

import dev.onr.json.InvalidJson;
import dev.onr.json.JsonTree;
import dev.onr.sse.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a model wrote in a stream, for the case that the stream never says how much that was.
 *
 * <p>Taking an event copies its data and no more (well below a microsecond); only {@link
 * #sample()}, at the end and only if an estimate is wanted, parses what was kept and reads its
 * text. Kept is the beginning of the stream within a limit. Of events beyond it only the length is
 * noted, and the estimate grows in proportion; so what this holds does not grow with the stream.
 * Not thread-safe.
 */
public final class DeltaText {
  private static final int ROOM = 4096;

  private final int limit;
  private final List<byte[]> rooms = new ArrayList<>(4);
  private int used;
  private int kept;
  private int[] lengths = new int[16];
  private int count;
  private long seen;

  /**
   * An empty one.
   *
   * @param limit how many bytes of events to keep
   */
  public DeltaText(int limit) {
    this.limit = limit;
  }

  /** Takes an event of any API; it is read only during the call. */
  public void event(Event event) {
    Event.Data data = event.data();
    event(data.bytes(), data.from(), data.to());
  }

  /** As {@link #event(Event)}, for the bytes of an event's data. */
  public void event(byte[] data, int from, int to) {
    int length = to - from;
    // Event data that is no object, such as the end marker of OpenAI's streams, holds no text.
    if (length <= 0 || data[from] != '{') {
      return;
    }
    boolean fits = seen == kept && length <= limit - kept;
    seen += length;
    if (fits) {
      System.arraycopy(data, from, room(length), used, length);
      used += length;
      kept += length;
      if (count == lengths.length) {
        lengths = Arrays.copyOf(lengths, count * 2);
      }
      lengths[count++] = length;
    }
  }

  /** Where the next event goes, as a whole: what is kept never moves. */
  private byte[] room(int length) {
    if (rooms.isEmpty() || length > rooms.getLast().length - used) {
      rooms.add(new byte[Math.max(ROOM, length)]);
      used = 0;
    }
    return rooms.getLast();
  }

  /** Whether no event that could hold text came by. */
  public boolean isEmpty() {
    return seen == 0;
  }

  /** The text of the kept events. Costs a parse of each of them. */
  TextSample sample() {
    StringBuilder text = new StringBuilder();
    int room = 0;
    int from = 0;
    for (int i = 0; i < count; i++) {
      if (lengths[i] > rooms.get(room).length - from) {
        room++;
        from = 0;
      }
      append(Arrays.copyOfRange(rooms.get(room), from, from + lengths[i]), text);
      from += lengths[i];
    }
    return count == 0 ? TextSample.EMPTY : new TextSample(text.toString(), (double) seen / kept);
  }

  private static void append(byte[] event, StringBuilder out) {
    try {
      JsonNode payload = JsonTree.parse(event);
      EventText.append(payload, out);
    } catch (InvalidJson e) {
      // A broken event has no text.
    }
  }
}
