package dev.onr.server.exchange;

import dev.onr.config.plan.Route;
import dev.onr.config.plan.UpstreamPolicy;
import dev.onr.models.Retries;
import dev.onr.server.Settings;
import dev.onr.server.channel.CoolDown;
import dev.onr.server.exchange.Candidates.Begun;
import dev.onr.server.upstream.Deadlines.Deadline;
import dev.onr.server.upstream.UpstreamCall;
import dev.onr.server.upstream.UpstreamFailure;
import dev.onr.server.upstream.UpstreamFailure.Kind;
import dev.onr.steps.NextUpstream;
import dev.onr.steps.NextUpstream.Fault;
import dev.onr.steps.RequestRejected;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tries one candidate after another until the client has its answer. While nothing went to the
 * client and time and tries are left, an outcome that {@code next_upstream} names leads to the next
 * candidate; every other outcome is the client's.
 */
final class Attempts {
  private static final long LONGEST_BACKOFF_DOUBLINGS = 10;

  private final Exchange exchange;
  private final Settings.Routing settings;
  private final Candidates candidates;
  private final int tries;
  private final Optional<Duration> timeout;
  private final Duration backoff;
  private final Way way;
  private final Promise<Void> over = Promise.promise();
  private @Nullable Deadline deadline;
  private @Nullable UpstreamCall underWay;
  private @Nullable Throwable lastFailure;
  private boolean expired;
  private int made;

  /** How a candidate is asked. */
  interface Way {
    /**
     * How its provider is to be served.
     *
     * @throws RequestRejected where this candidate can't serve such requests
     */
    Route route(Candidate candidate);

    /**
     * Sends the client's request.
     *
     * @param attempts to be told of the call as soon as there is one
     * @throws RequestRejected where this candidate can't serve such requests
     */
    Future<Attempt> ask(Candidate candidate, Route route, Attempts attempts);
  }

  Attempts(Exchange exchange, Candidates candidates, Retries retries, Way way) {
    this.exchange = exchange;
    this.settings = exchange.snapshot().settings().routing();
    this.candidates = candidates;
    Retries all = retries.orElse(settings.retries());
    this.tries = all.tries().orElse(1);
    this.timeout = all.timeout();
    this.backoff = all.backoff().orElse(Duration.ZERO);
    this.way = way;
  }

  /**
   * Gives the client its answer.
   *
   * @return done after the last byte; fails with what the client is to be told, or was told
   */
  Future<Void> run() {
    try {
      Begun first = candidates.first();
      timeout.ifPresent(
          time -> deadline = exchange.loop().deadlines().start(time.toMillis(), this::timeIsUp));
      attempt(first);
    } catch (RuntimeException e) {
      over.fail(e);
    }
    return over.future();
  }

  /** A call is under way; it ends when the time is up. */
  void calling(UpstreamCall call) {
    underWay = call;
    if (expired) {
      call.abandon();
    }
  }

  private void timeIsUp() {
    if (exchange.client().isCommitted()) {
      return;
    }
    expired = true;
    if (underWay != null) {
      underWay.abandon();
    }
  }

  private void attempt(Begun begun) {
    made++;
    Candidate candidate = begun.candidate();
    exchange.trace().chosen(candidate.provider(), candidate.source());
    exchange.begun();
    Asked asked = new Asked(begun);
    Future<Attempt> answered;
    try {
      Route route = way.route(candidate);
      asked.policy = route.policy();
      answered = way.ask(candidate, route, this);
    } catch (RuntimeException e) {
      answered = Future.failedFuture(e);
    }
    answered.compose(asked::answer).onSuccess(ignored -> asked.done()).onFailure(asked::failed);
  }

  /** The next candidate, where there may be one. */
  private Optional<Begun> next() {
    if (!mayGoOn()) {
      return Optional.empty();
    }
    Optional<Begun> next = candidates.next();
    if (next.isEmpty() && backoff.isPositive()) {
      candidates.again();
      return candidates.next();
    }
    return next;
  }

  private boolean mayGoOn() {
    return made < tries && !expired && !exchange.client().isGone();
  }

  private void afterBackoff(Begun next) {
    if (!backoff.isPositive()) {
      attempt(next);
      return;
    }
    long doublings = Math.min(made - 1L, LONGEST_BACKOFF_DOUBLINGS);
    long millis = exchange.loop().channels().spread(backoff.toMillis() << doublings);
    Deadline wait =
        exchange
            .loop()
            .deadlines()
            .start(
                millis,
                () -> {
                  if (expired) {
                    next.use().ended();
                    end(timedOut());
                  } else if (!over.future().isComplete()) {
                    attempt(next);
                  }
                });
    exchange
        .client()
        .whenGone(
            () -> {
              wait.stop();
              next.use().ended();
              end(new ClientGone(Ending.CLIENT_GONE));
            });
  }

  private void end(@Nullable Throwable cause) {
    if (deadline != null) {
      deadline.stop();
    }
    if (cause == null) {
      over.tryComplete();
    } else {
      over.tryFail(cause);
    }
  }

  private UpstreamFailure timedOut() {
    return new UpstreamFailure(
        Kind.TIMEOUT,
        "no provider answered within "
            + timeout.orElse(Duration.ZERO).toMillis()
            + " ms ("
            + made
            + (made == 1 ? " attempt)" : " attempts)"));
  }

  /** One candidate that was asked. */
  private final class Asked implements WayOut {
    private final Begun begun;
    private final long start = exchange.loop().deadlines().nanoTime();
    private UpstreamPolicy policy = UpstreamPolicy.STANDARD;
    private long firstByteNanos;
    private int status;
    private MultiMap head = MultiMap.caseInsensitiveMultiMap();
    private @Nullable Verdict failure;
    private @Nullable Begun next;

    Asked(Begun begun) {
      this.begun = begun;
    }

    Future<Void> answer(Attempt attempt) {
      status = attempt.head().statusCode();
      head = attempt.head().headers();
      firstByteNanos = status < 400 ? exchange.loop().deadlines().nanoTime() - start : 0;
      arrived(attempt.head());
      return new Refusals(exchange, attempt, this, this::coolDown).giveOrPassOn();
    }

    private void arrived(HttpClientResponse head) {
      exchange.trace().upstreamHead(status);
      String reason = head.statusMessage() == null ? "" : head.statusMessage();
      exchange.dump().upstreamHead(status, reason, head.headers());
      exchange.upstreamWants(head.getHeader(HttpHeaders.RETRY_AFTER));
    }

    @Override
    public boolean isOpen() {
      return mayGoOn()
          && (backoff.isPositive() || !candidates.areOver())
          && !policy.next().equals(NextUpstream.OFF);
    }

    @Override
    public boolean after(Verdict verdict) {
      if (verdict.passesOn(policy.next())) {
        failure = verdict;
        next = Attempts.this.next().orElse(null);
      }
      return next != null;
    }

    @Override
    public boolean after(Opening opening) {
      if (opening.verdict() instanceof Verdict.Status(int told) && CoolDown.asks(told)) {
        CoolDown.of(told, head, exchange.loop().clock().instant())
            .or(opening::retryAfter)
            .ifPresent(wait -> coolDown(wait, told));
      }
      return after(opening.verdict());
    }

    private void coolDown(Duration wanted) {
      coolDown(wanted, status);
    }

    private void coolDown(Duration wanted, int because) {
      Duration most = settings.maxCooldown();
      begun.candidate().channel().coolDown(wanted.compareTo(most) < 0 ? wanted : most, because);
    }

    void done() {
      if (failure == null) {
        begun.use().succeeded(firstByteNanos);
      } else {
        judge(Optional.of(failure));
      }
      end(null);
    }

    void failed(Throwable cause) {
      Optional<Verdict> verdict = Verdict.of(cause);
      boolean gone = exchange.client().isGone() || cause instanceof ClientGone;
      judge(gone ? Optional.empty() : verdict);
      if (gone || exchange.client().isCommitted()) {
        release();
        end(cause);
      } else if (expired) {
        release();
        end(timedOut());
      } else if (cause instanceof RequestRejected) {
        // This provider can't serve such a request; nothing was sent.
        candidates.leave(begun.candidate().provider());
        passOn(lastFailure == null ? cause : lastFailure);
      } else if (verdict.isPresent() && verdict.get().passesOn(policy.next())) {
        lastFailure = cause;
        passOn(cause);
      } else {
        end(cause);
      }
    }

    private void judge(Optional<Verdict> verdict) {
      boolean refused =
          verdict.isPresent()
              && verdict.get() instanceof Verdict.Failed(var fault)
              && (fault == Fault.CONTEXT_LENGTH || fault == Fault.CONTENT_FILTER);
      if (refused) {
        begun.use().succeeded(0);
      } else if (verdict.isPresent() && !expired) {
        begun.use().failed(policy.maxFails(), policy.failTimeout());
      } else {
        begun.use().ended();
      }
    }

    private void passOn(Throwable otherwise) {
      Begun to = next == null ? Attempts.this.next().orElse(null) : next;
      if (to == null) {
        end(otherwise);
      } else {
        afterBackoff(to);
      }
    }

    /** Gives back what was reserved for an attempt that does not come. */
    private void release() {
      if (next != null) {
        next.use().ended();
      }
    }
  }
}
