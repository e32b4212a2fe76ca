package dev.onr.usage;

import dev.onr.usage.UsageRules.Fact;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the figures of a stream's events together. Vendors repeat running totals and fill up what
 * they do not know yet with zeros, so the latest figure above zero counts.
 */
final class StreamTally {
  private final CompiledUsage rules;
  private final Counts counts;
  private final Map<Fact, BigDecimal> facts;

  /**
   * The most input tokens outside the cache that were seen; later events tend to leave them out.
   */
  private long fresh;

  /** Whether the total is one that the vendor reported, and not a sum of ours. */
  private boolean reportedTotal;

  StreamTally(CompiledUsage rules) {
    this(rules, new Counts(), new LinkedHashMap<>());
  }

  private StreamTally(CompiledUsage rules, Counts counts, Map<Fact, BigDecimal> facts) {
    this.rules = rules;
    this.counts = counts;
    this.facts = facts;
  }

  StreamTally copy() {
    StreamTally copy = new StreamTally(rules, counts.copy(), new LinkedHashMap<>(facts));
    copy.fresh = fresh;
    copy.reportedTotal = reportedTotal;
    return copy;
  }

  /**
   * Takes the figures of one event. Such that are all zero say nothing.
   *
   * @param reported whether the total comes from the vendor
   */
  void add(Counts next, List<MatchedFact> matched, boolean reported) {
    if (next.isZero()) {
      return;
    }
    if (rules.inputHoldsCache()) {
      fresh = Math.max(fresh, next.input - next.cached());
    }
    addTotal(next, reported);
    counts.input = latest(counts.input, next.input);
    counts.output = latest(counts.output, next.output);
    counts.reasoning = latest(counts.reasoning, next.reasoning);
    counts.cacheRead = latest(counts.cacheRead, next.cacheRead);
    counts.cacheWrite = latest(counts.cacheWrite, next.cacheWrite);
    next.extras.forEach(
        (name, quantity) -> counts.extras.merge(name, quantity, StreamTally::latest));
    matched.forEach(fact -> facts.merge(fact.rule(), fact.quantity(), StreamTally::latest));
    if (rules.inputHoldsCache() && Quantities.added(fresh, counts.cached()) > 0) {
      counts.input = Quantities.added(fresh, counts.cached());
    }
    if (counts.total == 0 || rules.rules().total().isEmpty()) {
      counts.total = counts.sum(rules.tokens());
    }
  }

  /**
   * A total goes with both sides or with none; one beside a single side is incomplete. What the
   * vendor reported is never replaced by a sum.
   */
  private void addTotal(Counts next, boolean reported) {
    boolean complete = next.input(rules.tokens()) > 0 == next.output(rules.tokens()) > 0;
    if (next.total > 0 && complete && (reported || !reportedTotal)) {
      counts.total = next.total;
      reportedTotal = reported;
    }
  }

  private static long latest(long current, long next) {
    return next > 0 ? next : current;
  }

  private static BigDecimal latest(BigDecimal current, BigDecimal next) {
    return next.signum() > 0 || current.signum() == 0 ? next : current;
  }

  UsageReading reading() {
    if (counts.isZero()) {
      return UsageReading.NONE;
    }
    return UsageReading.of(
        counts.usage(rules.tokens()),
        facts.entrySet().stream()
            .map(fact -> new MatchedFact(fact.getKey(), fact.getValue()))
            .toList());
  }
}
