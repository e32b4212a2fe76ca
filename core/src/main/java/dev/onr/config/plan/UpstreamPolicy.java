package dev.onr.config.plan;

import dev.onr.steps.NextUpstream;
import java.time.Duration;
import java.util.Optional;

/**
 * How long an upstream may take, and what its failures mean. A time that is empty is the one of
 * onr.yaml.
 *
 * @param connectTimeout until there is a connection
 * @param responseTimeout from then until the head of the answer
 * @param firstEventTimeout from then until the first event of a stream
 * @param idleTimeout between the pieces of an answer
 * @param next the outcomes after which another channel may be tried
 * @param maxFails how many failures within {@code failTimeout} take a channel out; 0: none ever do
 * @param failTimeout the time in which failures count, and for which a channel then stays out
 */
public record UpstreamPolicy(
    Optional<Duration> connectTimeout,
    Optional<Duration> responseTimeout,
    Optional<Duration> firstEventTimeout,
    Optional<Duration> idleTimeout,
    NextUpstream next,
    int maxFails,
    Duration failTimeout) {
  /** What holds where the configuration says nothing. */
  public static final UpstreamPolicy STANDARD =
      new UpstreamPolicy(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          NextUpstream.STANDARD,
          3,
          Duration.ofSeconds(10));
}
