package dev.onr.server.dump;

import io.vertx.core.buffer.Buffer;

/** The beginning of a body that comes in pieces, up to a limit. */
final class Capture {
  private final int limit;
  private final Buffer bytes = Buffer.buffer();
  private long total;

  Capture(int limit) {
    this.limit = limit;
  }

  void take(Buffer chunk) {
    total += chunk.length();
    int room = Math.min(chunk.length(), limit - bytes.length());
    if (room > 0) {
      bytes.appendBuffer(chunk, 0, room);
    }
  }

  /** What was kept. */
  byte[] bytes() {
    return bytes.getBytes();
  }

  /** How long the body was. */
  long total() {
    return total;
  }
}
