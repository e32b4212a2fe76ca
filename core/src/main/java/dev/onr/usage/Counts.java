package dev.onr.usage;

import dev.onr.usage.TokenSemantics.Input;
import dev.onr.usage.TokenSemantics.Output;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tokens and other quantities as the vendor counts them. What they contain, and so what they come
 * to, says {@link TokenSemantics}.
 */
final class Counts {
  long input;
  long output;
  long reasoning;
  long cacheRead;
  long cacheWrite;

  /** As reported, or the sum; zero where neither is known. */
  long total;

  final Map<String, BigDecimal> extras = new LinkedHashMap<>();

  Counts copy() {
    Counts copy = new Counts();
    copy.input = input;
    copy.output = output;
    copy.reasoning = reasoning;
    copy.cacheRead = cacheRead;
    copy.cacheWrite = cacheWrite;
    copy.total = total;
    copy.extras.putAll(extras);
    return copy;
  }

  void add(BillingIdentity identity, BigDecimal quantity) {
    long tokens = Quantities.rounded(quantity);
    boolean core = true;
    if (identity.isTokens("input")) {
      input = Quantities.added(input, tokens);
    } else if (identity.isTokens("output")) {
      output = Quantities.added(output, tokens);
    } else if (identity.isTokens("cache_read")) {
      cacheRead = Quantities.added(cacheRead, tokens);
    } else if (identity.isTokens("cache_write")) {
      cacheWrite = Quantities.added(cacheWrite, tokens);
    } else {
      core = false;
    }
    if (identity.isTokens(TokenSemantics.REASONING)) {
      reasoning = Quantities.added(reasoning, tokens);
    }
    if (!core || !identity.attributes().isEmpty()) {
      extras.merge(
          identity.flatName(),
          Quantities.plain(quantity),
          (one, other) -> Quantities.plain(one.add(other)));
    }
  }

  long cached() {
    return Quantities.added(cacheRead, cacheWrite);
  }

  /** The whole prompt. */
  long input(TokenSemantics semantics) {
    return semantics.input() == Input.WITHOUT_CACHE ? Quantities.added(input, cached()) : input;
  }

  /** All that was written. */
  long output(TokenSemantics semantics) {
    return semantics.output() == Output.WITHOUT_REASONING
        ? Quantities.added(output, reasoning)
        : output;
  }

  long sum(TokenSemantics semantics) {
    return Quantities.added(input(semantics), output(semantics));
  }

  boolean isZero() {
    boolean zero = input == 0 && output == 0 && total == 0 && cacheRead == 0 && cacheWrite == 0;
    for (BigDecimal quantity : extras.values()) {
      zero &= quantity.signum() == 0;
    }
    return zero;
  }

  Usage usage(TokenSemantics semantics) {
    return new Usage(
        input(semantics),
        output(semantics),
        total == 0 ? sum(semantics) : total,
        cacheRead,
        cacheWrite,
        extras);
  }
}
