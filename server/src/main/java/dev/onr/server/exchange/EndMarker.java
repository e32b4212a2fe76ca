package dev.onr.server.exchange;

import dev.onr.Api;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Watches a stream for what ends it in its dialect, since an upstream that dies may end its
 * connection in good order. Only judges streams that began as that dialect's do: who knows what
 * others mean by theirs. Not thread-safe; belongs to one answer.
 */
final class EndMarker {
  /** An error that the upstream tells of itself is an honest end. */
  private static final String ERROR = "\"error\":";

  private static final Marks CHAT =
      marks(
          List.of("\"choices\":"),
          List.of("\"finish_reason\":\"", "_reason\": \"", "data: [DONE]", "data:[DONE]"));
  private static final Marks RESPONSES =
      marks(
          List.of("\"response.created\""),
          List.of("\"response.completed\"", "\"response.incomplete\"", "\"response.failed\""));
  private static final Marks MESSAGES =
      marks(List.of("\"message_start\""), List.of("\"message_stop\""));
  private static final Marks GEMINI =
      marks(List.of("\"candidates\":"), List.of("\"finishReason\":", "\"blockReason\":"));
  private static final Marks NONE = marks(List.of(), List.of());

  private final Marks marks;
  private boolean begun;
  private boolean ended;

  private EndMarker(Marks marks) {
    this.marks = marks;
  }

  /** What streams of a dialect begin with, and what ends them; shared, and only read. */
  private record Marks(List<ByteBuf> beginnings, List<ByteBuf> ends) {}

  private static Marks marks(List<String> beginnings, List<String> ends) {
    return new Marks(
        needles(beginnings.stream()), needles(Stream.concat(ends.stream(), Stream.of(ERROR))));
  }

  private static List<ByteBuf> needles(Stream<String> texts) {
    return texts
        .map(text -> Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1)))
        .toList();
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
    if (marks.beginnings.isEmpty() || ended) {
      return;
    }
    begun = begun || contains(events, marks.beginnings);
    ended = begun && contains(events, marks.ends);
  }

  private static boolean contains(Buffer events, List<ByteBuf> needles) {
    ByteBuf bytes = ((BufferInternal) events).getByteBuf();
    for (ByteBuf needle : needles) {
      if (contains(bytes, needle)) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(ByteBuf bytes, ByteBuf needle) {
    boolean line = needle.getByte(needle.writerIndex() - 1) == ']';
    ByteBuf rest = bytes.slice();
    for (int at = ByteBufUtil.indexOf(needle, rest);
        at >= 0;
        at = ByteBufUtil.indexOf(needle, rest)) {
      rest.readerIndex(at + needle.readableBytes());
      // A text may hold these characters too, but no end of a line behind them.
      if (!line || !rest.isReadable() || rest.getByte(rest.readerIndex()) < ' ') {
        return true;
      }
    }
    return false;
  }

  /** Whether a stream that ends here is cut. */
  boolean isMissing() {
    return begun && !ended;
  }
}
