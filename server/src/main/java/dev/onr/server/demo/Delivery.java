package dev.onr.server.demo;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Sends one answer, at the pace and with the mishaps that were asked for. */
final class Delivery {
  static final String SIMULATED_ERROR = "Simulated error inside a stream, as the request asked.";

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Script script;
  private final Duration pace;
  private final Promise<Boolean> end;

  /**
   * @param end completes with true when everything was sent, with false when the client left before
   */
  Delivery(
      Vertx vertx, HttpServerRequest request, Script script, Duration pace, Promise<Boolean> end) {
    this.vertx = vertx;
    this.request = request;
    this.response = request.response();
    this.script = script;
    this.pace = script.pace().isPresent() ? Duration.ofMillis(script.pace().getAsInt()) : pace;
    this.end = end;
  }

  void send(Answer answer) {
    response.closeHandler(closed -> end.tryComplete(false));
    response.exceptionHandler(broken -> end.tryComplete(false));
    if (script.delay().isZero()) {
      begin(answer);
    } else {
      long timer = vertx.setTimer(script.delay().toMillis(), now -> begin(answer));
      end.future().onComplete(done -> vertx.cancelTimer(timer));
    }
  }

  private void begin(Answer answer) {
    if (end.future().isComplete()) {
      return;
    }
    switch (answer) {
      case Answer.Whole whole -> whole(whole);
      case Answer.Events events -> events(events);
    }
  }

  private void whole(Answer.Whole answer) {
    response.setStatusCode(answer.status()).putHeader("content-type", answer.contentType());
    answer.headers().forEach(response::putHeader);
    Buffer body = Buffer.buffer(answer.body());
    if (script.cutAfter().isEmpty() && script.stallAfter().isEmpty()) {
      finish(response.end(body));
      return;
    }
    response.putHeader("content-length", Integer.toString(body.length()));
    Future<Void> written = response.write(body.slice(0, body.length() / 2));
    if (script.cutAfter().isPresent()) {
      written.onComplete(done -> request.connection().close());
    }
  }

  private void events(Answer.Events answer) {
    response.setChunked(true).putHeader("content-type", answer.contentType());
    List<String> events = answer.events();
    if (script.errorAfter().isPresent()) {
      events = new ArrayList<>(first(events, script.errorAfter().getAsInt()));
      events.add(answer.error());
    }
    events = first(events, script.cutAfter().orElse(Integer.MAX_VALUE));
    events = first(events, script.stallAfter().orElse(Integer.MAX_VALUE));
    if (pace.isZero()) {
      var burst = Buffer.buffer();
      events.forEach(burst::appendString);
      conclude(burst);
    } else {
      paced(events);
    }
  }

  private static List<String> first(List<String> events, int count) {
    return events.subList(0, Math.min(count, events.size()));
  }

  private void paced(List<String> events) {
    if (events.isEmpty()) {
      conclude(Buffer.buffer());
      return;
    }
    Iterator<String> rest = events.iterator();
    response.write(rest.next());
    long timer =
        vertx.setPeriodic(
            pace.toMillis(),
            id -> {
              if (response.writeQueueFull()) {
                return;
              }
              if (rest.hasNext()) {
                response.write(rest.next());
              } else {
                vertx.cancelTimer(id);
                conclude(Buffer.buffer());
              }
            });
    end.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  /** Sends the rest, then ends, cuts or stalls. */
  private void conclude(Buffer rest) {
    if (script.cutAfter().isPresent()) {
      Future<Void> written = rest.length() > 0 ? response.write(rest) : response.writeHead();
      written.onComplete(done -> request.connection().close());
    } else if (script.stallAfter().isPresent()) {
      if (rest.length() > 0) {
        response.write(rest);
      } else if (!response.headWritten()) {
        response.writeHead();
      }
    } else {
      finish(rest.length() > 0 ? response.end(rest) : response.end());
    }
  }

  private void finish(Future<Void> ending) {
    ending.onComplete(ended -> end.tryComplete(ended.succeeded()));
  }
}
