package dev.onr.steps;

/** A stretch of bytes, from {@code from} up to before {@code to}. */
record ByteRange(int from, int to) {
  /** No bytes. */
  static final ByteRange NONE = new ByteRange(0, 0);

  boolean isEmpty() {
    return from == to;
  }
}
