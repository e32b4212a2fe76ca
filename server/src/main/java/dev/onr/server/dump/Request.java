package dev.onr.server.dump;

import java.time.Instant;
import java.util.Map;

/**
 * What a client asked, before its body is there.
 *
 * @param time when it came
 * @param id its request id
 * @param method HTTP method
 * @param target path and query as they came
 * @param clientAddress who asked
 * @param headers its header fields
 */
public record Request(
    Instant time,
    String id,
    String method,
    String target,
    String clientAddress,
    Iterable<Map.Entry<String, String>> headers) {
  /** Whether images are taken out of the bodies. */
  boolean carriesImages() {
    return target.startsWith("/v1/images/edits");
  }
}
