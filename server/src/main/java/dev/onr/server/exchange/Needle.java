package dev.onr.server.exchange;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A short ASCII text that is sought in many bytes. Looks at about one byte in as many as the text
 * has (Horspool, 1980), since each stream is searched for several of them. Immutable.
 */
final class Needle {
  private final byte[] text;
  private final int[] skips = new int[256];

  /** Takes a text of at least one character. */
  Needle(String ascii) {
    text = ascii.getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(skips, text.length);
    for (int i = 0; i < text.length - 1; i++) {
      skips[text[i]] = text.length - 1 - i;
    }
  }

  int length() {
    return text.length;
  }

  /** Whether a buffer has it. */
  boolean isIn(Buffer buffer) {
    boolean[] found = {false};
    HeapBytes.read(
        buffer, (bytes, from, length) -> found[0] = indexIn(bytes, from, from + length) >= 0);
    return found[0];
  }

  /** Where it begins first; -1 where it is not there. */
  int indexIn(byte[] bytes, int from, int to) {
    int last = text.length - 1;
    for (int at = from; at + last < to; at += skips[bytes[at + last] & 0xff]) {
      if (bytes[at + last] == text[last] && Arrays.equals(bytes, at, at + last, text, 0, last)) {
        return at;
      }
    }
    return -1;
  }
}
