package dev.onr.server;

import dev.onr.json.JsonLimits;
import dev.onr.sse.EventReader;
import java.time.Duration;

/**
 * What a client, a crowd of them or an upstream may ask of the process at once: {@code limits} of
 * onr.yaml, keys without variables. Sizes of bodies and times are with {@link Settings.Server}.
 *
 * @param maxHeaderBytes {@code max_header_bytes}, 1 MiB: a request's line and headers together;
 *     beyond it 431. Taken at the start
 * @param maxConnections {@code max_connections}, 16384: connections of clients; further ones are
 *     answered 503 where they are in clear text, and closed
 * @param maxRequests {@code max_requests}, 4096: requests to providers that are under way
 * @param maxQueuedRequests {@code max_queued_requests}, 256: requests that may wait for one of
 *     those to end; beyond it 503 with {@code Retry-After}
 * @param queueTimeout {@code queue_timeout_ms}, 2000: how long they wait before the same
 * @param maxHops {@code max_hops}, 5: how many gateways of this kind a request may have passed
 *     before it comes here; beyond it 508
 * @param maxLogValue {@code max_log_value}, 1024: characters of a client's text that a line of the
 *     access log shows
 * @param json of requests: {@code max_json_depth}, 1000, which is also the most, and {@code
 *     max_json_string_bytes}, as long as a body may be; beyond them 400
 * @param maxEventBytes {@code max_event_bytes}, 16 MiB, from 1 KiB to 256 MiB: the longest event of
 *     an upstream's stream that is read; beyond it 502, or an error event where the stream has
 *     begun
 */
public record Limits(
    int maxHeaderBytes,
    int maxConnections,
    int maxRequests,
    int maxQueuedRequests,
    Duration queueTimeout,
    int maxHops,
    int maxLogValue,
    JsonLimits json,
    int maxEventBytes) {
  private static final int SHORTEST_EVENT = 1 << 10;
  private static final int LONGEST_EVENT = 256 << 20;

  /**
   * @param maxBodyBytes the largest request body
   */
  static Limits read(SettingsGroup limits, int maxBodyBytes) {
    return new Limits(
        limits.positive("max_header_bytes", 1 << 20),
        limits.positive("max_connections", 16_384),
        limits.positive("max_requests", 4096),
        limits.positive("max_queued_requests", 256),
        Duration.ofMillis(limits.positive("queue_timeout_ms", 2000)),
        limits.positive("max_hops", 5),
        limits.positive("max_log_value", 1024),
        new JsonLimits(
            limits.within("max_json_depth", JsonLimits.DEEPEST, 1, JsonLimits.DEEPEST),
            limits.positive("max_json_string_bytes", maxBodyBytes)),
        limits.within("max_event_bytes", EventReader.DEFAULT_LIMIT, SHORTEST_EVENT, LONGEST_EVENT));
  }
}
