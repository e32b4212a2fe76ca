package dev.onr.server.exchange;

import dev.onr.ByteSink;
import dev.onr.bedrock.BedrockStream;
import dev.onr.server.Settings;
import dev.onr.server.account.Account;
import dev.onr.server.upstream.Deadlines;
import dev.onr.server.upstream.UpstreamFailure;
import dev.onr.server.upstream.UpstreamFailure.Kind;
import dev.onr.steps.AnswerFacts;
import dev.onr.steps.BedrockTarget;
import dev.onr.steps.ResponseSteps;
import dev.onr.steps.WholeAnswer;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides how an upstream's answer goes to the client, by its own headers and the route's steps.
 */
final class Answer {
  private static final String JSON = "application/json";

  /** Stands for the events of which nothing is left. */
  private static final byte[] EVENTS = {};

  private final Exchange exchange;
  private final Attempt attempt;
  private final WayOut wayOut;
  private final HttpClientResponse head;
  private final int status;
  private final ResponseSteps steps;
  private final AnswerFacts facts;
  private final Settings.Server limits;
  private final Optional<Account> account;

  /**
   * @param wayOut leads to another channel where a stream begins with an error
   */
  Answer(Exchange exchange, Attempt attempt, WayOut wayOut) {
    this.exchange = exchange;
    this.attempt = attempt;
    this.wayOut = wayOut;
    this.head = attempt.head();
    this.status = head.statusCode();
    this.steps = attempt.route().response();
    Loop loop = exchange.loop();
    this.facts =
        new AnswerFacts(
            attempt.request(),
            attempt.sent().variables(),
            attempt
                .request()
                .answerContext(loop.clock().instant().getEpochSecond(), loop.ids()::suffix),
            attempt.sent().losses(),
            errorCode(),
            exchange.snapshot().settings().limits().maxEventBytes());
    this.limits = exchange.snapshot().settings().server();
    this.account = attempt.counts() ? Optional.of(attempt.account()) : Optional.empty();
    account.ifPresent(exchange::account);
  }

  /**
   * Gives the client its answer. Call in the turn in which the head came.
   *
   * @return done after the last byte; fails as {@link StreamedAnswer#run} does
   */
  Future<Void> give() {
    try {
      String type = contentType() == null ? "" : contentType().toLowerCase(Locale.ROOT);
      if (comesInFrames() || type.contains("text/event-stream")) {
        return steps.collects(status) && hasBody()
            ? collectStream()
            : stream(eventStage(), events());
      }
      boolean wanted = steps.touchesWholeBodies(status) && hasBody() && mayBeJson(type);
      // What an error says is worth more than the steps that can't read it.
      boolean readable = status < 400 || knownEncoding().isPresent();
      return wanted && readable ? collect(encoding()) : stream(new StreamStage.Bytes(), body(type));
    } catch (UpstreamFailure e) {
      attempt.call().cancel();
      return Future.failedFuture(e);
    }
  }

  /** As {@link #give}, where the body was read already. */
  Future<Void> give(byte[] body) {
    String type = contentType() == null ? "" : contentType().toLowerCase(Locale.ROOT);
    return steps.touchesWholeBodies(status) && mayBeJson(type) && knownEncoding().isPresent()
        ? rewrite(encoding(), body)
        : send(body, body, new WholeAnswer(status, body, contentType(), false));
  }

  private @Nullable String contentType() {
    return head.getHeader(HttpHeaders.CONTENT_TYPE);
  }

  /** AWS names errors in a header, sometimes with a URL behind a colon. */
  private String errorCode() {
    String type = head.getHeader("x-amzn-ErrorType");
    return type == null ? "" : type.split(":", 2)[0].strip();
  }

  /** Bedrock's streams, which hold events and are none themselves. */
  private boolean comesInFrames() {
    Optional<BedrockTarget> bedrock = attempt.route().request().target().bedrock();
    return status / 100 == 2 && bedrock.filter(BedrockTarget::answersInFrames).isPresent();
  }

  private boolean hasBody() {
    return status != 204 && status != 304;
  }

  /** Media are never JSON, whatever their first byte is; they are not kept in memory to look. */
  private static boolean mayBeJson(String type) {
    return !(type.startsWith("audio/") || type.startsWith("image/") || type.startsWith("video/"));
  }

  private Optional<ContentEncoding> knownEncoding() {
    String value = head.getHeader(HttpHeaders.CONTENT_ENCODING);
    return ContentEncoding.named(value == null ? "" : value);
  }

  private ContentEncoding encoding() {
    return knownEncoding()
        .orElseThrow(
            () ->
                new UpstreamFailure(
                    Kind.INVALID,
                    "cannot transform encoded upstream response (Content-Encoding=\""
                        + head.getHeader(HttpHeaders.CONTENT_ENCODING)
                        + "\")"));
  }

  private StreamStage eventStage() {
    boolean touched = steps.touchesEvents(status);
    if (comesInFrames()) {
      StreamStage events = touched ? rewritten(null) : new StreamStage.Events();
      return new StreamStage.Frames(streamDecoder(), events);
    }
    if (touched) {
      return rewritten(streamDecoder());
    }
    boolean plain = head.getHeader(HttpHeaders.CONTENT_ENCODING) == null;
    return plain ? new StreamStage.Events() : new StreamStage.Bytes();
  }

  private StreamStage rewritten(@Nullable StreamDecoder decoder) {
    return new StreamStage.Rewritten(decoder, steps.newStreamRewriter(status, facts));
  }

  private @Nullable StreamDecoder streamDecoder() {
    return streamDecoder(encoding());
  }

  private @Nullable StreamDecoder streamDecoder(ContentEncoding encoding) {
    return encoding == ContentEncoding.IDENTITY
        ? null
        : new StreamDecoder(encoding, limits.maxResponseBytes());
  }

  /** Collects a stream into one answer, which then is like any other. */
  private Future<Void> collectStream() {
    return CollectedAnswer.collect(
            exchange,
            attempt,
            limits.maxResponseBytes(),
            attempt.idle(exchange).toMillis(),
            new CollectedStream(streamDecoder(), steps.newCollector(facts), events()))
        .compose(body -> send(body, EVENTS, apply(body, JSON)));
  }

  /** Lets the account listen to events, where it may and can. */
  private Tap events() {
    if (account.isEmpty() || knownEncoding().isEmpty()) {
      return Tap.closed();
    }
    ByteSink events = account.get().events(facts.maxEventBytes());
    return new Tap(streamDecoder(), comesInFrames() ? unframed(events) : events);
  }

  private static ByteSink unframed(ByteSink events) {
    BedrockStream frames = new BedrockStream();
    return (bytes, offset, length) -> frames.feed(bytes, offset, length, events);
  }

  /** Lets the account keep a body that no step reads, where it could say something. */
  private Tap body(String type) {
    return account.isPresent() && knownEncoding().isPresent() && account.get().wants(type)
        ? new Tap(streamDecoder(), account.get().body(limits.maxResponseBytes()))
        : Tap.closed();
  }

  private Future<Void> stream(StreamStage stage, Tap tap) {
    return new StreamedAnswer(exchange, attempt, stage, tap, wayOut).run();
  }

  private Future<Void> collect(ContentEncoding encoding) {
    return CollectedAnswer.collect(
            exchange, attempt, limits.maxResponseBytes(), attempt.idle(exchange).toMillis())
        .compose(body -> rewrite(encoding, body));
  }

  private Future<Void> rewrite(ContentEncoding encoding, byte[] body) {
    if (encoding == ContentEncoding.IDENTITY && body.length <= Loop.LARGE_BODY) {
      return send(body, body, apply(body, contentType()));
    }
    return exchange
        .loop()
        .compute(
            true,
            () -> {
              byte[] plain = encoding.decode(body, limits.maxResponseBytes());
              return new Rewriting(plain, apply(plain, contentType()));
            })
        .compose(done -> send(body, done.plain(), done.answer()));
  }

  private record Rewriting(byte[] plain, WholeAnswer answer) {}

  private WholeAnswer apply(byte[] plain, @Nullable String type) {
    WholeAnswer answer =
        steps.applyToWhole(
            status,
            plain,
            type,
            facts,
            translated -> account.ifPresent(open -> open.answer(translated, plain)));
    if (answer.status() != status) {
      account.ifPresent(Account::error);
    } else if (steps.binary().body().isPresent()) {
      account.ifPresent(open -> open.media(answer.body()));
    }
    return answer;
  }

  /** An answer that no step changed goes out as it came, encoding included. */
  @SuppressWarnings("ReferenceEquality") // the steps hand back the very array they left alone
  private Future<Void> send(byte[] original, byte[] plain, WholeAnswer answer) {
    Downstream client = exchange.client();
    if (client.isGone()) {
      return Future.failedFuture(new ClientGone(exchange.departure().ending()));
    }
    boolean changed = answer.body() != plain;
    boolean refused = answer.status() != status;
    byte[] body = changed ? answer.body() : original;
    AnswerHead.copy(head, client.response(), true, changed);
    if (changed && answer.contentType() != null) {
      client.response().putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType());
    }
    if (refused) {
      client
          .response()
          .setStatusCode(answer.status())
          .setStatusMessage(HttpResponseStatus.valueOf(answer.status()).reasonPhrase());
    }
    exchange.showLosses();
    Buffer bytes = BufferInternal.buffer(Unpooled.wrappedBuffer(body));
    exchange.trace().sent(bytes);
    Deadlines.Deadline deadline =
        exchange.loop().deadlines().start(limits.writeTimeout().toMillis(), client::kill);
    return client
        .end(bytes)
        .onComplete(ignored -> deadline.stop())
        .recover(ignored -> Future.failedFuture(new ClientGone(Ending.CLIENT_GONE)));
  }
}
