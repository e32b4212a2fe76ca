package dev.onr.server.exchange;

import dev.onr.server.upstream.Deadlines;
import dev.onr.server.upstream.Deadlines.Deadline;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an exchange whose client has left: its upstream request is cancelled, or the
 * answer is read to its end so that its usage is known, within a time and for so many at once.
 */
final class Departure {
  private final Deadlines deadlines;
  private final Drains drains;
  private final int limit;
  private @Nullable Deadline deadline;
  private Runnable giveUp = () -> {};

  /**
   * @param limit how many answers may be drained at once
   */
  Departure(Deadlines deadlines, Drains drains, int limit) {
    this.deadlines = deadlines;
    this.drains = drains;
    this.limit = limit;
  }

  /**
   * The client has left. May be called again for each part of the exchange that it leaves behind;
   * the time counts from the first call.
   *
   * @param time for how long the configuration lets the answer be read on; empty: not at all
   * @param stop ends the exchange when the time is up
   * @return whether the answer is to be read on; otherwise it is the caller's to stop
   */
  boolean readOn(Optional<Duration> time, Runnable stop) {
    if (time.isEmpty()) {
      return false;
    }
    giveUp = stop;
    if (deadline == null && drains.begin(limit)) {
      deadline = deadlines.start(time.get().toMillis(), () -> giveUp.run());
    }
    return deadline != null;
  }

  /** How the exchange of a client that has left ends where its whole answer was read. */
  Ending ending() {
    return deadline == null ? Ending.CLIENT_GONE : Ending.DRAINED;
  }

  /** The exchange has ended. */
  void over() {
    if (deadline != null) {
      deadline.stop();
      deadline = null;
      drains.end();
    }
  }
}
