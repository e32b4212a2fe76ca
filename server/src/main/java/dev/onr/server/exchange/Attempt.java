package dev.onr.server.exchange;

import dev.onr.config.plan.Route;
import dev.onr.server.account.Account;
import dev.onr.server.upstream.UpstreamCall;
import dev.onr.steps.ClientRequest;
import dev.onr.steps.UpstreamRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * A request that an upstream began to answer.
 *
 * @param request what the client asked for
 * @param route how its provider is to be served
 * @param sent what was sent upstream
 * @param call the call, to cancel it
 * @param head the head of the answer
 * @param account of the answer, not yet fed
 */
record Attempt(
    ClientRequest request,
    Route route,
    UpstreamRequest sent,
    UpstreamCall call,
    HttpClientResponse head,
    Account account) {
  /** Only such answers are accounted for. */
  private static final int OK = 200;

  /** Whether the answer is accounted for. */
  boolean counts() {
    return head.statusCode() == OK;
  }

  /** How long the upstream may be silent within its answer. */
  Duration idle(Exchange exchange) {
    return route
        .policy()
        .idleTimeout()
        .orElse(exchange.snapshot().settings().server().writeTimeout());
  }

  /** For how long the answer is read on when the client has left; empty: not at all. */
  Optional<Duration> drain() {
    return counts() ? route.drain() : Optional.empty();
  }
}
