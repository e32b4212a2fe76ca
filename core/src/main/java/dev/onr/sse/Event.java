package dev.onr.sse;

import dev.onr.ByteCollector;
import dev.onr.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One server-sent event as it came: its lines, read on demand. A view of a reader's bytes; valid
 * only while the reader hands it over.
 */
public final class Event {
  private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EVENT = "event:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

  private final byte[] source;
  private final int start;
  private final int end;
  private final int behind;

  /**
   * @param end behind the last line
   * @param behind behind the blank line that ends the event; {@code end} where there is none
   */
  Event(byte[] source, int start, int end, int behind) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.behind = behind;
  }

  int start() {
    return start;
  }

  int behind() {
    return behind;
  }

  /** Whether bytes lie in the array that this event is a view of. */
  @SuppressWarnings("ReferenceEquality") // what is in the array does not matter
  boolean holds(Data data) {
    return data.bytes == source;
  }

  /** Sees the lines of an event, without their ends. */
  @FunctionalInterface
  public interface LineVisitor {
    /** A line: the bytes from {@code from} up to before {@code to}. */
    void line(byte[] bytes, int from, int to);
  }

  /**
   * A stretch of bytes: an event's data.
   *
   * @param bytes the array it lies in; do not modify
   * @param from its first byte
   * @param to the byte behind its last
   */
  public record Data(byte[] bytes, int from, int to) {
    /** Whether there is nothing but white space. */
    public boolean isEmpty() {
      return from == to;
    }

    /** Whether this is {@code [DONE]}, with which OpenAI's streams end. */
    public boolean isDone() {
      return Arrays.equals(bytes, from, to, DONE, 0, DONE.length);
    }

    /** The data as text. */
    public String text() {
      return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** A copy. */
    public byte[] copy() {
      return Arrays.copyOfRange(bytes, from, to);
    }
  }

  /** The name in the first {@code event:} line, trimmed; empty where there is none. */
  public String name() {
    int at = start;
    while (at < end) {
      int stop = lineEnd(at);
      if (startsWith(EVENT, at, stop)) {
        return new String(
                source, at + EVENT.length, stop - at - EVENT.length, StandardCharsets.UTF_8)
            .strip();
      }
      at = next(stop);
    }
    return "";
  }

  /** The {@code data:} lines, each trimmed, joined by LF, the whole trimmed. */
  public Data data() {
    Data only = new Data(source, start, start);
    ByteCollector joined = null;
    int lines = 0;
    int at = start;
    while (at < end) {
      int stop = lineEnd(at);
      if (startsWith(DATA, at, stop)) {
        Data line = trimmed(source, at + DATA.length, stop);
        if (lines == 0) {
          only = line;
        } else {
          if (joined == null) {
            joined = new ByteCollector(end - start);
            joined.write(only.bytes, only.from, only.to - only.from);
          }
          joined.write('\n');
          joined.write(line.bytes, line.from, line.to - line.from);
        }
        lines++;
      }
      at = next(stop);
    }
    return joined == null ? only : trimmed(joined.toByteArray(), 0, joined.size());
  }

  /** Visits all lines in order. */
  public void forEachLine(LineVisitor visitor) {
    int at = start;
    while (at < end) {
      int stop = lineEnd(at);
      visitor.line(source, at, stop);
      at = next(stop);
    }
  }

  /** Writes the event's lines and the blank line behind them, all ended by LF. */
  public void writeTo(ByteSink out) {
    boolean clean = end > start && source[end - 1] == '\n';
    for (int i = start; clean && i < end; i++) {
      clean = source[i] != '\r';
    }
    if (clean) {
      out.write(source, start, end - start);
    } else {
      forEachLine(
          (bytes, from, to) -> {
            out.write(bytes, from, to - from);
            out.write(EventWriter.LF);
          });
    }
    out.write(EventWriter.LF);
  }

  /**
   * Writes the event with other data: first all lines that are not data, in order, then one data
   * line, then the blank line.
   *
   * @param json JSON text; line ends in it, which can only be white space, are left out
   */
  public void writeTo(ByteSink out, byte[] json) {
    forEachLine(
        (bytes, from, to) -> {
          if (!startsWith(DATA, from, to)) {
            out.write(bytes, from, to - from);
            out.write(EventWriter.LF);
          }
        });
    new EventWriter(out).data(json);
  }

  private boolean startsWith(byte[] field, int from, int to) {
    return to - from >= field.length
        && Arrays.equals(source, from, from + field.length, field, 0, field.length);
  }

  private int lineEnd(int from) {
    int i = from;
    while (i < end && source[i] != '\n' && source[i] != '\r') {
      i++;
    }
    return i;
  }

  private int next(int lineEnd) {
    boolean crlf = lineEnd + 1 < end && source[lineEnd] == '\r' && source[lineEnd + 1] == '\n';
    return lineEnd + (crlf ? 2 : 1);
  }

  private static Data trimmed(byte[] bytes, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && bytes[start] >= 0 && bytes[start] <= ' ') {
      start++;
    }
    while (end > start && bytes[end - 1] >= 0 && bytes[end - 1] <= ' ') {
      end--;
    }
    return new Data(bytes, start, end);
  }
}
