package dev.onr.server.upstream;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The waits of one event loop. Nearly every wait is called off, and one on a busy stream moves with
 * every chunk; so a wait is one field that a slow common tick looks at, not a timer of its own. A
 * wait may therefore end up to {@value #TICK_MILLIS} ms late, never early.
 *
 * <p>Not thread-safe: all calls come from the one loop.
 */
public final class Deadlines {
  private static final long TICK_MILLIS = 50;

  private final Vertx vertx;
  private final LongSupplier nanoTime;
  private final Deadline ring = new Deadline(this);
  private long ticker = -1;
  private boolean idleSinceTick;

  /**
   * @param vertx schedules the tick, on the loop of the caller
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  public Deadlines(Vertx vertx, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.nanoTime = nanoTime;
  }

  /** The clock of these waits, in nanoseconds. */
  public long nanoTime() {
    return nanoTime.getAsLong();
  }

  /** Starts a wait; {@code expired} runs once on the loop unless the wait is stopped before. */
  public Deadline start(long millis, Runnable expired) {
    Deadline deadline = new Deadline(this);
    deadline.start(millis, expired);
    ring.insertBefore(deadline);
    idleSinceTick = false;
    if (ticker < 0) {
      ticker = vertx.setPeriodic(TICK_MILLIS, ignored -> tick());
    }
    return deadline;
  }

  private void tick() {
    if (ring.isAlone()) {
      // The ticker outlives an empty round, so that lone requests do not start and stop it.
      if (idleSinceTick) {
        vertx.cancelTimer(ticker);
        ticker = -1;
      }
      idleSinceTick = true;
      return;
    }
    long now = nanoTime();
    List<Deadline> expired = new ArrayList<>();
    for (Deadline each = ring.next; each != ring; each = each.next) {
      if (each.dueNanos - now <= 0) {
        expired.add(each);
      }
    }
    expired.forEach(Deadline::expire);
  }

  /** One wait. */
  public static final class Deadline {
    private final Deadlines owner;
    private Deadline previous;
    private Deadline next;
    private long lengthNanos;
    private long dueNanos;
    private @Nullable Runnable expired;

    private Deadline(Deadlines owner) {
      this.owner = owner;
      this.previous = this;
      this.next = this;
    }

    private void start(long millis, Runnable whenExpired) {
      expired = whenExpired;
      restart(millis);
    }

    /** Waits anew for as long as before, from now. */
    public void restart() {
      dueNanos = owner.nanoTime() + lengthNanos;
    }

    /** Waits anew, from now. */
    public void restart(long millis) {
      lengthNanos = TimeUnit.MILLISECONDS.toNanos(millis);
      restart();
    }

    /** Calls the wait off; nothing happens where it is over already. */
    public void stop() {
      expired = null;
      previous.next = next;
      next.previous = previous;
      previous = this;
      next = this;
    }

    private boolean isAlone() {
      return next == this;
    }

    private void insertBefore(Deadline other) {
      other.previous = previous;
      other.next = this;
      previous.next = other;
      previous = other;
    }

    private void expire() {
      Runnable action = expired;
      stop();
      if (action != null) {
        action.run();
      }
    }
  }
}
