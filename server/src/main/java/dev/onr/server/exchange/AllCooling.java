package dev.onr.server.exchange;

import java.time.Duration;

/** Every channel that could serve a request was told by its provider to wait. */
final class AllCooling extends RuntimeException {
  private final int status;
  private final Duration wait;

  /**
   * @param status with which the one that is back first told us
   * @param wait until it is back
   */
  AllCooling(int status, Duration wait) {
    super(
        "every channel to a provider of this model was told to wait; try again in "
            + seconds(wait)
            + " s",
        null,
        false,
        false);
    this.status = status == 429 ? 429 : 503;
    this.wait = wait;
  }

  /** 429 or 503. */
  int status() {
    return status;
  }

  Duration remaining() {
    return wait;
  }

  /** The wait in whole seconds, rounded up, for {@code Retry-After}. */
  long seconds() {
    return seconds(wait);
  }

  private static long seconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
