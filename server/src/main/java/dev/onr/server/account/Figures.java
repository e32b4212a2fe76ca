package dev.onr.server.account;

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
  Figures usage(Usage usage) {
    figures.put("input_tokens", usage.inputTokens());
    figures.put("output_tokens", usage.outputTokens());
    figures.put("total_tokens", usage.totalTokens());
    if (usage.cacheReadTokens() > 0 || usage.cacheWriteTokens() > 0) {
      figures.put("cache_read_tokens", usage.cacheReadTokens());
      figures.put("cache_write_tokens", usage.cacheWriteTokens());
    }
    usage.extras().forEach(figures::putIfAbsent);
    return this;
  }
}
