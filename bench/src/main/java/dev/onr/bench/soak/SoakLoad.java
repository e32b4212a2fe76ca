package dev.onr.bench.soak;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Clients of all kinds at a steady rate. Every request carries an id of its own. */
final class SoakLoad {
  private static final int TICK_MILLIS = 20;
  private static final int SLOW_READER_MILLIS = 100;
  private static final int SLOW_READER_EVERY_MILLIS = 15_000;
  private static final int CONNECTIONS = 512;
  private static final int TIMEOUT_MILLIS = 90_000;
  private static final int EXAMPLES = 20;

  private final Vertx vertx;
  private final HttpClient client;
  private final int port;
  private final int perSecond;
  private final List<Scenario> scenarios = Scenario.all();
  private final Random random = new Random(6);
  private final AtomicLong sent = new AtomicLong();
  private final LongAdder open = new LongAdder();
  private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();
  private final Map<String, String> wrong = new ConcurrentHashMap<>();
  private final LongAdder wrongs = new LongAdder();
  private final int weights = scenarios.stream().mapToInt(Scenario::weight).sum();

  SoakLoad(Vertx vertx, int port, int perSecond) {
    this.vertx = vertx;
    this.port = port;
    this.perSecond = perSecond;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setTcpNoDelay(true).setKeepAliveTimeout(10),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  /** Sends until the returned one is run. */
  Runnable begin() {
    long start = System.nanoTime();
    long timer =
        vertx.setPeriodic(
            TICK_MILLIS,
            id -> {
              long due = (System.nanoTime() - start) * perSecond / 1_000_000_000;
              // What was missed while the machine was busy is caught up slowly.
              for (int i = 0; i < 2 * perSecond * TICK_MILLIS / 1000 && sent.get() < due; i++) {
                send(any());
              }
            });
    long slow =
        vertx.setPeriodic(1000, SLOW_READER_EVERY_MILLIS, id -> send(Scenario.slowReader()));
    return () -> {
      vertx.cancelTimer(timer);
      vertx.cancelTimer(slow);
    };
  }

  private Scenario any() {
    int draw = random.nextInt(weights);
    for (Scenario scenario : scenarios) {
      draw -= scenario.weight();
      if (draw < 0) {
        return scenario;
      }
    }
    throw new IllegalStateException("weights do not add up");
  }

  private void send(Scenario scenario) {
    String id = "soak-" + sent.incrementAndGet();
    open.increment();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI(scenario.path())
            .setTimeout(TIMEOUT_MILLIS)
            .putHeader("authorization", "Bearer soak")
            .putHeader("content-type", "application/json")
            .putHeader("x-onr-request-id", id);
    client
        .request(options)
        .compose(
            request -> {
              if (scenario.reader() == Scenario.Reader.LEAVES && !scenario.streamed()) {
                vertx.setTimer(SLOW_READER_MILLIS * 5L, timer -> request.reset());
              }
              return exchange(scenario, request);
            })
        .onComplete(
            result -> {
              open.decrement();
              judge(
                  scenario, id, result.succeeded() ? result.result() : "failed: " + result.cause());
            });
  }

  private Future<String> exchange(Scenario scenario, HttpClientRequest request) {
    return request
        .send(Buffer.buffer(scenario.body()))
        .compose(
            response ->
                switch (scenario.reader()) {
                  case TO_THE_END -> read(scenario, response);
                  case LEAVES -> leave(request, response);
                  case SLOWLY -> readSlowly(response);
                })
        .recover(
            cause ->
                scenario.reader() == Scenario.Reader.LEAVES
                    ? Future.succeededFuture("left")
                    : Future.failedFuture(cause));
  }

  private static Future<String> read(Scenario scenario, HttpClientResponse response) {
    // A broken stream ends in good order or with the connection; both must lack the end marker.
    Buffer body = Buffer.buffer();
    response.handler(body::appendBuffer);
    return response
        .end()
        .transform(
            end -> {
              if (scenario.ending() != Scenario.Ending.BROKEN && end.failed()) {
                return Future.failedFuture(end.cause());
              }
              boolean whole = body.toString().contains(scenario.endMarker());
              String ending =
                  response.statusCode() != 200 || !scenario.streamed()
                      ? ""
                      : whole ? " whole" : " broken";
              return Future.succeededFuture(response.statusCode() + ending);
            });
  }

  private static Future<String> leave(HttpClientRequest request, HttpClientResponse response) {
    Promise<String> left = Promise.promise();
    response.exceptionHandler(cause -> left.tryComplete("left"));
    response.handler(
        bytes -> {
          if (left.tryComplete(
              response.statusCode() == 200 ? "left" : "" + response.statusCode())) {
            request.reset();
          }
        });
    response.endHandler(end -> left.tryComplete("left"));
    return left.future();
  }

  private Future<String> readSlowly(HttpClientResponse response) {
    response.pause();
    response.handler(bytes -> {});
    long timer = vertx.setPeriodic(SLOW_READER_MILLIS, id -> response.fetch(1));
    return response
        .end()
        .map(end -> response.statusCode() + " slowly")
        .onComplete(end -> vertx.cancelTimer(timer));
  }

  private void judge(Scenario scenario, String id, String outcome) {
    outcomes.computeIfAbsent(scenario.name() + ": " + outcome, key -> new LongAdder()).increment();
    boolean good =
        switch (scenario.reader()) {
          case LEAVES -> outcome.equals("left");
          case SLOWLY -> outcome.equals("200 slowly");
          case TO_THE_END -> expected(scenario, outcome);
        };
    if (!good) {
      wrongs.increment();
      if (wrong.size() < EXAMPLES) {
        wrong.put(id, scenario.name() + ": " + outcome);
      }
    }
  }

  private static boolean expected(Scenario scenario, String outcome) {
    List<String> allowed = new ArrayList<>();
    String ending =
        switch (scenario.ending()) {
          case WHOLE -> " whole";
          case BROKEN -> " broken";
          case NOT_CHECKED -> "";
        };
    scenario.statuses().forEach(status -> allowed.add(status + (status == 200 ? ending : "")));
    return allowed.contains(outcome);
  }

  long sent() {
    return sent.get();
  }

  long open() {
    return open.sum();
  }

  /** Outcomes that no scenario allows. */
  long wrongs() {
    return wrongs.sum();
  }

  /** Some of those, by request id. */
  Map<String, String> wrong() {
    return new TreeMap<>(wrong);
  }

  Map<String, LongAdder> outcomes() {
    return outcomes;
  }

  void close() {
    client.close().await();
  }
}
