package dev.onr.server.account;

import dev.onr.ByteCollector;
import dev.onr.ByteSink;

/** Keeps a whole answer that passes, to be read at its end; one that is too large is let go. */
final class BodyMeter implements ByteSink {
  private static final int FIRST_ROOM = 4096;

  private final long limit;
  private ByteCollector kept = new ByteCollector(FIRST_ROOM);
  private boolean tooLarge;

  /**
   * @param limit the most bytes to keep
   */
  BodyMeter(long limit) {
    this.limit = limit;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (tooLarge) {
      return;
    }
    if (kept.size() + (long) length > limit) {
      tooLarge = true;
      kept = new ByteCollector(0);
    } else {
      kept.write(bytes, offset, length);
    }
  }

  byte[] bytes() {
    return kept.toByteArray();
  }
}
