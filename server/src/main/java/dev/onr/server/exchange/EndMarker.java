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

  private final List<ByteBuf> beginnings;
  private final List<ByteBuf> ends;
  private boolean begun;
  private boolean ended;

  private EndMarker(List<String> beginnings, List<String> ends) {
    this.beginnings = needles(beginnings.stream());
    this.ends = needles(Stream.concat(ends.stream(), Stream.of(ERROR)));
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
      case CHAT_COMPLETIONS, COMPLETIONS ->
          new EndMarker(
              List.of("\"choices\":"),
              List.of("\"finish_reason\":\"", "_reason\": \"", "data: [DONE]", "data:[DONE]"));
      case RESPONSES ->
          new EndMarker(
              List.of("\"response.created\""),
              List.of("\"response.completed\"", "\"response.incomplete\"", "\"response.failed\""));
      case CLAUDE_MESSAGES ->
          new EndMarker(List.of("\"message_start\""), List.of("\"message_stop\""));
      case GEMINI_GENERATE_CONTENT, GEMINI_STREAM_GENERATE_CONTENT ->
          new EndMarker(
              List.of("\"candidates\":"), List.of("\"finishReason\":", "\"blockReason\":"));
      default -> none();
    };
  }

  /** Judges nothing. */
  static EndMarker none() {
    return new EndMarker(List.of(), List.of());
  }

  /** Takes whole events, in order. */
  void passed(Buffer events) {
    if (beginnings.isEmpty() || ended) {
      return;
    }
    begun = begun || contains(events, beginnings);
    ended = begun && contains(events, ends);
  }

  private static boolean contains(Buffer events, List<ByteBuf> needles) {
    ByteBuf bytes = ((BufferInternal) events).getByteBuf();
    return needles.stream().anyMatch(needle -> contains(bytes, needle));
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
