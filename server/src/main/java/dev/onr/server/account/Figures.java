package dev.onr.server.account;

import dev.onr.pricing.Cost;
import dev.onr.usage.Usage;
import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of an account under the names that logs give them. */
final class Figures {
  private final Map<String, Number> figures = new LinkedHashMap<>();

  Map<String, Number> all() {
    return figures;
  }

  /** Adds usage: the totals always, what concerns caches only where there was one. */
  void usage(Usage usage) {
    figures.put("input_tokens", usage.inputTokens());
    figures.put("output_tokens", usage.outputTokens());
    figures.put("total_tokens", usage.totalTokens());
    if (usage.cacheReadTokens() > 0 || usage.cacheWriteTokens() > 0) {
      figures.put("cache_read_tokens", usage.cacheReadTokens());
      figures.put("cache_write_tokens", usage.cacheWriteTokens());
    }
    usage.extras().forEach(figures::putIfAbsent);
  }

  /** Adds amounts in US dollars and what they are for. */
  void cost(Cost cost) {
    figures.put("cost_total", cost.total());
    figures.put("cost_input", cost.input());
    figures.put("cost_output", cost.output());
    figures.put("cost_cache_read", cost.cacheRead());
    figures.put("cost_cache_write", cost.cacheWrite());
    figures.put("billable_input_tokens", cost.billableInputTokens());
    figures.put("cost_multiplier", cost.multiplier());
  }
}
