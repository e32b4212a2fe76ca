package dev.onr.server.exchange;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts, over all loops, the answers that are read on although their clients have left. */
public final class Drains {
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * Takes a place for one more.
   *
   * @param limit how many there may be
   * @return whether there was a place; then {@link #end} must follow
   */
  boolean begin(int limit) {
    if (underWay.incrementAndGet() <= limit) {
      return true;
    }
    underWay.decrementAndGet();
    return false;
  }

  /** How many there are. */
  public int underWay() {
    return underWay.get();
  }

  /** Gives a place back. */
  void end() {
    underWay.decrementAndGet();
  }
}
