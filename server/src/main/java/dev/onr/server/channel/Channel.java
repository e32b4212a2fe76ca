package dev.onr.server.channel;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A provider with one of its keys, and how it is doing. Safe for use by many threads.
 *
 * <p>A channel that failed too often is out for a while; then one request at a time probes it, and
 * the first that succeeds brings it back. A channel that was told to wait cools down until then.
 */
public final class Channel {
  /** How much the newest measurement counts in the moving average. */
  private static final double NEWEST = 0.3;

  /**
   * In this time a measurement loses half of what it says. Without that, a provider that was slow
   * once would never be asked again and so never be found to be quick.
   */
  private static final double HALF_LIFE_NANOS = 30e9;

  private final LongSupplier nanoTime;
  private int underWay;
  private int failures;
  private long firstFailure;
  private boolean out;
  private long outUntil;
  private boolean probed;
  private boolean cooling;
  private long coolUntil;
  private int coolStatus;
  private double firstByteNanos;
  private long measured;
  private long begun;

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  public Channel(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether it may be used. */
  public enum State {
    /** It may. */
    READY,
    /** It was told to wait. */
    COOLING,
    /** It failed too often. */
    OUT,
    /** It failed too often; one request finds out whether it is back. */
    PROBING
  }

  /**
   * How it is doing.
   *
   * @param state whether it may be used
   * @param remaining for how long it can't be; zero for those that can
   * @param status the status with which it told us to wait; 0 where it did not
   * @param underWay requests under way
   * @param failures failures that count at the moment
   * @param firstByteMillis moving average of the time to the first byte; 0 where none was measured
   */
  public record Report(
      State state,
      Duration remaining,
      int status,
      int underWay,
      int failures,
      long firstByteMillis) {}

  /** How it is doing now. */
  public synchronized Report report() {
    long now = nanoTime.getAsLong();
    State state = state(now);
    long wait =
        switch (state) {
          case COOLING -> coolUntil - now;
          case OUT -> outUntil - now;
          case READY, PROBING -> 0;
        };
    return new Report(
        state,
        Duration.ofNanos(wait),
        state == State.COOLING ? coolStatus : 0,
        underWay,
        failures,
        Math.round(firstByteNanos / 1e6));
  }

  private State state(long now) {
    if (cooling && coolUntil - now > 0) {
      return State.COOLING;
    }
    cooling = false;
    if (!out) {
      return State.READY;
    }
    return outUntil - now > 0 ? State.OUT : State.PROBING;
  }

  /** Begins to use it, if it may be used. */
  public synchronized Optional<Use> begin() {
    State state = state(nanoTime.getAsLong());
    return state == State.READY || (state == State.PROBING && !probed)
        ? Optional.of(beginAnyway())
        : Optional.empty();
  }

  /** Begins to use it whatever its state, since there is no other. */
  public synchronized Use beginAnyway() {
    boolean probe = out && !probed;
    probed |= probe;
    underWay++;
    begun = nanoTime.getAsLong();
    return new Use(probe);
  }

  /** How many requests are under way. */
  public synchronized int underWay() {
    return underWay;
  }

  /**
   * What is to be expected of the time to the first byte: its moving average, which shrinks while
   * the channel is not used, so that a slow one is measured anew now and then. As soon as a request
   * does so, the whole average holds for all others. 0 where none was measured.
   */
  public synchronized double expectedFirstByteNanos() {
    return firstByteNanos * remains(begun);
  }

  /** How much is left of what was true at that time, from 1 down to 0. */
  private double remains(long since) {
    return Math.pow(0.5, (nanoTime.getAsLong() - since) / HALF_LIFE_NANOS);
  }

  /** One request on this channel. Only its first outcome counts. */
  public final class Use {
    private final boolean probe;
    private boolean over;

    private Use(boolean probe) {
      this.probe = probe;
    }

    /**
     * The provider did what it was asked to, or refused for a good reason.
     *
     * @param nanos until the first byte of the answer; 0 where that says nothing
     */
    public void succeeded(long nanos) {
      synchronized (Channel.this) {
        if (end()) {
          failures = 0;
          out = false;
          if (nanos > 0) {
            measured(nanos);
          }
        }
      }
    }

    /**
     * The provider failed.
     *
     * @param most how many failures take the channel out; 0: none do
     * @param time within which failures count, and for which the channel is out
     */
    public void failed(int most, Duration time) {
      synchronized (Channel.this) {
        if (!end() || most == 0) {
          return;
        }
        long now = nanoTime.getAsLong();
        if (failures == 0 || now - firstFailure > time.toNanos()) {
          failures = 0;
          firstFailure = now;
        }
        failures++;
        if (probe || failures >= most) {
          out = true;
          outUntil = now + time.toNanos();
        }
      }
    }

    /** Nothing was learned of the provider, for example since the client left. */
    public void ended() {
      synchronized (Channel.this) {
        end();
      }
    }

    private boolean end() {
      if (over) {
        return false;
      }
      over = true;
      underWay--;
      if (probe) {
        probed = false;
      }
      return true;
    }
  }

  /** The older the average is, the less it counts against a new measurement. */
  private void measured(long nanos) {
    double newest = firstByteNanos == 0 ? 1 : Math.max(NEWEST, 1 - remains(measured));
    firstByteNanos += newest * (nanos - firstByteNanos);
    measured = nanoTime.getAsLong();
  }

  /**
   * The provider wants to be left alone.
   *
   * @param time for how long
   * @param status what it said so with
   */
  public synchronized void coolDown(Duration time, int status) {
    long until = nanoTime.getAsLong() + time.toNanos();
    if (!cooling || until - coolUntil > 0) {
      cooling = true;
      coolUntil = until;
      coolStatus = status;
    }
  }
}
