package dev.onr.server.exchange;

import dev.onr.ByteSink;
import dev.onr.dialect.InvalidAnswer;
import dev.onr.server.upstream.UpstreamFailure;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets somebody listen to an answer that passes, in plain bytes whatever its encoding is. Whatever
 * happens to the listener, the answer passes.
 */
final class Tap {
  private static final Logger LOG = LoggerFactory.getLogger(Tap.class);

  private final @Nullable StreamDecoder decoder;
  private @Nullable ByteSink listener;

  /**
   * @param decoder undoes the upstream's encoding; null where there is none
   * @param listener takes the plain bytes; null where nobody listens
   */
  Tap(@Nullable StreamDecoder decoder, @Nullable ByteSink listener) {
    this.decoder = decoder;
    this.listener = listener;
  }

  /** Nobody listens. */
  static Tap closed() {
    return new Tap(null, null);
  }

  /** Takes what came. */
  void take(Buffer chunk) {
    ByteSink to = listener;
    if (to == null) {
      return;
    }
    try {
      if (decoder == null) {
        HeapBytes.read(chunk, to);
      } else {
        decoder.feed(chunk.getBytes(), to);
      }
    } catch (UpstreamFailure | InvalidAnswer e) {
      // What is broken is told to the client by those who carry the answer.
      listener = null;
    } catch (RuntimeException e) {
      LOG.error("an answer can't be listened to any more", e);
      listener = null;
    }
  }

  /** Frees what the tap holds. */
  void close() {
    listener = null;
    if (decoder != null) {
      decoder.close();
    }
  }
}
