package dev.onr.server.exchange;

import dev.onr.server.Settings;
import dev.onr.server.upstream.Deadlines;
import dev.onr.server.upstream.UpstreamFailure;
import dev.onr.server.upstream.UpstreamFailure.Kind;
import dev.onr.steps.ResponseSteps;
import dev.onr.steps.WholeAnswer;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides how an upstream's answer goes to the client, by its own headers and the route's steps.
 */
final class Answer {
  /** Whole bodies beyond this are rewritten on a worker. */
  private static final int LARGE_BODY = 256 * 1024;

  private final Exchange exchange;
  private final Attempt attempt;
  private final HttpClientResponse head;
  private final ResponseSteps steps;
  private final Settings.Server limits;

  Answer(Exchange exchange, Attempt attempt) {
    this.exchange = exchange;
    this.attempt = attempt;
    this.head = attempt.head();
    this.steps = attempt.route().response();
    this.limits = exchange.snapshot().settings().server();
  }

  /**
   * Gives the client its answer. Call in the turn in which the head came.
   *
   * @return done after the last byte; fails as {@link StreamedAnswer#run} does
   */
  Future<Void> give() {
    try {
      String type = contentType() == null ? "" : contentType().toLowerCase(Locale.ROOT);
      if (type.contains("text/event-stream")) {
        return stream(eventStage());
      }
      return steps.touchesWholeBodies() && hasBody() && mayBeJson(type)
          ? collect(encoding())
          : stream(new StreamStage.Bytes());
    } catch (UpstreamFailure e) {
      attempt.call().cancel();
      return Future.failedFuture(e);
    }
  }

  private @Nullable String contentType() {
    return head.getHeader(HttpHeaders.CONTENT_TYPE);
  }

  private boolean hasBody() {
    return head.statusCode() != 204 && head.statusCode() != 304;
  }

  /** Media are never JSON, whatever their first byte is; they are not kept in memory to look. */
  private static boolean mayBeJson(String type) {
    return !(type.startsWith("audio/") || type.startsWith("image/") || type.startsWith("video/"));
  }

  private ContentEncoding encoding() {
    String value = head.getHeader(HttpHeaders.CONTENT_ENCODING);
    return ContentEncoding.named(value == null ? "" : value)
        .orElseThrow(
            () ->
                new UpstreamFailure(
                    Kind.INVALID,
                    "cannot transform encoded upstream response (Content-Encoding=\""
                        + value
                        + "\")"));
  }

  private StreamStage eventStage() {
    if (steps.touchesEvents()) {
      ContentEncoding encoding = encoding();
      return new StreamStage.Rewritten(
          encoding == ContentEncoding.IDENTITY
              ? null
              : new StreamDecoder(encoding, limits.maxResponseBytes()),
          steps.newEventRewriter(attempt.sent().variables()));
    }
    boolean plain = head.getHeader(HttpHeaders.CONTENT_ENCODING) == null;
    return plain ? new StreamStage.Lines() : new StreamStage.Bytes();
  }

  private Future<Void> stream(StreamStage stage) {
    return new StreamedAnswer(exchange, attempt, stage, limits.writeTimeout().toMillis()).run();
  }

  private Future<Void> collect(ContentEncoding encoding) {
    return CollectedAnswer.collect(
            exchange, attempt, limits.maxResponseBytes(), limits.writeTimeout().toMillis())
        .compose(body -> rewrite(encoding, body));
  }

  private Future<Void> rewrite(ContentEncoding encoding, byte[] body) {
    if (encoding == ContentEncoding.IDENTITY && body.length <= LARGE_BODY) {
      return send(body, body, apply(body));
    }
    return exchange
        .loop()
        .context()
        .executeBlocking(
            () -> {
              byte[] plain = encoding.decode(body, limits.maxResponseBytes());
              return new Rewriting(plain, apply(plain));
            },
            false)
        .map(Objects::requireNonNull)
        .compose(done -> send(body, done.plain(), done.answer()));
  }

  private record Rewriting(byte[] plain, WholeAnswer answer) {}

  private WholeAnswer apply(byte[] plain) {
    return steps.applyToWhole(plain, contentType(), attempt.sent().variables());
  }

  /** An answer that no step changed goes out as it came, encoding included. */
  @SuppressWarnings("ReferenceEquality") // the steps hand back the very array they left alone
  private Future<Void> send(byte[] original, byte[] plain, WholeAnswer answer) {
    Downstream client = exchange.client();
    if (client.isGone()) {
      return Future.failedFuture(new ClientGone(Ending.CLIENT_GONE));
    }
    boolean changed = answer.body() != plain;
    byte[] body = changed ? answer.body() : original;
    AnswerHead.copy(head, client.response(), true, changed);
    if (changed && answer.contentType() != null) {
      client.response().putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType());
    }
    exchange.trace().sent(body.length);
    Deadlines.Deadline deadline =
        exchange.loop().deadlines().start(limits.writeTimeout().toMillis(), client::kill);
    return client
        .end(BufferInternal.buffer(Unpooled.wrappedBuffer(body)))
        .onComplete(ignored -> deadline.stop())
        .recover(ignored -> Future.failedFuture(new ClientGone(Ending.CLIENT_GONE)));
  }
}
