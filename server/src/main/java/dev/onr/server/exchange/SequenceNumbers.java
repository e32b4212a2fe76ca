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
    int name = lastName(bytes);
    Buffer seen = bytes;
    if (name < 0 && tail.length() > 0) {
      // Only a name or a number that two chunks share makes them be looked at together.
      seen = Buffer.buffer().appendBuffer(tail).appendBuffer(bytes);
      name = lastName(seen);
    }
    if (name >= 0) {
      next = number(seen, name + NAME.length) + 1;
    }
    tail = seen.getBuffer(Math.max(0, seen.length() - OVERLAP), seen.length());
  }

  private static int lastName(Buffer bytes) {
    int at = bytes.length() - NAME.length;
    while (at >= 0 && !isName(bytes, at)) {
      at--;
    }
    return at < 0 ? -1 : at;
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
