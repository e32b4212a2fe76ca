package dev.onr.bedrock;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * Reads frames of AWS's event-stream encoding from bytes in any chunks. A frame is a prelude
 * (length of the frame, length of its headers, checksum of these eight bytes), headers, payload and
 * a checksum of all before it; numbers are big-endian.
 *
 * <p>A length counts only once the prelude's checksum holds and both lengths are within bounds.
 * Holds at most one frame, and no more memory than has come. (The decoder of AWS's own library
 * takes 2 MiB per stream at once.) Not thread-safe.
 */
final class FrameReader {
  /** The largest payload, in bytes. */
  static final int LARGEST_PAYLOAD = 16 << 20;

  /** The most bytes that the headers of one frame may have. */
  static final int LARGEST_HEADERS = 128 << 10;

  private static final int CHECKSUM = Integer.BYTES;
  private static final int PRELUDE = 2 * Integer.BYTES + CHECKSUM;
  private static final int KEPT_ROOM = 64 << 10;

  private byte[] held = new byte[512];
  private int size;

  /** How many bytes are needed to go on: a prelude, then its frame. */
  private int wanted = PRELUDE;

  /**
   * Takes a chunk and hands over each frame that it completes.
   *
   * @throws InvalidFrame when a frame is not sound; the reader can't go on after that
   */
  void feed(byte[] chunk, int offset, int length, Consumer<Frame> frames) {
    int at = offset;
    int stop = offset + length;
    while (at < stop) {
      int taken = Math.min(wanted - size, stop - at);
      hold(chunk, at, taken);
      at += taken;
      if (size == wanted && wanted == PRELUDE) {
        wanted = frameLength(ByteBuffer.wrap(held, 0, PRELUDE));
      } else if (size == wanted) {
        Frame frame = frame(held, size);
        release();
        frames.accept(frame);
      }
    }
  }

  /** Whether the last frame is whole. */
  boolean isBetweenFrames() {
    return size == 0;
  }

  private void hold(byte[] chunk, int from, int length) {
    if (held.length < size + length) {
      held = Arrays.copyOf(held, Math.min(wanted, Math.max(size + length, 2 * held.length)));
    }
    System.arraycopy(chunk, from, held, size, length);
    size += length;
  }

  private void release() {
    size = 0;
    wanted = PRELUDE;
    if (held.length > KEPT_ROOM) {
      held = new byte[512];
    }
  }

  private static int frameLength(ByteBuffer prelude) {
    checksum(prelude, PRELUDE - CHECKSUM, "the prelude");
    long whole = Integer.toUnsignedLong(prelude.getInt(0));
    long headers = Integer.toUnsignedLong(prelude.getInt(Integer.BYTES));
    long payload = whole - headers - PRELUDE - CHECKSUM;
    if (payload < 0) {
      throw new InvalidFrame(
          "a frame of %d bytes can't have %d of headers".formatted(whole, headers));
    }
    if (headers > LARGEST_HEADERS) {
      throw new InvalidFrame(
          "a frame has more than %d bytes of headers".formatted(LARGEST_HEADERS));
    }
    if (payload > LARGEST_PAYLOAD) {
      throw new InvalidFrame(
          "a frame has a payload of more than %d bytes".formatted(LARGEST_PAYLOAD));
    }
    return (int) whole;
  }

  private static Frame frame(byte[] held, int size) {
    ByteBuffer bytes = ByteBuffer.wrap(held, 0, size);
    int end = size - CHECKSUM;
    checksum(bytes, end, "a frame");
    int headers = bytes.getInt(Integer.BYTES);
    Map<String, String> read = Frame.readHeaders(bytes.slice(PRELUDE, headers));
    return new Frame(read, Arrays.copyOfRange(held, PRELUDE + headers, end));
  }

  /** Compares the checksum at {@code end} with that of the bytes before it. */
  private static void checksum(ByteBuffer bytes, int end, String what) {
    CRC32 crc = new CRC32();
    crc.update(bytes.slice(0, end));
    if ((int) crc.getValue() != bytes.getInt(end)) {
      throw new InvalidFrame("the checksum of " + what + " is wrong");
    }
  }
}
