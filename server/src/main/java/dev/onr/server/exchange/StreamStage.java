package dev.onr.server.exchange;

import dev.onr.ByteCollector;
import dev.onr.ByteSink;
import dev.onr.bedrock.BedrockStream;
import dev.onr.dialect.InvalidAnswer;
import dev.onr.server.upstream.UpstreamFailure;
import dev.onr.steps.StreamRewriter;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens to the bytes of a streamed answer on their way to the client. */
sealed interface StreamStage {
  /** Takes what one turn of the loop brought; gives what may leave now, perhaps nothing. */
  Buffer feed(Buffer chunk);

  /** Takes the end of a whole stream; gives what is left. */
  Buffer finish();

  /**
   * Takes the end of a broken stream, forgetting what is incomplete.
   *
   * @return what must come before one more event, or null where the client's stream can't take an
   *     event any more
   */
  @Nullable Buffer breakOff();

  /** Whether nothing more will leave, whatever the upstream still sends. */
  default boolean isOver() {
    return false;
  }

  /** Whether these are events, with the first of which the client's status leaves. */
  default boolean holdsHead() {
    return false;
  }

  /** The content type of what leaves; empty where it is the upstream's. */
  default Optional<String> contentType() {
    return Optional.empty();
  }

  /** Whether the upstream's length and content encoding do not hold for what leaves. */
  default boolean recodes() {
    return false;
  }

  /**
   * Why nothing can be made of what comes behind the bytes that were given out; the answer must be
   * broken off there.
   */
  default Optional<RuntimeException> breach() {
    return Optional.empty();
  }

  /** Why the client has no whole answer, once it was told so in its stream. */
  default Optional<InvalidAnswer> failure() {
    return Optional.empty();
  }

  /** Frees what the stage holds. */
  default void close() {}

  /** Any bytes: they pass as they come, and nothing can be added. */
  final class Bytes implements StreamStage {
    @Override
    public Buffer feed(Buffer chunk) {
      return chunk;
    }

    @Override
    public Buffer finish() {
      return Buffer.buffer();
    }

    @Override
    public @Nullable Buffer breakOff() {
      return null;
    }
  }

  /**
   * Untouched events. All whole events leave at once; the start of one waits for its end, because a
   * stream that breaks must not deliver half an event, and because it can then still take an error
   * event. A very long event leaves in pieces instead of filling the memory.
   */
  final class Events implements StreamStage {
    private static final int LONGEST_HELD = 64 * 1024;

    private Buffer held = Buffer.buffer();
    private byte lastGiven = '\n';
    private boolean insideEvent;

    @Override
    public Buffer feed(Buffer chunk) {
      boolean nothingHeld = held.length() == 0;
      Buffer all = nothingHeld ? chunk : held.appendBuffer(chunk);
      int end = endOfEvents(all, all.length() - chunk.length());
      if (end == 0 && all.length() <= LONGEST_HELD) {
        // The chunk is not ours to append to.
        held = nothingHeld ? chunk.copy() : all;
        return Buffer.buffer();
      }
      insideEvent = all.length() - end > LONGEST_HELD;
      int given = insideEvent ? all.length() : end;
      held = given == all.length() ? Buffer.buffer() : all.getBuffer(given, all.length());
      lastGiven = all.getByte(given - 1);
      return given == all.length() ? all : all.slice(0, given);
    }

    /** Behind the last blank line that ends at {@code from} or later; 0 where there is none. */
    private int endOfEvents(Buffer bytes, int from) {
      for (int i = bytes.length() - 1; i >= from; i--) {
        byte b = bytes.getByte(i);
        if (b == '\n' || b == '\r') {
          boolean pair = b == '\n' && before(bytes, i) == '\r';
          byte previous = before(bytes, pair ? i - 1 : i);
          if (previous == '\n' || previous == '\r') {
            return i + 1;
          }
        }
      }
      return 0;
    }

    private byte before(Buffer bytes, int index) {
      return index > 0 ? bytes.getByte(index - 1) : lastGiven;
    }

    @Override
    public Buffer finish() {
      Buffer rest = held;
      held = Buffer.buffer();
      return rest;
    }

    @Override
    public boolean holdsHead() {
      return true;
    }

    @Override
    public @Nullable Buffer breakOff() {
      return insideEvent ? null : Buffer.buffer();
    }
  }

  /** Events that the route's steps rewrite, decoded first where the upstream encoded them. */
  final class Rewritten implements StreamStage {
    private final @Nullable StreamDecoder decoder;
    private final StreamRewriter rewriter;

    Rewritten(@Nullable StreamDecoder decoder, StreamRewriter rewriter) {
      this.decoder = decoder;
      this.rewriter = rewriter;
    }

    @Override
    public Buffer feed(Buffer chunk) {
      ByteCollector out = new ByteCollector(2 * chunk.length());
      ByteSink events = (bytes, offset, length) -> rewriter.feed(bytes, offset, length, out);
      if (decoder == null) {
        HeapBytes.read(chunk, events);
      } else {
        decoder.feed(chunk.getBytes(), events);
      }
      return HeapBytes.buffer(out);
    }

    @Override
    public Buffer finish() {
      ByteCollector out = new ByteCollector(256);
      rewriter.finish(out);
      return HeapBytes.buffer(out);
    }

    @Override
    public @Nullable Buffer breakOff() {
      // A rewriter only lets whole events through.
      return rewriter.writesEvents() ? Buffer.buffer() : null;
    }

    @Override
    public boolean isOver() {
      return rewriter.isOver();
    }

    @Override
    public boolean holdsHead() {
      return true;
    }

    @Override
    public boolean recodes() {
      return true;
    }

    @Override
    public Optional<String> contentType() {
      return rewriter.contentType();
    }

    @Override
    public Optional<InvalidAnswer> failure() {
      return rewriter.failure();
    }

    @Override
    public void close() {
      if (decoder != null) {
        decoder.close();
      }
    }
  }

  /**
   * Bedrock's frames, which become events for the stage behind. The client's status waits for the
   * first event, since the first frame may be an error instead.
   */
  final class Frames implements StreamStage {
    private final @Nullable StreamDecoder decoder;
    private final BedrockStream frames = new BedrockStream();
    private final StreamStage behind;
    private @Nullable RuntimeException breach;

    /**
     * @param decoder undoes the upstream's encoding; null where there is none
     * @param behind takes plain events
     */
    Frames(@Nullable StreamDecoder decoder, StreamStage behind) {
      this.decoder = decoder;
      this.behind = behind;
    }

    @Override
    public Buffer feed(Buffer chunk) {
      Buffer events = Buffer.buffer(chunk.length());
      try {
        if (decoder == null) {
          frames.feed(chunk.getBytes(), events::appendBytes);
        } else {
          decoder.feed(
              chunk.getBytes(),
              (bytes, offset, length) -> frames.feed(bytes, offset, length, events::appendBytes));
        }
      } catch (InvalidAnswer | UpstreamFailure e) {
        breach = e;
      }
      return events.length() == 0 ? events : behind.feed(events);
    }

    @Override
    public Buffer finish() {
      Buffer end = Buffer.buffer();
      try {
        if (!behind.isOver()) {
          frames.finish(end::appendBytes);
        }
      } catch (InvalidAnswer e) {
        breach = e;
        return end;
      }
      Buffer out = Buffer.buffer();
      if (end.length() > 0) {
        out.appendBuffer(behind.feed(end));
      }
      return out.appendBuffer(behind.finish());
    }

    @Override
    public @Nullable Buffer breakOff() {
      return behind.breakOff();
    }

    @Override
    public boolean isOver() {
      return behind.isOver();
    }

    @Override
    public boolean holdsHead() {
      return true;
    }

    @Override
    public boolean recodes() {
      return true;
    }

    @Override
    public Optional<RuntimeException> breach() {
      return Optional.ofNullable(breach);
    }

    @Override
    public Optional<String> contentType() {
      return behind.contentType().or(() -> Optional.of("text/event-stream"));
    }

    @Override
    public Optional<InvalidAnswer> failure() {
      return behind.failure();
    }

    @Override
    public void close() {
      if (decoder != null) {
        decoder.close();
      }
      behind.close();
    }
  }
}
