package dev.onr.bench.beside;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many streams at once whose events come at a steady pace. Events carry the time at which the
 * upstream wrote them, by the machine's monotonic clock, which all its processes share.
 */
final class PacedLoad {
  private static final Pattern STAMP = Pattern.compile(ScriptedUpstream.STAMP + "(\\d+);");
  private static final int SECONDS_OF_GRACE = 20;

  private final Vertx vertx;
  private final Running target;
  private final Workload workload;
  private final int seconds;
  private final Times delays = new Times();
  private final Times firstBytes = new Times();
  private long errors;
  private int open;

  PacedLoad(Vertx vertx, Running target, Workload workload, int seconds) {
    this.vertx = vertx;
    this.target = target;
    this.workload = workload;
    this.seconds = seconds;
  }

  /**
   * Opens the streams evenly over one pace, and waits until all have ended. {@code vertx} has one
   * loop.
   */
  Load run() throws InterruptedException {
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions().setTcpNoDelay(true),
            new PoolOptions().setHttp1MaxSize(workload.clients()).setEventLoopSize(0));
    RequestOptions request = target.request(workload, target.port());
    Buffer body = Buffer.buffer(target.contestant().body(workload, seconds));
    Promise<Void> done = Promise.promise();
    long start = System.nanoTime();
    open = workload.clients();
    vertx.runOnContext(
        now -> {
          for (int i = 0; i < workload.clients(); i++) {
            long wait = 1 + (long) i * workload.paceMillis() / workload.clients();
            vertx.setTimer(wait, id -> stream(client, request, body).onComplete(end -> end(done)));
          }
        });
    try {
      done.future().await(seconds + SECONDS_OF_GRACE, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      errors += open;
    }
    double lasted = (System.nanoTime() - start) / 1e9;
    client.close().await();
    return new Load(
        delays.size(),
        lasted,
        delays.percentile(0.5),
        delays.percentile(0.99),
        firstBytes.percentile(0.5),
        firstBytes.percentile(0.99),
        errors);
  }

  private void end(Promise<Void> done) {
    if (--open == 0) {
      done.complete();
    }
  }

  private Future<Void> stream(HttpClient client, RequestOptions request, Buffer body) {
    long asked = System.nanoTime();
    return client
        .request(request)
        .compose(sent -> sent.send(body))
        .compose(response -> read(response, asked))
        .onFailure(cause -> errors++);
  }

  private Future<Void> read(HttpClientResponse response, long asked) {
    if (response.statusCode() != 200) {
      errors++;
    }
    boolean[] begun = {false};
    response.handler(
        chunk -> {
          long now = System.nanoTime();
          if (!begun[0]) {
            begun[0] = true;
            firstBytes.add(now - asked);
          }
          Matcher stamp = STAMP.matcher(chunk.toString(StandardCharsets.ISO_8859_1));
          while (stamp.find()) {
            delays.add(now - Long.parseLong(stamp.group(1)));
          }
        });
    return response.end();
  }
}
