package dev.onr.server.exchange;

import dev.onr.BytePieces;
import dev.onr.server.upstream.Deadlines.Deadline;
import dev.onr.steps.RequestRejected;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Reads a request's body under a limit of size and time. */
final class BodyReader {
  /** What is set aside before any byte came: a length in a head is only a claim. */
  private static final int FIRST_ROOM = 64 * 1024;

  private final Promise<byte[]> whole = Promise.promise();
  private final Loop loop;
  private final long limit;
  private final long declared;
  private final Deadline deadline;
  private @Nullable BytePieces pieces;

  private BodyReader(Downstream client, Loop loop, long limit, long timeoutMillis) {
    this.loop = loop;
    this.limit = limit;
    this.declared = client.declaredLength();
    this.pieces = new BytePieces(declared, FIRST_ROOM);
    this.deadline =
        loop.deadlines()
            .start(
                timeoutMillis,
                () ->
                    fail(
                        new RequestRejected(
                            408,
                            "request_timeout",
                            "the request's body did not arrive within " + timeoutMillis + " ms")));
  }

  /**
   * Reads the body.
   *
   * @return the bytes; fails with {@link RequestRejected} 413 {@code request_too_large}, 408 {@code
   *     request_timeout} or 400 {@code invalid_json}, or with {@link ClientGone}
   */
  static Future<byte[]> read(Downstream client, Loop loop, long limit, long timeoutMillis) {
    return new BodyReader(client, loop, limit, timeoutMillis).start(client);
  }

  private Future<byte[]> start(Downstream client) {
    client.whenGone(() -> fail(new ClientGone(Ending.CLIENT_GONE)));
    if (declared > limit) {
      fail(tooLarge());
      return whole.future();
    }
    HttpServerRequest request = client.request();
    request.handler(this::take);
    request.endHandler(ignored -> finish());
    request.exceptionHandler(this::broken);
    client.invite();
    return whole.future();
  }

  private void take(Buffer chunk) {
    BytePieces soFar = pieces;
    if (soFar == null) {
      return;
    }
    if (soFar.size() + (long) chunk.length() > limit) {
      fail(tooLarge());
      return;
    }
    HeapBytes.read(chunk, soFar);
  }

  private void finish() {
    deadline.stop();
    BytePieces all = pieces;
    if (all != null) {
      loop.compute(all.size() > Loop.LARGE_BODY, all::join)
          .onSuccess(whole::tryComplete)
          .onFailure(whole::tryFail);
    }
  }

  private void broken(Throwable cause) {
    fail(
        cause instanceof HttpClosedException
            ? new ClientGone(Ending.CLIENT_GONE)
            : new RequestRejected(400, "invalid_json", "the request's body could not be read"));
  }

  private RequestRejected tooLarge() {
    return new RequestRejected(
        413, "request_too_large", "request body too large: at most " + limit + " bytes");
  }

  private void fail(RuntimeException cause) {
    deadline.stop();
    pieces = null;
    whole.tryFail(cause);
  }
}
