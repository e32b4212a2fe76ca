package dev.onr.json;

/** Bytes that are not one JSON value. */
public final class InvalidJson extends RuntimeException {
  /**
   * @param detail what the parser stumbled over
   */
  public InvalidJson(String detail) {
    super(detail, null, false, false);
  }
}
