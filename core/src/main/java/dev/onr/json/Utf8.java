package dev.onr.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Well-formed UTF-8 (RFC 3629). */
final class Utf8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGHS = 0x8080808080808080L;

  private Utf8() {}

  /** The same array when it is well-formed, else a copy with U+FFFD for what is not. */
  static byte[] repaired(byte[] bytes) {
    return isWellFormed(bytes)
        ? bytes
        : new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
  }

  static boolean isWellFormed(byte[] bytes) {
    return isWellFormed(bytes, 0, bytes.length);
  }

  static boolean isWellFormed(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end) {
      i = behindAscii(bytes, i, end);
      if (i == end) {
        return true;
      }
      int length = sequence(bytes, i, end);
      if (length == 0) {
        return false;
      }
      i += length;
    }
    return true;
  }

  private static int behindAscii(byte[] bytes, int from, int end) {
    int i = from;
    while (i + 32 <= end) {
      long any =
          (long) LONGS.get(bytes, i)
              | (long) LONGS.get(bytes, i + 8)
              | (long) LONGS.get(bytes, i + 16)
              | (long) LONGS.get(bytes, i + 24);
      if ((any & HIGHS) != 0) {
        break;
      }
      i += 32;
    }
    while (i < end && bytes[i] >= 0) {
      i++;
    }
    return i;
  }

  /** The length of the multi-byte sequence at {@code i}; 0 where it is malformed. */
  private static int sequence(byte[] bytes, int i, int end) {
    int lead = bytes[i] & 0xff;
    int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || i + length > end) {
      return 0;
    }
    for (int k = 1; k < length; k++) {
      if ((bytes[i + k] & 0xc0) != 0x80) {
        return 0;
      }
    }
    int second = bytes[i + 1] & 0xff;
    boolean bad =
        (lead == 0xe0 && second < 0xa0)
            || (lead == 0xed && second > 0x9f)
            || (lead == 0xf0 && second < 0x90)
            || (lead == 0xf4 && second > 0x8f);
    return bad ? 0 : length;
  }
}
