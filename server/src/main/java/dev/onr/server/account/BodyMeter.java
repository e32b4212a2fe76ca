package dev.onr.server.account;

import dev.onr.BytePieces;
import dev.onr.ByteSink;

/** Keeps a whole answer that passes, to be read at its end; one that is too large is let go. */
final class BodyMeter implements ByteSink {
  private final long limit;
  private BytePieces kept = new BytePieces();
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
      kept = new BytePieces();
    } else {
      kept.write(bytes, offset, length);
    }
  }

  int size() {
    return kept.size();
  }

  /** The body; ends the keeping. */
  byte[] bytes() {
    return kept.join();
  }
}
