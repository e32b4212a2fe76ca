package dev.onr.server;

import dev.onr.config.plan.LoadMode;
import dev.onr.server.exchange.ExchangeRecord;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A gateway inside the test's process, started from configuration files as production does. */
public final class RunningGateway implements AutoCloseable {
  private final Vertx vertx;
  private final Gateway gateway;
  private final BlockingQueue<ExchangeRecord> records;

  private RunningGateway(Vertx vertx, Gateway gateway, BlockingQueue<ExchangeRecord> records) {
    this.vertx = vertx;
    this.gateway = gateway;
    this.records = records;
  }

  /**
   * Reads onr.yaml and all that it names, strictly, and listens where it says; let it say {@code
   * 127.0.0.1:0}.
   *
   * @throws Exception when something is wrong with a file
   */
  public static RunningGateway start(Path onrYaml) throws Exception {
    return start(
        new SnapshotLoader(Map.of(), false)
            .load(onrYaml, LoadMode.STRICT, Optional.empty())
            .snapshot());
  }

  /** Serves a configuration that is loaded already. */
  public static RunningGateway start(Snapshot snapshot) {
    Vertx vertx = Gateway.newVertx(Gateway.eventLoops(snapshot.settings()));
    BlockingQueue<ExchangeRecord> records = new LinkedBlockingQueue<>();
    try {
      Gateway gateway =
          Gateway.start(
                  vertx,
                  () -> snapshot,
                  records::add,
                  Clock.system(ZoneId.systemDefault()),
                  new SecureRandom())
              .await();
      return new RunningGateway(vertx, gateway, records);
    } catch (RuntimeException e) {
      vertx.close().await();
      throw e;
    }
  }

  public int port() {
    return gateway.port();
  }

  /** {@code http://127.0.0.1:port}, without a slash at the end. */
  public String baseUrl() {
    return "http://127.0.0.1:" + port();
  }

  /** Takes the record of the exchange that ended first; waits for it. */
  public ExchangeRecord nextRecord() throws InterruptedException {
    ExchangeRecord record = records.poll(20, TimeUnit.SECONDS);
    if (record == null) {
      throw new AssertionError("no exchange ended within 20 s");
    }
    return record;
  }

  @Override
  public void close() {
    gateway.close().await();
    vertx.close().await();
  }
}
