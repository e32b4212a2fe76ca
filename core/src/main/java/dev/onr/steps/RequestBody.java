package dev.onr.steps;

/** A client's body: the original bytes, and what was read of them. */
public final class RequestBody {
  private final byte[] bytes;

  RequestBody(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The bytes as they came; do not modify. */
  public byte[] bytes() {
    return bytes;
  }
}
