package dev.onr.server.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that a test moves. */
final class SetClock extends Clock {
  private final ZoneId zone;
  private Instant now;

  SetClock(String now, ZoneId zone) {
    this.now = Instant.parse(now);
    this.zone = zone;
  }

  void advance(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new SetClock(now.toString(), other);
  }
}
