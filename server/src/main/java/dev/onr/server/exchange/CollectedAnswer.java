package dev.onr.server.exchange;

import dev.onr.server.upstream.Deadlines;
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
  private final Trace trace;
  private final long limit;
  private final Deadline deadline;
  private final Buffer body = Buffer.buffer();
  private final Promise<byte[]> whole = Promise.promise();

  private CollectedAnswer(
      UpstreamCall call, Deadlines deadlines, long limit, long idleMillis, Trace trace) {
    this.call = call;
    this.trace = trace;
    this.limit = limit;
    this.deadline =
        deadlines.start(
            idleMillis, () -> fail(Kind.STALLED, call.host() + " fell silent within its answer"));
  }

  /**
   * Collects a body. Call in the turn in which the head came.
   *
   * @param limit the most bytes to hold
   * @param idleMillis how long the upstream may be silent
   * @return the body; fails with {@link UpstreamFailure} or {@link ClientGone}
   */
  static Future<byte[]> collect(Exchange exchange, Attempt attempt, long limit, long idleMillis) {
    UpstreamCall call = attempt.call();
    Deadlines deadlines = exchange.loop().deadlines();
    CollectedAnswer answer =
        new CollectedAnswer(call, deadlines, limit, idleMillis, exchange.trace());
    HttpClientResponse upstream = attempt.head();
    exchange.client().whenGone(() -> answer.fail(new ClientGone(Ending.CLIENT_GONE)));
    upstream.handler(answer::take);
    upstream.endHandler(ignored -> answer.finish());
    upstream.exceptionHandler(
        ignored -> answer.fail(Kind.CUT, call.host() + " broke off in the middle of its answer"));
    return answer.whole.future();
  }

  private void take(Buffer chunk) {
    trace.received(chunk.length());
    deadline.restart();
    if (body.length() + (long) chunk.length() > limit) {
      fail(Kind.INVALID, "the answer of " + call.host() + " exceeds " + limit + " bytes");
    } else {
      body.appendBuffer(chunk);
    }
  }

  private void finish() {
    deadline.stop();
    whole.tryComplete(body.getBytes());
  }

  private void fail(Kind kind, String message) {
    fail(new UpstreamFailure(kind, message));
  }

  private void fail(RuntimeException cause) {
    deadline.stop();
    if (whole.tryFail(cause)) {
      call.cancel();
    }
  }
}
