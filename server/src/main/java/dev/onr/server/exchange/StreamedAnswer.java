package dev.onr.server.exchange;

import dev.onr.Api;
import dev.onr.server.http.ErrorEnvelope;
import dev.onr.server.upstream.Deadlines.Deadline;
import dev.onr.server.upstream.UpstreamCall;
import dev.onr.server.upstream.UpstreamFailure;
import dev.onr.server.upstream.UpstreamFailure.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer that goes to the client while it comes from the upstream.
 *
 * <p>Merge, then flush once: all chunks that one turn of the loop reads are collected and leave as
 * one write at the end of the turn. A lone event leaves in the same turn: there is no timer. A
 * client that reads slowly pauses its upstream; what is in memory is one turn's reads and the
 * client's write queue.
 */
final class StreamedAnswer {
  /** A body that is announced as no longer than this is held until it is whole. */
  private static final long HELD_WHOLE = 64 * 1024;

  private static final Buffer NOTHING = Buffer.buffer();

  private final Context loop;
  private final Exchange exchange;
  private final Downstream client;
  private final Api api;
  private final UpstreamCall call;
  private final HttpClientResponse upstream;
  private final StreamStage stage;
  private final EndMarker marker;
  private final SequenceNumbers numbers = new SequenceNumbers();
  private final Tap tap;
  private final WayOut wayOut;
  private final Optional<Duration> drain;
  private final boolean held;
  private final Trace trace;
  private final long idleMillis;
  private final Deadline deadline;
  private final Promise<Void> over = Promise.promise();

  private @Nullable Buffer pending;
  private boolean pendingIsOurs;
  private boolean awaitsFirstEvent;
  private boolean flushScheduled;
  private boolean upstreamEnded;
  private boolean ending;
  private boolean clientIsSlow;
  private boolean draining;

  /**
   * @param stage what happens to the bytes
   * @param tap listens to the upstream's bytes
   * @param wayOut leads to another channel where the stream begins with an error
   */
  StreamedAnswer(Exchange exchange, Attempt attempt, StreamStage stage, Tap tap, WayOut wayOut) {
    this.loop = exchange.loop().context();
    this.exchange = exchange;
    this.client = exchange.client();
    this.api = attempt.request().api();
    this.call = attempt.call();
    this.upstream = attempt.head();
    this.stage = stage;
    this.tap = tap;
    this.wayOut = stage.holdsHead() && attempt.counts() ? wayOut : WayOut.NONE;
    this.drain = attempt.drain();
    this.held = stage instanceof StreamStage.Bytes && isShort(upstream);
    this.trace = exchange.trace();
    this.marker = stage.holdsHead() && attempt.counts() ? EndMarker.of(api) : EndMarker.none();
    this.idleMillis = attempt.idle(exchange).toMillis();
    Optional<Duration> first = attempt.route().policy().firstEventTimeout();
    this.awaitsFirstEvent = stage.holdsHead() && first.isPresent();
    this.deadline =
        exchange
            .loop()
            .deadlines()
            .start(awaitsFirstEvent ? first.get().toMillis() : idleMillis, this::expired);
  }

  private static boolean isShort(HttpClientResponse upstream) {
    String length = upstream.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && length.length() <= 6 && Long.parseLong(length) <= HELD_WHOLE;
  }

  /**
   * Carries the answer. Call in the turn in which the head came.
   *
   * @return done after the last byte; fails with {@link UpstreamFailure}, {@link PassedOn} or
   *     {@link ClientGone}, having broken off the client's answer where one had begun
   */
  Future<Void> run() {
    client.whenGone(() -> clientLeft(Ending.CLIENT_GONE));
    upstream.handler(this::take);
    upstream.endHandler(ignored -> upstreamEnded());
    upstream.exceptionHandler(ignored -> cut());
    if (!held) {
      scheduleFlush();
    }
    return over.future();
  }

  private void take(Buffer chunk) {
    trace.received(chunk);
    tap.take(chunk);
    if (!clientIsSlow && !awaitsFirstEvent) {
      deadline.restart();
    }
    if (draining) {
      return;
    }
    if (pending == null) {
      pending = chunk;
      pendingIsOurs = false;
    } else if (pendingIsOurs) {
      pending.appendBuffer(chunk);
    } else {
      pending =
          Buffer.buffer(4 * (pending.length() + chunk.length()))
              .appendBuffer(pending)
              .appendBuffer(chunk);
      pendingIsOurs = true;
    }
    if (!held) {
      scheduleFlush();
    }
  }

  private void upstreamEnded() {
    upstreamEnded = true;
    if (draining) {
      drained();
    } else if (held) {
      // All of it is here: there is nothing to wait for.
      flush();
    } else {
      scheduleFlush();
    }
  }

  private void cut() {
    if (!upstreamEnded) {
      fail(new UpstreamFailure(Kind.CUT, call.host() + " broke off in the middle of its answer"));
    }
  }

  private void scheduleFlush() {
    if (!flushScheduled) {
      flushScheduled = true;
      loop.runOnContext(ignored -> flush());
    }
  }

  private void flush() {
    flushScheduled = false;
    if (ending || draining || over.future().isComplete()) {
      return;
    }
    try {
      Buffer out = pending == null ? NOTHING : stage.feed(pending);
      pending = null;
      if (stage.breach().isPresent()) {
        breach(out, stage.breach().get());
        return;
      }
      if (stage.isOver() && !upstreamEnded) {
        upstreamEnded = true;
        call.cancel();
      }
      if (upstreamEnded) {
        end(out);
      } else if (out.length() > 0) {
        if (!isLeft(out)) {
          write(out);
        }
      } else if (!client.isCommitted() && canBeChunked() && !stage.holdsHead()) {
        commit();
        client.response().writeHead();
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  /** Leaves a stream that begins with an error to another channel, where there is one. */
  private boolean isLeft(Buffer first) {
    Optional<Opening> opening =
        stage.holdsHead() && !client.isCommitted() && first.length() > 0
            ? Opening.judge(first, stage.failure()).filter(wayOut::after)
            : Optional.empty();
    opening.map(Opening::verdict).map(PassedOn::new).ifPresent(this::fail);
    return opening.isPresent();
  }

  private void commit() {
    copyHead();
    HttpServerResponse response = client.response();
    if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH) && canBeChunked()) {
      response.setChunked(true);
    }
  }

  private boolean canBeChunked() {
    return client.request().version() != HttpVersion.HTTP_1_0;
  }

  private void copyHead() {
    AnswerHead.copy(upstream, client.response(), stage.recodes(), stage.recodes());
    stage
        .contentType()
        .ifPresent(
            type -> {
              client.response().putHeader(HttpHeaders.CONTENT_TYPE, type);
              client.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
            });
    exchange.showLosses();
  }

  private void write(Buffer out) {
    HttpServerResponse response = client.response();
    if (!client.isCommitted()) {
      commit();
    }
    if (awaitsFirstEvent) {
      awaitsFirstEvent = false;
      deadline.restart(idleMillis);
    }
    sent(out);
    response.write(out);
    if (response.writeQueueFull() && !clientIsSlow) {
      clientIsSlow = true;
      upstream.pause();
      deadline.restart();
      response.drainHandler(ignored -> caughtUp());
    }
  }

  private void sent(Buffer out) {
    trace.sent(out);
    marker.passed(out);
    if (api == Api.RESPONSES) {
      numbers.passed(out);
    }
  }

  private void caughtUp() {
    if (clientIsSlow && !over.future().isComplete()) {
      clientIsSlow = false;
      deadline.restart();
      upstream.resume();
    }
  }

  private void end(Buffer out) {
    Buffer rest = stage.finish();
    Buffer last = rest.length() == 0 ? out : out.length() == 0 ? rest : join(out, rest);
    if (stage.breach().isPresent()) {
      breach(last, stage.breach().get());
      return;
    }
    if (isLeft(last)) {
      return;
    }
    marker.passed(last);
    if (marker.isMissing()) {
      endedWithoutMarker(last);
      return;
    }
    ending = true;
    if (!client.isCommitted()) {
      copyHead();
    }
    trace.sent(last);
    // From here on only the client can keep us waiting.
    clientIsSlow = true;
    deadline.restart(idleMillis);
    client
        .end(last)
        .onSuccess(ignored -> finish())
        .onFailure(ignored -> clientLeft(Ending.CLIENT_GONE));
  }

  /** While the client has nothing of it, there is still a better answer than a part of one. */
  private void endedWithoutMarker(Buffer last) {
    UpstreamFailure cut =
        new UpstreamFailure(Kind.CUT, call.host() + " ended its stream before the answer was over");
    if (client.isCommitted()) {
      breach(last, cut);
    } else {
      fail(cut);
    }
  }

  /** What came before the trouble still goes to the client. */
  private void breach(Buffer out, RuntimeException cause) {
    if (out.length() > 0) {
      write(out);
    }
    fail(cause);
  }

  private static Buffer join(Buffer first, Buffer second) {
    return Buffer.buffer(first.length() + second.length()).appendBuffer(first).appendBuffer(second);
  }

  private void finish() {
    deadline.stop();
    close();
    // The client knows, and so shall the record.
    stage.failure().ifPresentOrElse(over::tryFail, over::tryComplete);
  }

  private void expired() {
    if (clientIsSlow) {
      clientLeft(Ending.CLIENT_STALLED);
    } else {
      fail(new UpstreamFailure(Kind.STALLED, call.host() + " fell silent within its answer"));
    }
  }

  /** Nobody wants the answer any more; it may still be read on for the account. */
  private void clientLeft(Ending how) {
    ClientGone gone = new ClientGone(how);
    if (draining || over.future().isComplete()) {
      return;
    }
    if (!exchange.departure().readOn(drain, () -> fail(gone))) {
      fail(gone);
      return;
    }
    draining = true;
    pending = null;
    if (how == Ending.CLIENT_STALLED) {
      client.kill();
    }
    if (upstreamEnded) {
      drained();
    } else {
      deadline.restart();
      if (clientIsSlow) {
        clientIsSlow = false;
        upstream.resume();
      }
    }
  }

  /** The whole answer was read, though not by the client. */
  private void drained() {
    deadline.stop();
    close();
    over.tryFail(new ClientGone(exchange.departure().ending()));
  }

  private void fail(RuntimeException cause) {
    // First of all the verdict: cancelling the upstream looks like a cut from there.
    if (!over.tryFail(cause)) {
      return;
    }
    deadline.stop();
    call.cancel();
    if (cause instanceof ClientGone) {
      client.kill();
    } else if (client.isCommitted() && !client.isGone()) {
      tellOfTheBreak(Problem.of(cause));
    }
    close();
  }

  private void close() {
    stage.close();
    tap.close();
  }

  /** An unfinished stream must not be mistaken for a whole one: an error event, then no end. */
  private void tellOfTheBreak(Problem problem) {
    Buffer whole = wholeLinesBeforeTheBreak();
    Buffer before = stage.breakOff();
    if (whole.length() > 0) {
      sent(whole);
      client.response().write(whole);
    }
    if (before != null && !client.response().headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      String event =
          ErrorEnvelope.event(api, problem.failure(), client.requestId(), numbers.next());
      Buffer last = before.appendString(event);
      trace.sent(last);
      client.response().write(last);
    }
    client.breakOff();
  }

  private Buffer wholeLinesBeforeTheBreak() {
    try {
      return pending == null ? NOTHING : stage.feed(pending);
    } catch (RuntimeException e) {
      // What can't be read any more is part of the break.
      return NOTHING;
    }
  }
}
