package dev.onr.server.exchange;

import dev.onr.Dialect;
import dev.onr.dialect.ErrorBodies;
import dev.onr.dialect.InvalidAnswer;
import dev.onr.dialect.Losses;
import dev.onr.dialect.UpstreamError;
import dev.onr.json.JsonTree;
import dev.onr.server.Snapshot;
import dev.onr.server.account.Account;
import dev.onr.server.account.Accounting;
import dev.onr.server.dump.Dump;
import dev.onr.server.dump.Request;
import dev.onr.server.exchange.ExchangeRecord.Client;
import dev.onr.server.exchange.ExchangeRecord.Outcome;
import dev.onr.server.http.ClientAddress;
import dev.onr.server.http.ConnectionGuard;
import dev.onr.server.http.ErrorEnvelope;
import dev.onr.server.http.Failure;
import dev.onr.server.http.RequestIds;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer. However it goes, {@link #ended} is called once; then its account is
 * settled, and there is one record.
 */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final int CLIENT_CLOSED_REQUEST = 499;

  private final Loop loop;
  private final Snapshot snapshot;
  private final Dump dump;
  private final Trace trace;
  private final Downstream client;
  private final ClientHeaders headers;
  private final String path;
  private final @Nullable ConnectionGuard guard;
  private final Departure departure;
  private Losses losses = new Losses();
  private @Nullable String retryAfter;
  private @Nullable Account account;
  private final List<Account> earlier = new ArrayList<>();
  private Runnable release = () -> {};

  /**
   * @param snapshot the configuration that this exchange keeps
   * @param path the decoded path
   */
  Exchange(Loop loop, Snapshot snapshot, HttpServerRequest request, String path) {
    this.loop = loop;
    this.snapshot = snapshot;
    this.path = path;
    this.headers = new ClientHeaders(request.headers());
    String id = loop.ids().of(headers.first(RequestIds.HEADER));
    this.client = new Downstream(request, id, loop.deadlines());
    this.dump =
        loop.log()
            .begin(
                () ->
                    new Request(
                        loop.clock().instant(),
                        id,
                        request.method().name(),
                        request.uri(),
                        address(),
                        request.headers()),
                snapshot);
    this.trace = new Trace(loop.deadlines()::nanoTime, dump);
    Channel channel = ((ConnectionBase) request.connection()).channel();
    this.guard = ConnectionGuard.of(channel);
    if (guard != null) {
      guard.headArrived();
    }
    this.departure =
        new Departure(loop.deadlines(), loop.drains(), snapshot.settings().server().maxDrains());
    loop.inFlight().incrementAndGet();
  }

  Loop loop() {
    return loop;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  Trace trace() {
    return trace;
  }

  Dump dump() {
    return dump;
  }

  Downstream client() {
    return client;
  }

  ClientHeaders headers() {
    return headers;
  }

  String path() {
    return path;
  }

  /** What becomes of this exchange when its client leaves. */
  Departure departure() {
    return departure;
  }

  /** Gives an answer of the gateway's own. */
  void answer(int status, String contentType, String text) {
    answer(status, contentType, text, new Outcome(status, Ending.COMPLETED, "", ""));
  }

  private void answer(int status, String contentType, String text, Outcome outcome) {
    Buffer body = Buffer.buffer(text);
    trace.sent(body);
    client
        .respond(status, contentType, body)
        .onSuccess(ignored -> ended(outcome))
        .onFailure(
            ignored ->
                ended(
                    new Outcome(
                        CLIENT_CLOSED_REQUEST,
                        Ending.CLIENT_GONE,
                        outcome.errorCode(),
                        outcome.cause())));
  }

  /** The whole answer of an upstream went to the client. */
  void completed() {
    int status = client.response().getStatusCode();
    ended(new Outcome(status, Ending.COMPLETED, "", ""));
  }

  /** Tells the client what went wrong, as far as it can still be told. */
  void failed(Dialect dialect, Throwable cause) {
    Problem problem = Problem.of(cause);
    if (problem.ending() == Ending.INTERNAL_ERROR) {
      LOG.error("request {} failed inside the gateway", client.requestId(), cause);
    }
    if (account != null && problem.ending() == Ending.UPSTREAM_ERROR && !client.isCommitted()) {
      account.error();
    }
    String code = problem.failure().code();
    String message = problem.failure().message();
    if (cause instanceof ClientGone) {
      ended(new Outcome(CLIENT_CLOSED_REQUEST, problem.ending(), "", ""));
    } else if (client.isGone()) {
      ended(new Outcome(CLIENT_CLOSED_REQUEST, Ending.CLIENT_GONE, "", message));
    } else if (client.isCommitted()) {
      int status = client.response().getStatusCode();
      ended(new Outcome(status, problem.ending(), code, message));
    } else {
      int status = problem.failure().status();
      String body = body(dialect, problem.failure(), cause);
      Outcome outcome = new Outcome(status, problem.ending(), code, message);
      if (cause instanceof AllCooling cooling) {
        client.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(cooling.seconds()));
      } else if (retryAfter != null && problem.ending() == Ending.UPSTREAM_ERROR) {
        client.response().putHeader(HttpHeaders.RETRY_AFTER, retryAfter);
      }
      answer(status, ErrorEnvelope.CONTENT_TYPE, body, outcome);
    }
  }

  /** What an upstream said of itself is told in its own words. */
  private String body(Dialect dialect, Failure failure, Throwable cause) {
    if (cause instanceof InvalidAnswer answer && answer.upstreamError().isPresent()) {
      UpstreamError error = answer.upstreamError().get().withStatus(failure.status());
      return JsonTree.text(ErrorBodies.write(dialect, error));
    }
    return ErrorEnvelope.body(dialect, failure, client.requestId());
  }

  /**
   * Takes how long the upstream wants its client to wait, which counts for errors that it tells in
   * a success ({@code error_when}) as well.
   */
  void upstreamWants(@Nullable String waiting) {
    retryAfter = waiting;
  }

  /** Another attempt begins: of an earlier one only counts what it says that it used. */
  void begun() {
    if (account != null) {
      account.error();
      account.close();
      earlier.add(account);
    }
    account = null;
    retryAfter = null;
    losses = new Losses();
    trace.begun();
  }

  /** Takes what the translation of the attempt that counts can't say. */
  void losses(Losses counted) {
    losses = counted;
  }

  /** Takes what gives back the place that this exchange holds; it runs when that has ended. */
  void holds(Runnable place) {
    release = place;
  }

  /** Takes the account of the answer that the client gets; it is settled when that has ended. */
  void account(Account opened) {
    account = opened;
  }

  /**
   * Lists the losses so far in the answer's head where the client asked for that. Call before the
   * head is written; what a stream loses later only shows in the log.
   */
  void showLosses() {
    if (!losses.isEmpty() && headers.text("x-onr-debug").equalsIgnoreCase("losses")) {
      client.response().putHeader("x-onr-losses", LossList.of(losses.counts()));
    }
  }

  private void ended(Outcome outcome) {
    if (!losses.isEmpty() && LOG.isDebugEnabled()) {
      LOG.debug(
          "request {} lost in translation: {}", client.requestId(), LossList.of(losses.counts()));
    }
    if (guard != null) {
      guard.exchangeEnded();
    }
    departure.over();
    trace.ended();
    dump.end(() -> dumpEnd(outcome));
    Instant endedAt = loop.clock().instant();
    settle()
        .onComplete(
            accounting -> {
              loop.inFlight().decrementAndGet();
              release.run();
              loop.log().ended(record(endedAt, outcome, accounting.result()));
            });
  }

  /** Never fails: an account that can't be settled is none. */
  private Future<Accounting> settle() {
    List<Account> open = new ArrayList<>(earlier);
    if (account != null) {
      account.close();
      open.add(account);
    }
    if (open.isEmpty()) {
      return Future.succeededFuture(Accounting.NONE);
    }
    boolean takesLong = false;
    for (Account each : open) {
      takesLong |= each.takesLong();
    }
    return loop.compute(takesLong, () -> settle(open))
        .otherwise(
            cause -> {
              LOG.error("the account of request {} can't be settled", client.requestId(), cause);
              return Accounting.NONE;
            });
  }

  private Accounting settle(List<Account> attempts) {
    Accounting sum = Accounting.NONE;
    for (Account each : attempts) {
      sum = each.settle().after(sum);
    }
    return sum;
  }

  private ExchangeRecord record(Instant endedAt, Outcome outcome, Accounting accounting) {
    HttpServerRequest request = client.request();
    Client who =
        new Client(
            address(),
            request.method().name(),
            path,
            headers.text("appname"),
            headers.text("User-Agent"));
    return trace
        .finish(endedAt, client.requestId(), who, outcome, accounting, losses.counts())
        .withTextsUpTo(snapshot.settings().limits().maxLogValue());
  }

  private Dump.End dumpEnd(Outcome outcome) {
    MultiMap answer = client.response().headers();
    String type = text(answer, HttpHeaders.CONTENT_TYPE);
    return new Dump.End(
        outcome.status(),
        type,
        text(answer, HttpHeaders.CONTENT_ENCODING),
        trace.wantsStream() || type.contains("text/event-stream"),
        outcome.errorCode().isEmpty(),
        outcome.cause(),
        outcome.ending() == Ending.CLIENT_GONE);
  }

  private static String text(MultiMap fields, CharSequence name) {
    String value = fields.get(name);
    return value == null ? "" : value;
  }

  private String address() {
    SocketAddress peer = client.request().remoteAddress();
    String host = peer == null ? null : peer.hostAddress();
    return ClientAddress.of(
        host == null ? "" : host,
        headers.all("X-Forwarded-For"),
        headers.first("X-Real-IP"),
        snapshot.settings().server().trustedProxies());
  }
}
