package dev.onr.usage;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one exchange used, in the words of the access log and of the price list.
 *
 * @param inputTokens the whole prompt, cached parts included
 * @param outputTokens all that the model wrote, reasoning included
 * @param totalTokens as reported, or the sum of both
 * @param cacheReadTokens the part of the input that came from a cache
 * @param cacheWriteTokens the part of the input that was written to a cache
 * @param extras everything else by its flat name, for example {@code audio_tts_seconds}, in the
 *     order in which it was found
 */
public record Usage(
    long inputTokens,
    long outputTokens,
    long totalTokens,
    long cacheReadTokens,
    long cacheWriteTokens,
    Map<String, BigDecimal> extras) {
  /** Nothing was used, or nothing is known. */
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, Map.of());

  public Usage {
    extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
  }

  /** Whether any of the five token counts is known. Extras alone do not count. */
  public boolean hasTokens() {
    return inputTokens != 0
        || outputTokens != 0
        || totalTokens != 0
        || cacheReadTokens != 0
        || cacheWriteTokens != 0;
  }
}
