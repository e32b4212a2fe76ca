package dev.onr.server.exchange;

import dev.onr.server.upstream.Deadlines;
import dev.onr.server.upstream.Deadlines.Deadline;
import dev.onr.steps.RequestRejected;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;

/** Reads a request's body under a limit of size and time. */
final class BodyReader {
  /** What is set aside before any byte came: a length in a head is only a claim. */
  private static final int FIRST_ROOM = 64 * 1024;

  private static final byte[] NOTHING = {};

  private final Promise<byte[]> whole = Promise.promise();
  private final long limit;
  private final long declared;
  private final Deadline deadline;
  private byte[] bytes = NOTHING;
  private int size;

  private BodyReader(Downstream client, Deadlines deadlines, long limit, long timeoutMillis) {
    this.limit = limit;
    this.declared = client.declaredLength();
    this.deadline =
        deadlines.start(
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
  static Future<byte[]> read(
      Downstream client, Deadlines deadlines, long limit, long timeoutMillis) {
    return new BodyReader(client, deadlines, limit, timeoutMillis).start(client);
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
    if (whole.future().isComplete()) {
      return;
    }
    if (size + (long) chunk.length() > limit) {
      bytes = NOTHING;
      fail(tooLarge());
      return;
    }
    int needed = size + chunk.length();
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, room(needed));
    }
    chunk.getBytes(bytes, size);
    size = needed;
  }

  /** Doubling, but neither beyond the declared length nor, at first, on its word alone. */
  private int room(int needed) {
    long doubled = Math.max(needed, bytes.length == 0 ? FIRST_ROOM : bytes.length * 2L);
    long bound = declared > 0 ? Math.max(declared, needed) : limit;
    return Math.toIntExact(Math.min(doubled, bound));
  }

  private void finish() {
    deadline.stop();
    whole.tryComplete(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
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
    whole.tryFail(cause);
  }
}
