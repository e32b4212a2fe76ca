package dev.onr.pricing;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The prices of one exchange, multipliers and context tier applied.
 *
 * @param unit how the price list calls the unit of prices per token, for example {@code
 *     usd_per_1m_tokens}
 * @param byName prices by name: {@code input}, {@code output}, {@code cache_read}, {@code
 *     cache_write}, {@code cache_write_5m} and {@code cache_write_1h} in dollars per million
 *     tokens; every other name is that of an extra of the usage, in dollars per unit
 */
public record Rates(String unit, Map<String, BigDecimal> byName) {
  static final String INPUT = "input";
  static final String OUTPUT = "output";
  static final String CACHE_READ = "cache_read";
  static final String CACHE_WRITE = "cache_write";
  static final String CACHE_WRITE_5M = "cache_write_5m";
  static final String CACHE_WRITE_1H = "cache_write_1h";

  public Rates {
    byName = Map.copyOf(byName);
  }

  /** The price of input that has nothing to do with a cache. */
  public BigDecimal input() {
    return find(INPUT).orElse(BigDecimal.ZERO);
  }

  /** The price of output. */
  public BigDecimal output() {
    return find(OUTPUT).orElse(BigDecimal.ZERO);
  }

  /** The price of input read from a cache; without one of its own that of other input. */
  public BigDecimal cacheRead() {
    return find(CACHE_READ).orElseGet(this::input);
  }

  /** The price of input written to a cache; without one of its own that of other input. */
  public BigDecimal cacheWrite() {
    return find(CACHE_WRITE).orElseGet(this::input);
  }

  /** The price of a write that stays for five minutes. */
  BigDecimal cacheWrite5m() {
    return find(CACHE_WRITE_5M).orElseGet(this::cacheWrite);
  }

  /** The price of a write that stays for an hour. */
  BigDecimal cacheWrite1h() {
    return find(CACHE_WRITE_1H).orElseGet(this::cacheWrite);
  }

  /** A price by its name. Zero is a price too: free. */
  public Optional<BigDecimal> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Whether a token costs anything. */
  boolean chargesTokens() {
    return input().signum() != 0
        || output().signum() != 0
        || cacheRead().signum() != 0
        || cacheWrite5m().signum() != 0
        || cacheWrite1h().signum() != 0
        || cacheWrite().signum() != 0;
  }

  Rates times(BigDecimal multiplier) {
    Map<String, BigDecimal> multiplied = new HashMap<>(byName);
    multiplied.replaceAll((_, price) -> price.multiply(multiplier));
    return new Rates(unit, multiplied);
  }
}
