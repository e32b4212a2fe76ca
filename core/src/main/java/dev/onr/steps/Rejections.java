package dev.onr.steps;

/** The refusals of this package. */
final class Rejections {
  private Rejections() {}

  static RequestRejected proxyError(String message) {
    return new RequestRejected(400, "proxy_error", message);
  }

  static RequestRejected invalidJson(String message) {
    return new RequestRejected(400, "invalid_json", message);
  }
}
