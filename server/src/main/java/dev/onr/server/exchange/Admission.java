package dev.onr.server.exchange;

import dev.onr.server.Limits;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Bounds, over all loops, how many requests are under way, and how many more wait for one of them
 * to end. Safe for several threads.
 */
public final class Admission {
  /** What becomes of a request that wants in. */
  enum Verdict {
    /** It has a place, which {@link #leave} gives back. */
    ADMITTED,
    /** It waits in the queue. */
    WAITS,
    /** Neither is possible. */
    FULL
  }

  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int underWay;

  /**
   * Asks for a place.
   *
   * @param turn runs once when a request that waits gets its place, on the thread of whoever gives
   *     the place back; it must only pass that on
   */
  synchronized Verdict ask(Limits limits, Runnable turn) {
    if (underWay < limits.maxRequests()) {
      underWay++;
      return Verdict.ADMITTED;
    }
    if (waiting.size() < limits.maxQueuedRequests()) {
      waiting.add(turn);
      return Verdict.WAITS;
    }
    return Verdict.FULL;
  }

  /**
   * Leaves the queue.
   *
   * @return whether the request was still waiting; otherwise it has a place and its turn comes
   */
  synchronized boolean giveUp(Runnable turn) {
    return waiting.remove(turn);
  }

  /** Gives a place back; whoever waits longest gets it. */
  void leave() {
    Runnable next = next();
    if (next != null) {
      next.run();
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable next = waiting.poll();
    if (next == null) {
      underWay--;
    }
    return next;
  }
}
