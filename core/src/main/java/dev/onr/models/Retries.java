package dev.onr.models;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How often and for how long providers are tried for one request. What is empty is said elsewhere.
 *
 * @param tries the most attempts
 * @param timeout for all of them together, until the first byte for the client
 * @param backoff before the second attempt; it doubles with each further one
 */
public record Retries(OptionalInt tries, Optional<Duration> timeout, Optional<Duration> backoff) {
  /** Nothing is said. */
  public static final Retries NONE =
      new Retries(OptionalInt.empty(), Optional.empty(), Optional.empty());

  /** These, and what they leave open from others. */
  public Retries orElse(Retries others) {
    return new Retries(
        tries.isPresent() ? tries : others.tries,
        timeout.or(others::timeout),
        backoff.or(others::backoff));
  }
}
