package dev.onr.server.exchange;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * The numbers of a Responses stream's events, as they go by, so that an event of the gateway's own
 * can go on with the count. Not thread-safe; belongs to one answer.
 */
final class SequenceNumbers {
  private static final byte[] NAME = "\"sequence_number\":".getBytes(StandardCharsets.ISO_8859_1);

  /** What a cut between two chunks can hide: the name, a blank and a number. */
  private static final int OVERLAP = NAME.length + 20;

  private Buffer tail = Buffer.buffer();
  private long next;

  /** Takes bytes of the stream, in order; they are not kept. */
  void passed(Buffer bytes) {
    Buffer seen =
        tail.length() == 0 ? bytes : Buffer.buffer().appendBuffer(tail).appendBuffer(bytes);
    for (int i = seen.length() - NAME.length; i >= 0; i--) {
      if (isName(seen, i)) {
        next = number(seen, i + NAME.length) + 1;
        break;
      }
    }
    tail = seen.getBuffer(Math.max(0, seen.length() - OVERLAP), seen.length());
  }

  private static boolean isName(Buffer bytes, int at) {
    for (int i = 0; i < NAME.length; i++) {
      if (bytes.getByte(at + i) != NAME[i]) {
        return false;
      }
    }
    return true;
  }

  private static long number(Buffer bytes, int from) {
    int at = from;
    while (at < bytes.length() && bytes.getByte(at) == ' ') {
      at++;
    }
    long number = 0;
    while (at < bytes.length() && Character.isDigit(bytes.getByte(at))) {
      number = number * 10 + (bytes.getByte(at) - '0');
      at++;
    }
    return number;
  }

  /** The number that the next event has; 0 before any was seen. */
  long next() {
    return next;
  }
}
