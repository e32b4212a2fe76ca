package dev.onr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes being put together of which there may be many. They are kept in pieces, so that growing
 * copies nothing, and joined once, at the end. Not thread-safe.
 */
public final class BytePieces implements ByteSink {
  private static final int FIRST = 4 * 1024;
  private static final int LARGEST = 256 * 1024;

  private final List<byte[]> full = new ArrayList<>();
  private byte[] last;
  private int used;
  private int size;

  /** Nothing yet. */
  public BytePieces() {
    this(FIRST);
  }

  /**
   * Nothing yet.
   *
   * @param expected how many bytes are announced; of more than {@code most} only so many count
   * @param most what is set aside before any byte came
   */
  public BytePieces(long expected, int most) {
    this(Math.clamp(expected, 0, most));
  }

  private BytePieces(int room) {
    this.last = new byte[room];
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    int from = offset;
    int rest = length;
    while (rest > 0) {
      if (used == last.length) {
        grow();
      }
      int fits = Math.min(rest, last.length - used);
      System.arraycopy(source, from, last, used, fits);
      used += fits;
      from += fits;
      rest -= fits;
    }
    size = Math.addExact(size, length);
  }

  private void grow() {
    if (used > 0) {
      full.add(last);
    }
    last = new byte[Math.clamp(size, FIRST, LARGEST)];
    used = 0;
  }

  /** How many bytes are here. */
  public int size() {
    return size;
  }

  /**
   * All bytes in one array, without a copy where one piece holds just them. Ends the collection.
   */
  public byte[] join() {
    if (full.isEmpty()) {
      return used == last.length ? last : Arrays.copyOf(last, used);
    }
    byte[] whole = new byte[size];
    int at = 0;
    for (byte[] piece : full) {
      System.arraycopy(piece, 0, whole, at, piece.length);
      at += piece.length;
    }
    System.arraycopy(last, 0, whole, at, used);
    full.clear();
    return whole;
  }
}
