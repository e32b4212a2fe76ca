package dev.onr.server.exchange;

import dev.onr.Dialect;
import dev.onr.server.Limits;
import dev.onr.server.upstream.Deadlines.Deadline;
import dev.onr.steps.RequestRejected;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** A request's wait for its turn, where as many are under way as may be. */
final class Turn {
  /** When to come again, in seconds: places come free all the time. */
  private static final String SOON = "1";

  private final Exchange exchange;
  private final Dialect dialect;
  private final Runnable start;
  private final Admission admission;
  private final Limits limits;
  private final Runnable granted = this::granted;
  private @Nullable Deadline deadline;

  private Turn(Exchange exchange, Dialect dialect, Runnable start) {
    this.exchange = exchange;
    this.dialect = dialect;
    this.start = start;
    this.admission = exchange.loop().admission();
    this.limits = exchange.snapshot().settings().limits();
  }

  /**
   * Starts a request as soon as it may be under way, or refuses it.
   *
   * @param dialect the client's, for refusals
   */
  static void take(Exchange exchange, Dialect dialect, Runnable start) {
    new Turn(exchange, dialect, start).ask();
  }

  private void ask() {
    switch (admission.ask(limits, granted)) {
      case ADMITTED -> begin();
      case WAITS -> await();
      case FULL -> refuse();
    }
  }

  private void begin() {
    exchange.holds(admission::leave);
    try {
      start.run();
    } catch (RuntimeException e) {
      exchange.failed(dialect, e);
    }
  }

  private void await() {
    // Its body stays where it is until somebody reads it.
    exchange.client().request().pause();
    deadline = exchange.loop().deadlines().start(limits.queueTimeout().toMillis(), this::expired);
    exchange.client().whenGone(this::left);
  }

  private void granted() {
    exchange
        .loop()
        .context()
        .runOnContext(
            ignored -> {
              stopWaiting();
              begin();
              exchange.client().request().resume();
            });
  }

  private void expired() {
    if (admission.giveUp(granted)) {
      refuse();
      exchange.client().request().resume();
    }
  }

  private void left() {
    if (admission.giveUp(granted)) {
      stopWaiting();
      exchange.failed(dialect, new ClientGone(Ending.CLIENT_GONE));
    }
  }

  private void stopWaiting() {
    if (deadline != null) {
      deadline.stop();
      deadline = null;
    }
  }

  private void refuse() {
    exchange.client().response().putHeader(HttpHeaders.RETRY_AFTER, SOON);
    exchange.failed(
        dialect,
        new RequestRejected(
            503,
            "gateway_overloaded",
            "the gateway has as many requests as it takes (limits.max_requests); try again"));
  }
}
