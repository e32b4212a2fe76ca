package dev.onr.dialect;

import java.util.Map;
import java.util.Optional;

/**
 * What the client tells the vendor about the request beside the conversation. Absent texts are
 * empty.
 *
 * @param user the end user's id (chat: user; Messages: metadata.user_id)
 * @param tier service tier, as received
 * @param metadata free pairs (OpenAI)
 */
public record Service(
    String user,
    String safetyIdentifier,
    String tier,
    String promptCacheKey,
    String promptCacheRetention,
    Optional<Boolean> store,
    Map<String, String> metadata) {
  /** Nothing said. */
  public static final Service DEFAULT = new Service("", "", "", "", "", Optional.empty(), Map.of());

  public Service {
    metadata = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(metadata));
  }

  /** The tier in OpenAI's words: Anthropic calls OpenAI's {@code default} standard. */
  String openAiTier() {
    return tier.equals("standard_only") ? "default" : tier;
  }
}
