package dev.onr.server.channel;

import dev.onr.credential.KeyStore;
import dev.onr.credential.UpstreamKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The channels of all providers. They outlive reloads: a key that stays keeps its channel, whatever
 * it weighs then. Safe for use by many threads.
 */
public final class Channels {
  private final ConcurrentMap<UpstreamKey, Channel> channels = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;
  private final RandomGenerator random;

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds
   * @param random spreads waits; must be safe for several threads
   */
  public Channels(LongSupplier nanoTime, RandomGenerator random) {
    this.nanoTime = nanoTime;
    this.random = random;
  }

  /** The channel of a key of keys.yaml. */
  public Channel of(UpstreamKey key) {
    UpstreamKey same = key.weight() == 1 ? key : key.withWeight(1);
    return channels.computeIfAbsent(same, ignored -> new Channel(nanoTime));
  }

  /** The channel of a key that is nobody's but the caller's: nothing of it is remembered. */
  public Channel ofCaller() {
    return new Channel(nanoTime);
  }

  /** How many requests are under way to a provider. */
  public int underWay(KeyStore keys, String provider) {
    return keys.upstreamKeys(provider).stream().mapToInt(key -> of(key).underWay()).sum();
  }

  /**
   * The quickest first byte that may be expected of a provider's channels, in nanoseconds; 0 where
   * none was measured.
   */
  public double expectedFirstByteNanos(KeyStore keys, String provider) {
    return keys.upstreamKeys(provider).stream()
        .mapToDouble(key -> of(key).expectedFirstByteNanos())
        .filter(nanos -> nanos > 0)
        .min()
        .orElse(0);
  }

  /**
   * A wait of about this length, so that requests that failed together do not come back together.
   *
   * @return from half to one and a half times as long
   */
  public long spread(long millis) {
    return Math.round(millis * (0.5 + random.nextDouble()));
  }
}
