package dev.onr;

/** Takes bytes, in order. Whoever takes them copies what it wants to keep: the array may change. */
@FunctionalInterface
public interface ByteSink {
  /** Takes {@code length} bytes of {@code bytes}, beginning at {@code offset}. */
  void write(byte[] bytes, int offset, int length);

  /** Takes all of an array. */
  default void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }
}
