package dev.onr.server.exchange;

import dev.onr.dialect.RetryInfo;
import dev.onr.server.channel.CoolDown;
import dev.onr.server.upstream.UpstreamFailure;
import dev.onr.steps.NextUpstream;
import dev.onr.steps.NextUpstream.Fault;
import dev.onr.steps.RefusedRequest;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Gives the client the answer of an attempt, or has another channel asked. Where the body of an
 * error decides, or says how long the provider wants to be left alone, it is held to be read; no
 * other answer is.
 */
final class Refusals {
  /** With these, a request is refused for what it says. */
  private static final Set<Integer> STATUSES = Set.of(400, 413, 422);

  /** How long a body may keep another attempt waiting that will be made in any case. */
  private static final long PATIENCE_MILLIS = 1000;

  private final Exchange exchange;
  private final Attempt attempt;
  private final NextUpstream next;
  private final WayOut wayOut;
  private final Consumer<Duration> coolDown;
  private final long limit;

  /**
   * @param coolDown takes how long the provider wants to be left alone
   */
  Refusals(Exchange exchange, Attempt attempt, WayOut wayOut, Consumer<Duration> coolDown) {
    this.exchange = exchange;
    this.attempt = attempt;
    this.next = attempt.route().policy().next();
    this.wayOut = wayOut;
    this.coolDown = coolDown;
    this.limit = exchange.snapshot().settings().server().maxResponseBytes();
  }

  /** As {@link Answer#give}; fails with {@link PassedOn} where another channel is to be asked. */
  Future<Void> giveOrPassOn() {
    int status = attempt.head().statusCode();
    Optional<Duration> wait =
        CoolDown.of(status, attempt.head().headers(), exchange.loop().clock().instant());
    wait.ifPresent(coolDown);
    Verdict verdict = new Verdict.Status(status);
    if (CoolDown.asks(status) && wait.isEmpty() && isJson()) {
      return readWait(verdict);
    }
    if (wayOut.after(verdict)) {
      attempt.call().cancel();
      return passOn(verdict);
    }
    boolean read =
        STATUSES.contains(status)
            && (next.after(Fault.CONTEXT_LENGTH) || next.after(Fault.CONTENT_FILTER));
    return read
        ? collect(attempt.idle(exchange).toMillis()).compose(this::giveOrPassOn)
        : new Answer(exchange, attempt, wayOut).give();
  }

  private boolean isJson() {
    String type = attempt.head().getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null && type.regionMatches(true, 0, "application/json", 0, 16);
  }

  private Future<Void> readWait(Verdict verdict) {
    long idle = attempt.idle(exchange).toMillis();
    boolean leaves = wayOut.isOpen() && verdict.passesOn(next);
    return collect(leaves ? Math.min(idle, PATIENCE_MILLIS) : idle)
        .onSuccess(body -> plain(body).flatMap(RetryInfo::of).ifPresent(coolDown))
        .transform(
            read -> {
              if (wayOut.after(verdict)) {
                return passOn(verdict);
              }
              return read.failed() ? Future.failedFuture(read.cause()) : give(read.result());
            });
  }

  private Future<Void> giveOrPassOn(byte[] body) {
    Optional<Verdict> reason =
        plain(body)
            .flatMap(RefusedRequest::of)
            .<Verdict>map(Verdict.Failed::new)
            .filter(wayOut::after);
    return reason.isPresent() ? passOn(reason.get()) : give(body);
  }

  private Future<byte[]> collect(long idleMillis) {
    return CollectedAnswer.collect(exchange, attempt, limit, idleMillis);
  }

  private Future<Void> give(byte[] body) {
    return new Answer(exchange, attempt, WayOut.NONE).give(body);
  }

  private static Future<Void> passOn(Verdict verdict) {
    return Future.failedFuture(new PassedOn(verdict));
  }

  /** The body without its encoding; what can't be read still goes to the client as it came. */
  private Optional<byte[]> plain(byte[] body) {
    String encoding = attempt.head().getHeader(HttpHeaders.CONTENT_ENCODING);
    try {
      return ContentEncoding.named(encoding == null ? "" : encoding)
          .map(known -> known.decode(body, limit));
    } catch (UpstreamFailure e) {
      return Optional.empty();
    }
  }
}
