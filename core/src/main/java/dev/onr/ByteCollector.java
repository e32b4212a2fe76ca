package dev.onr;

import java.util.Arrays;

/** Bytes being put together; grows as needed. Not thread-safe. */
public final class ByteCollector implements ByteSink {
  private byte[] bytes;
  private int size;

  /** An empty collector with room for {@code capacity} bytes before it grows. */
  public ByteCollector(int capacity) {
    this.bytes = new byte[Math.max(16, capacity)];
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    ensure(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  /** Takes one byte. */
  public void write(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  /** How many bytes are here. */
  public int size() {
    return size;
  }

  /** Forgets the bytes, keeps the room. */
  public void clear() {
    size = 0;
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Hands all bytes to another sink, without a copy of our own. */
  public void writeTo(ByteSink out) {
    if (size > 0) {
      out.write(bytes, 0, size);
    }
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
    }
  }
}
