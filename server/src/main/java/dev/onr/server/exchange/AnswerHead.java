package dev.onr.server.exchange;

import dev.onr.server.http.RequestIds;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Carries status and header fields of an upstream's answer over to the client's. */
final class AnswerHead {
  /** Fields that speak of one connection only (RFC 9110 §7.6.1). */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private AnswerHead() {}

  /**
   * Copies the head. The client keeps the one request id that the gateway gave it.
   *
   * @param relength whether the length of the body is no longer the upstream's
   * @param recoded whether the upstream's content encoding was undone
   */
  static void copy(
      HttpClientResponse from, HttpServerResponse to, boolean relength, boolean recoded) {
    to.setStatusCode(from.statusCode());
    if (from.statusMessage() != null && !from.statusMessage().isEmpty()) {
      to.setStatusMessage(from.statusMessage());
    }
    MultiMap target = to.headers();
    Set<String> named = namedByConnection(from.headers());
    for (Map.Entry<String, String> field : from.headers()) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      boolean dropped =
          HOP_BY_HOP.contains(name)
              || named.contains(name)
              || name.equalsIgnoreCase(RequestIds.HEADER)
              || (relength && name.equals("content-length"))
              || (recoded && name.equals("content-encoding"));
      if (!dropped) {
        target.add(field.getKey(), field.getValue());
      }
    }
  }

  private static Set<String> namedByConnection(MultiMap headers) {
    if (!headers.contains("Connection")) {
      return Set.of();
    }
    Set<String> names = new HashSet<>();
    for (String value : headers.getAll("Connection")) {
      for (String name : value.split(",")) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}
