package dev.onr.server.exchange;

import dev.onr.Api;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;

/**
 * Watches a stream for what ends it in its dialect, since an upstream that dies may end its
 * connection in good order. Only judges streams that began as that dialect's do: who knows what
 * others mean by theirs. Not thread-safe; belongs to one answer.
 */
final class EndMarker {
  /** An error that the upstream tells of itself is an honest end. */
  private static final String ERROR = "\"error\":";

  private static final Marks CHAT =
      new Marks(
          needles("\"choices\":"),
          needles("\"finish_reason\":\"", "_reason\": \"", ERROR),
          needles("data: [DONE]", "data:[DONE]"));
  private static final Marks RESPONSES =
      new Marks(
          needles("\"response.created\""),
          needles(
              "\"response.completed\"", "\"response.incomplete\"", "\"response.failed\"", ERROR),
          needles());
  private static final Marks MESSAGES =
      new Marks(needles("\"message_start\""), needles("\"message_stop\"", ERROR), needles());
  private static final Marks GEMINI =
      new Marks(
          needles("\"candidates\":"),
          needles("\"finishReason\":", "\"blockReason\":", ERROR),
          needles());
  private static final Marks NONE = new Marks(needles(), needles(), needles());

  private final Marks marks;
  private boolean begun;
  private boolean ended;

  private EndMarker(Marks marks) {
    this.marks = marks;
  }

  /**
   * What streams of a dialect begin with, and what ends them.
   *
   * @param lastLines what ends them where a line ends behind it
   */
  private record Marks(List<Needle> beginnings, List<Needle> ends, List<Needle> lastLines) {}

  private static List<Needle> needles(String... texts) {
    return Arrays.stream(texts).map(Needle::new).toList();
  }

  /**
   * The marker of an API's streams. Quotes within texts are escaped in JSON, so that none of these
   * can be part of what a model says.
   */
  static EndMarker of(Api api) {
    return switch (api) {
      case CHAT_COMPLETIONS, COMPLETIONS -> new EndMarker(CHAT);
      case RESPONSES -> new EndMarker(RESPONSES);
      case CLAUDE_MESSAGES -> new EndMarker(MESSAGES);
      case GEMINI_GENERATE_CONTENT, GEMINI_STREAM_GENERATE_CONTENT -> new EndMarker(GEMINI);
      default -> none();
    };
  }

  /** Judges nothing. */
  static EndMarker none() {
    return new EndMarker(NONE);
  }

  /** Takes whole events, in order. */
  void passed(Buffer events) {
    if (marks.beginnings.isEmpty() || ended || events.length() == 0) {
      return;
    }
    HeapBytes.read(events, this::passed);
  }

  private void passed(byte[] bytes, int from, int length) {
    int to = from + length;
    begun = begun || contains(bytes, from, to, marks.beginnings);
    ended = begun && (contains(bytes, from, to, marks.ends) || containsLine(bytes, from, to));
  }

  private static boolean contains(byte[] bytes, int from, int to, List<Needle> needles) {
    for (Needle needle : needles) {
      if (needle.indexIn(bytes, from, to) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** A text may hold these characters too, but no end of a line behind them. */
  private boolean containsLine(byte[] bytes, int from, int to) {
    for (Needle needle : marks.lastLines) {
      int at = needle.indexIn(bytes, from, to);
      while (at >= 0) {
        int behind = at + needle.length();
        if (behind == to || (bytes[behind] >= 0 && bytes[behind] < ' ')) {
          return true;
        }
        at = needle.indexIn(bytes, behind, to);
      }
    }
    return false;
  }

  /** Whether a stream that ends here is cut. */
  boolean isMissing() {
    return begun && !ended;
  }
}
