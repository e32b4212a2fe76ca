package dev.onr.steps;

import dev.onr.ByteSink;
import dev.onr.dialect.InvalidAnswer;
import java.util.Optional;

/** Turns the streamed answer of one exchange into what its client gets. Not thread-safe. */
public interface StreamRewriter {
  /**
   * Takes a chunk of any size; writes what it completes.
   *
   * @throws dev.onr.sse.EventTooLarge when an event is longer than {@link
   *     AnswerFacts#maxEventBytes}
   * @throws InvalidAnswer when the stream can't be used, or is an error in disguise
   */
  void feed(byte[] chunk, int offset, int length, ByteSink out);

  /** As {@link #feed(byte[], int, int, ByteSink)}, for a whole array. */
  default void feed(byte[] chunk, ByteSink out) {
    feed(chunk, 0, chunk.length, out);
  }

  /** Ends the stream: an event without its closing blank line counts too. */
  void finish(ByteSink out);

  /** The content type of what comes out; empty where it is the upstream's. */
  default Optional<String> contentType() {
    return Optional.empty();
  }

  /** Whether events come out, so that an event may follow what was written. */
  default boolean writesEvents() {
    return true;
  }

  /** Whether nothing more will come out, whatever the upstream still sends. */
  default boolean isOver() {
    return false;
  }

  /** Why the client has no whole answer, once it was told so in its stream. */
  default Optional<InvalidAnswer> failure() {
    return Optional.empty();
  }
}
