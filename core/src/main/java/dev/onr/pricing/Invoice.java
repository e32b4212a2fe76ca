package dev.onr.pricing;

import dev.onr.usage.Usage;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The arithmetic: a usage times its rates. Nothing is rounded. */
final class Invoice {
  /** Prices that are for a million. */
  private static final int MILLION = 6;

  /** Extras that their own rates of cache writes pay for; see {@link #cacheWrites}. */
  private static final String TOKENS_5M = "cache_write_ttl_5m_tokens";

  private static final String TOKENS_1H = "cache_write_ttl_1h_tokens";

  /** The names that price tokens and so never an extra. */
  static final Set<String> TOKEN_RATES =
      Set.of(
          Rates.INPUT,
          Rates.OUTPUT,
          Rates.CACHE_READ,
          Rates.CACHE_WRITE,
          Rates.CACHE_WRITE_5M,
          Rates.CACHE_WRITE_1H);

  private final Rates rates;
  private final Usage usage;

  Invoice(Rates rates, Usage usage) {
    this.rates = rates;
    this.usage = usage;
  }

  /** The cost; empty where tokens are free and nothing else was charged. */
  Optional<Cost> cost(BigDecimal multiplier, String model, String channel) {
    BigDecimal extras = extras();
    if (!rates.chargesTokens() && extras.signum() == 0) {
      return Optional.empty();
    }
    long billable =
        Math.max(0, usage.inputTokens() - usage.cacheReadTokens() - usage.cacheWriteTokens());
    BigDecimal input = tokens(billable, rates.input());
    BigDecimal output = tokens(usage.outputTokens(), rates.output());
    BigDecimal cacheRead = tokens(usage.cacheReadTokens(), rates.cacheRead());
    BigDecimal cacheWrite = cacheWrites();
    return Optional.of(
        new Cost(
            input.add(output).add(cacheRead).add(cacheWrite).add(extras),
            input,
            output,
            cacheRead,
            cacheWrite,
            extras,
            billable,
            multiplier,
            model,
            channel,
            rates));
  }

  /** Writes by how long they stay, as far as the provider says so; the rest at the plain rate. */
  private BigDecimal cacheWrites() {
    long all = Math.max(0, usage.cacheWriteTokens());
    long hour = Math.min(all, extra(TOKENS_1H));
    long minutes = Math.min(all - hour, extra(TOKENS_5M));
    return tokens(hour, rates.cacheWrite1h())
        .add(tokens(minutes, rates.cacheWrite5m()))
        .add(tokens(all - hour - minutes, rates.cacheWrite()));
  }

  private long extra(String name) {
    return Math.max(0, usage.extras().getOrDefault(name, BigDecimal.ZERO).longValue());
  }

  private BigDecimal extras() {
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<String, BigDecimal> extra : usage.extras().entrySet()) {
      Optional<BigDecimal> rate =
          TOKEN_RATES.contains(extra.getKey()) ? Optional.empty() : rates.find(extra.getKey());
      if (rate.isPresent() && extra.getValue().signum() > 0) {
        sum = sum.add(extra.getValue().multiply(rate.get()));
      }
    }
    return sum;
  }

  private static BigDecimal tokens(long count, BigDecimal rate) {
    return count <= 0
        ? BigDecimal.ZERO
        : rate.multiply(BigDecimal.valueOf(count)).scaleByPowerOfTen(-MILLION);
  }
}
