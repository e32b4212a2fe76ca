package dev.onr.server.exchange;

import dev.onr.Api;
import dev.onr.server.http.Endpoint;
import dev.onr.steps.RequestRejected;

/**
 * Refuses requests whose body is encoded, with 415: the gateway has to read what it routes, and
 * inflates nothing that a client sends. Bodies that it doesn't read (files) go on as they are.
 */
final class PlainBody {
  private PlainBody() {}

  /**
   * @throws RequestRejected where the body is encoded
   */
  static void check(ClientHeaders headers, Endpoint endpoint) {
    if (endpoint instanceof Endpoint.Proxied(Api api) && api.allowsOpaqueBody()) {
      return;
    }
    for (String value : headers.all("Content-Encoding")) {
      String encoding = value.strip();
      if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
        throw new RequestRejected(
            415,
            "unsupported_content_encoding",
            "the request's body is encoded (Content-Encoding); send it plain",
            "Content-Encoding");
      }
    }
  }
}
