package dev.onr.bench.soak;

import dev.onr.bench.VendorStream;
import dev.onr.dialect.Tongue;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * An upstream for four dialects that fails on demand. The first segment of the path names the fault
 * ({@code 429}, {@code 500}, {@code reset}, {@code cut}, {@code stall}); for answers that are
 * whole, the model's name says how they come: {@code long}, {@code big}, {@code slow}, or at once.
 */
final class SoakUpstream extends VerticleBase {
  private static final int EVENTS = 30;

  /** About 4 MB, more than the buffers of two sockets hold. */
  private static final int BIG_EVENTS = 16_000;

  private static final int PACE_MILLIS = 50;
  private static final int SLOW_MILLIS = 1_500;

  private final int port;

  /**
   * Made once, since the clients share this loop: one that was held up finds head, event and end of
   * a cut stream together, and Vert.x then tells it of the end alone.
   */
  private final Buffer bigStream = stream(Tongue.CHAT, BIG_EVENTS);

  SoakUpstream(int port) {
    this.port = port;
  }

  private static Buffer stream(Tongue tongue, int events) {
    VendorStream stream = VendorStream.of(tongue);
    return Buffer.buffer(stream.beginning() + stream.event().repeat(events) + stream.end());
  }

  @Override
  public Future<?> start() {
    return vertx
        .createHttpServer(new HttpServerOptions().setTcpNoDelay(true).setAcceptBacklog(1024))
        .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
        .listen(port, "127.0.0.1");
  }

  private void answer(HttpServerRequest request, Buffer body) {
    String path = Objects.requireNonNullElse(request.path(), "/");
    String orders = path + body.toString(StandardCharsets.ISO_8859_1);
    boolean streamed = path.contains(":stream") || orders.contains("\"stream\":true");
    Tongue tongue = tongue(path);
    VendorStream stream = VendorStream.of(tongue);
    HttpServerResponse response = request.response();
    String fault = path.split("/", 3)[1];
    switch (fault) {
      case "429" -> refuse(response.putHeader("retry-after", "1"), 429);
      case "500" -> refuse(response, 500);
      case "reset" -> request.connection().close();
      case "cut" -> begin(response, stream).onComplete(sent -> request.connection().close());
      case "stall" -> begin(response, stream);
      default -> whole(response, streamed, tongue, orders);
    }
  }

  private void whole(HttpServerResponse response, boolean streamed, Tongue tongue, String orders) {
    if (orders.contains("-slow")) {
      vertx.setTimer(SLOW_MILLIS, id -> now(response, streamed, tongue, stream(tongue, EVENTS)));
    } else if (orders.contains("-long")) {
      pace(response, VendorStream.of(tongue));
    } else {
      boolean big = orders.contains("-big");
      now(response, streamed, tongue, big ? bigStream.slice() : stream(tongue, EVENTS));
    }
  }

  private static void now(
      HttpServerResponse response, boolean streamed, Tongue tongue, Buffer stream) {
    if (response.closed()) {
      return;
    }
    if (streamed) {
      response.putHeader("content-type", "text/event-stream").end(stream);
    } else {
      response.putHeader("content-type", "application/json").end(WholeAnswers.of(tongue));
    }
  }

  private static Future<Void> begin(HttpServerResponse response, VendorStream stream) {
    return response
        .putHeader("content-type", "text/event-stream")
        .setChunked(true)
        .write(stream.beginning() + stream.event());
  }

  private void pace(HttpServerResponse response, VendorStream stream) {
    int[] left = {EVENTS};
    begin(response, stream);
    long timer =
        vertx.setPeriodic(
            PACE_MILLIS,
            id -> {
              if (--left[0] > 0) {
                response.write(stream.event());
              } else {
                vertx.cancelTimer(id);
                response.end(stream.end());
              }
            });
    response.closeHandler(closed -> vertx.cancelTimer(timer));
  }

  private static void refuse(HttpServerResponse response, int status) {
    response
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(
            Buffer.buffer(
                "{\"error\":{\"message\":\"not now\",\"type\":\"soak\"}}"
                    .getBytes(StandardCharsets.UTF_8)));
  }

  private static Tongue tongue(String path) {
    if (path.endsWith("/messages")) {
      return Tongue.MESSAGES;
    }
    if (path.endsWith("/responses")) {
      return Tongue.RESPONSES;
    }
    return path.contains("enerateContent") ? Tongue.GEMINI : Tongue.CHAT;
  }
}
