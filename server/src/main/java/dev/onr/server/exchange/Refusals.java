package dev.onr.server.exchange;

import dev.onr.server.upstream.UpstreamFailure;
import dev.onr.steps.NextUpstream;
import dev.onr.steps.NextUpstream.Fault;
import dev.onr.steps.RefusedRequest;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;
import java.util.Set;

/**
 * Gives the client the answer of an attempt, unless that refuses the request for a reason for which
 * the configuration wants another channel to be asked. Only then is such an answer held to be read.
 */
final class Refusals {
  /** With these, a request is refused for what it says. */
  private static final Set<Integer> STATUSES = Set.of(400, 413, 422);

  private final Exchange exchange;
  private final Attempt attempt;
  private final NextUpstream next;
  private final WayOut wayOut;

  Refusals(Exchange exchange, Attempt attempt, WayOut wayOut) {
    this.exchange = exchange;
    this.attempt = attempt;
    this.next = attempt.route().policy().next();
    this.wayOut = wayOut;
  }

  /** As {@link Answer#give}; fails with {@link PassedOn} where another channel is to be asked. */
  Future<Void> giveOrPassOn() {
    boolean read =
        STATUSES.contains(attempt.head().statusCode())
            && (next.after(Fault.CONTEXT_LENGTH) || next.after(Fault.CONTENT_FILTER));
    if (!read) {
      return new Answer(exchange, attempt, wayOut).give();
    }
    long limit = exchange.snapshot().settings().server().maxResponseBytes();
    return CollectedAnswer.collect(exchange, attempt, limit, attempt.idle(exchange).toMillis())
        .compose(body -> giveOrPassOn(body, limit));
  }

  private Future<Void> giveOrPassOn(byte[] body, long limit) {
    Optional<Verdict> reason =
        reason(body, limit).<Verdict>map(Verdict.Failed::new).filter(wayOut::after);
    return reason.isPresent()
        ? Future.failedFuture(new PassedOn(reason.get()))
        : new Answer(exchange, attempt, WayOut.NONE).give(body);
  }

  private Optional<Fault> reason(byte[] body, long limit) {
    String encoding = attempt.head().getHeader(HttpHeaders.CONTENT_ENCODING);
    try {
      return ContentEncoding.named(encoding == null ? "" : encoding)
          .flatMap(known -> RefusedRequest.of(known.decode(body, limit)));
    } catch (UpstreamFailure e) {
      // What can't be read still goes to the client as it came.
      return Optional.empty();
    }
  }
}
