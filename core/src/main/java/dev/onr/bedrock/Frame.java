package dev.onr.bedrock;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * One message of AWS's event-stream encoding (Smithy, "Amazon Event Stream specification").
 *
 * @param headers those whose value is a string; others are checked and left out
 * @param payload what the message carries; do not modify
 */
record Frame(Map<String, String> headers, byte[] payload) {
  private static final int STRING = 7;

  /** The value of a header; empty where it is absent. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /**
   * Reads the headers of a frame.
   *
   * @throws InvalidFrame when they do not fill the given bytes exactly
   */
  static Map<String, String> readHeaders(ByteBuffer bytes) {
    Map<String, String> headers = new HashMap<>();
    while (bytes.hasRemaining()) {
      String name = text(bytes, Byte.toUnsignedInt(bytes.get()));
      if (!bytes.hasRemaining()) {
        throw new InvalidFrame("a header has no value");
      }
      int type = bytes.get();
      if (type == STRING) {
        headers.put(name, text(bytes, length(bytes)));
      } else {
        skip(bytes, type);
      }
    }
    return headers;
  }

  private static void skip(ByteBuffer bytes, int type) {
    int size =
        switch (type) {
          case 0, 1 -> 0; // true, false
          case 2 -> Byte.BYTES;
          case 3 -> Short.BYTES;
          case 4 -> Integer.BYTES;
          case 5, 8 -> Long.BYTES; // a number, a timestamp
          case 6 -> length(bytes); // bytes
          case 9 -> 2 * Long.BYTES; // a UUID
          default -> throw new InvalidFrame("a header has a value of the unknown type " + type);
        };
    take(bytes, size);
  }

  private static int length(ByteBuffer bytes) {
    if (bytes.remaining() < Short.BYTES) {
      throw new InvalidFrame("a header has no value");
    }
    return Short.toUnsignedInt(bytes.getShort());
  }

  private static String text(ByteBuffer bytes, int length) {
    return StandardCharsets.UTF_8.decode(take(bytes, length)).toString();
  }

  private static ByteBuffer take(ByteBuffer bytes, int length) {
    if (length > bytes.remaining()) {
      throw new InvalidFrame("a header reaches beyond the headers");
    }
    ByteBuffer taken = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    return taken;
  }
}
