package dev.onr.server.demo;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Queue;

/** Where requests to the simulated upstream arrive. */
final class Desk {
  Desk(Vertx vertx, SimulatedUpstream.Options options, Queue<RecordedRequest> record) {}

  void accept(HttpServerRequest request) {
    request.response().setStatusCode(404).end();
  }
}
