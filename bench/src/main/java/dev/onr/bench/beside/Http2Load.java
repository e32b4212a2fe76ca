package dev.onr.bench.beside;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests side by side on a few TLS connections with HTTP/2, each asked again when it is answered.
 */
final class Http2Load {
  private static final int CONNECTIONS = 8;
  private static final int SECONDS_OF_GRACE = 10;

  private final Vertx vertx;
  private final Running target;
  private final Workload workload;
  private final int seconds;
  private final Times times = new Times();
  private long errors;
  private int open;

  Http2Load(Vertx vertx, Running target, Workload workload, int seconds) {
    this.vertx = vertx;
    this.target = target;
    this.workload = workload;
    this.seconds = seconds;
  }

  /** Asks for so many seconds. {@code vertx} has one loop. */
  Load run() throws InterruptedException {
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2MultiplexingLimit(workload.clients() / CONNECTIONS),
            new PoolOptions().setHttp2MaxSize(CONNECTIONS));
    RequestOptions request = target.request(workload, target.tlsPort());
    Buffer body = Buffer.buffer(target.contestant().body(workload, seconds));
    Promise<Void> done = Promise.promise();
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(seconds);
    open = workload.clients();
    vertx.runOnContext(
        now -> {
          for (int i = 0; i < workload.clients(); i++) {
            ask(client, request, body, end, done);
          }
        });
    try {
      done.future().await(seconds + SECONDS_OF_GRACE, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      errors += open;
    }
    double lasted = (System.nanoTime() - start) / 1e9;
    client.close().await();
    return Load.ofAnswers(
        times.size(), lasted, times.percentile(0.5), times.percentile(0.99), errors);
  }

  private void ask(
      HttpClient client, RequestOptions request, Buffer body, long end, Promise<Void> done) {
    long asked = System.nanoTime();
    client
        .request(request)
        .compose(sent -> sent.send(body))
        .compose(
            response -> {
              if (response.statusCode() != 200 || response.version() != HttpVersion.HTTP_2) {
                errors++;
              }
              return response.body();
            })
        .onComplete(
            answer -> {
              long now = System.nanoTime();
              if (answer.succeeded()) {
                times.add(now - asked);
              } else {
                errors++;
              }
              // A gateway that refuses would be asked without end in no time.
              if (now < end && errors < 1000) {
                ask(client, request, body, end, done);
              } else if (--open == 0) {
                done.complete();
              }
            });
  }
}
