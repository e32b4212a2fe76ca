package dev.onr.server.exchange;

import dev.onr.BytePieces;
import dev.onr.server.upstream.Deadlines.Deadline;
import dev.onr.server.upstream.UpstreamCall;
import dev.onr.server.upstream.UpstreamFailure;
import dev.onr.server.upstream.UpstreamFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** An answer that is wanted whole before the client gets any of it. */
final class CollectedAnswer {
  private final UpstreamCall call;
  private final Loop loop;
  private final Trace trace;
  private final long limit;
  private final Deadline deadline;
  private final Basket basket;
  private final Promise<byte[]> whole = Promise.promise();

  private long received;

  /** The basket may be with a worker. */
  private boolean ended;

  /** Takes an answer piece by piece. What it throws is what becomes of the exchange. */
  interface Basket {
    /** Takes what came. */
    void take(Buffer chunk);

    /** All of it, at the end; on a worker where there is much of it. */
    byte[] whole();

    /** Frees what the basket holds; called once, however it ends. */
    void close();
  }

  private CollectedAnswer(
      UpstreamCall call, Loop loop, long limit, long idleMillis, Trace trace, Basket basket) {
    this.call = call;
    this.loop = loop;
    this.basket = basket;
    this.trace = trace;
    this.limit = limit;
    this.deadline =
        loop.deadlines()
            .start(
                idleMillis,
                () -> fail(Kind.STALLED, call.host() + " fell silent within its answer"));
  }

  /**
   * Collects a body as it is. Call in the turn in which the head came.
   *
   * @param limit the most bytes to take
   * @param idleMillis how long the upstream may be silent
   * @return the body; fails with {@link UpstreamFailure} or {@link ClientGone}
   */
  static Future<byte[]> collect(Exchange exchange, Attempt attempt, long limit, long idleMillis) {
    return collect(exchange, attempt, limit, idleMillis, new Bytes());
  }

  /** As above, with what the basket makes of the body; fails also with what the basket throws. */
  static Future<byte[]> collect(
      Exchange exchange, Attempt attempt, long limit, long idleMillis, Basket basket) {
    UpstreamCall call = attempt.call();
    CollectedAnswer answer =
        new CollectedAnswer(call, exchange.loop(), limit, idleMillis, exchange.trace(), basket);
    HttpClientResponse upstream = attempt.head();
    Runnable stop = () -> answer.fail(new ClientGone(Ending.CLIENT_GONE));
    exchange
        .client()
        .whenGone(
            () -> {
              if (!exchange.departure().readOn(attempt.drain(), stop)) {
                stop.run();
              }
            });
    upstream.handler(answer::take);
    upstream.endHandler(ignored -> answer.finish());
    upstream.exceptionHandler(
        ignored -> answer.fail(Kind.CUT, call.host() + " broke off in the middle of its answer"));
    return answer.whole.future();
  }

  private void take(Buffer chunk) {
    trace.received(chunk);
    deadline.restart();
    received += chunk.length();
    if (received > limit) {
      fail(Kind.INVALID, "the answer of " + call.host() + " exceeds " + limit + " bytes");
    } else if (!whole.future().isComplete()) {
      try {
        basket.take(chunk);
      } catch (RuntimeException e) {
        fail(e);
      }
    }
  }

  private void finish() {
    deadline.stop();
    if (!whole.future().isComplete()) {
      ended = true;
      loop.compute(received > Loop.LARGE_BODY, basket::whole)
          .onComplete(ignored -> basket.close())
          .onSuccess(whole::tryComplete)
          .onFailure(this::fail);
    }
  }

  private void fail(Kind kind, String message) {
    fail(new UpstreamFailure(kind, message));
  }

  private void fail(Throwable cause) {
    deadline.stop();
    if (whole.tryFail(cause)) {
      call.cancel();
      if (!ended) {
        basket.close();
      }
    }
  }

  private static final class Bytes implements Basket {
    private final BytePieces body = new BytePieces();

    @Override
    public void take(Buffer chunk) {
      HeapBytes.read(chunk, body);
    }

    @Override
    public byte[] whole() {
      return body.join();
    }

    @Override
    public void close() {}
  }
}
