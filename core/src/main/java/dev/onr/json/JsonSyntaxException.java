package dev.onr.json;

/** Bytes that are not one JSON text. The message names the trouble and the byte where it stands. */
public final class JsonSyntaxException extends RuntimeException {
  private final int offset;

  JsonSyntaxException(String trouble, int offset) {
    super(trouble + " at byte " + offset, null, false, false);
    this.offset = offset;
  }

  /** Where the trouble is, counted in bytes from the beginning of the text. */
  public int offset() {
    return offset;
  }
}
