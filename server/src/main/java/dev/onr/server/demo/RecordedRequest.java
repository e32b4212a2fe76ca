package dev.onr.server.demo;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;

/**
 * One request as it arrived at the simulated upstream.
 *
 * @param method HTTP method
 * @param path path as it was on the wire, still percent-encoded
 * @param query raw query without the question mark; empty when there is none
 * @param headers all header fields, repeated ones included
 * @param body body bytes, transfer coding removed
 * @param end completes when the answer has ended: true when all of it was sent, false when the
 *     client left before
 */
public record RecordedRequest(
    String method, String path, String query, MultiMap headers, byte[] body, Future<Boolean> end) {

  /** The body as UTF-8 text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The path, with the query where there is one. */
  public String target() {
    return query.isEmpty() ? path : path + "?" + query;
  }
}
