package dev.onr.server;

import dev.onr.server.channel.Channels;
import dev.onr.server.exchange.Admission;
import dev.onr.server.exchange.Drains;
import dev.onr.server.exchange.ExchangeLog;
import dev.onr.server.http.ConnectionLimit;
import dev.onr.server.tls.TlsIdentity;
import dev.onr.server.upstream.Credentials;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The running gateway: one listener and one upstream client per event loop. */
public final class Gateway {
  private static final long POLL_MILLIS = 20;

  private final AtomicInteger inFlight = new AtomicInteger();
  private final Admission admission = new Admission();
  private final ConnectionLimit connections = new ConnectionLimit();

  /** Counted apart, so that a crowd of clients does not keep the operator out. */
  private final ConnectionLimit adminConnections = new ConnectionLimit();

  private final Channels channels;
  private final Drains drains = new Drains();
  private final List<EventLoopVerticle> loops = new CopyOnWriteArrayList<>();
  private volatile String deployment = "";
  private final Vertx vertx;
  private final Supplier<Snapshot> snapshots;
  private final ExchangeLog log;
  private final Clock clock;
  private final Credentials credentials;
  private final RandomGenerator random;

  private Gateway(
      Vertx vertx,
      Supplier<Snapshot> snapshots,
      ExchangeLog log,
      Clock clock,
      RandomGenerator random) {
    this.vertx = vertx;
    this.snapshots = snapshots;
    this.log = log;
    this.clock = clock;
    this.credentials = new Credentials(clock);
    this.random = random;
    this.channels = new Channels(System::nanoTime, random);
  }

  /**
   * A Vert.x made for the gateway: native transport where the system has it, and as many loops.
   *
   * @param eventLoops see {@link #eventLoops}
   */
  public static Vertx newVertx(int eventLoops) {
    return Vertx.vertx(
        new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(eventLoops));
  }

  /** How many event loops the settings ask for; one per core where they say nothing. */
  public static int eventLoops(Settings settings) {
    return settings.server().workers().orElse(Runtime.getRuntime().availableProcessors());
  }

  /**
   * Binds the address of the first snapshot and serves until closed. What can't change while
   * running (address, number of loops, sizes of pools) is taken from that snapshot, everything else
   * from the one that is current when a request comes.
   *
   * @param snapshots gives the current configuration; called once per request, so it must be cheap
   * @param log gets a record per exchange
   * @param clock tells time of day, and the zone of generated request ids
   * @param random makes request ids; must be safe for several threads
   * @return the gateway once it accepts connections; fails with a {@link ListenFailure} when it
   *     can't
   */
  public static Future<Gateway> start(
      Vertx vertx,
      Supplier<Snapshot> snapshots,
      ExchangeLog log,
      Clock clock,
      RandomGenerator random) {
    Gateway gateway = new Gateway(vertx, snapshots, log, clock, random);
    int instances = eventLoops(snapshots.get().settings());
    return vertx
        .deployVerticle(gateway::loop, new DeploymentOptions().setInstances(instances))
        .map(gateway::deployed);
  }

  private EventLoopVerticle loop() {
    EventLoopVerticle loop =
        new EventLoopVerticle(
            snapshots,
            credentials,
            channels,
            log,
            clock,
            random,
            inFlight,
            admission,
            connections,
            adminConnections,
            drains);
    loops.add(loop);
    return loop;
  }

  private Gateway deployed(String id) {
    deployment = id;
    return this;
  }

  /** The port that was bound. */
  public int port() {
    return loops.getFirst().port();
  }

  /** The port of the operator's listener; empty where there is none. */
  public OptionalInt adminPort() {
    return loops.getFirst().adminPort();
  }

  /**
   * Shows another certificate to connections that come from now on; those that exist go on.
   *
   * @return done when all loops do; fails where the gateway was not started with TLS
   */
  public Future<Void> show(TlsIdentity identity) {
    return Future.join(loops.stream().map(loop -> loop.show(identity)).toList()).mapEmpty();
  }

  /** How many exchanges are under way. */
  public int inFlight() {
    return inFlight.get();
  }

  /** How many of them are read on although their clients have left. */
  public int draining() {
    return drains.underWay();
  }

  /**
   * Stops accepting, lets exchanges in flight finish for as long as {@code bound}, then closes.
   *
   * @return done when nothing is left; all records were given to the log
   */
  public Future<Void> drain(Duration bound) {
    long end = System.nanoTime() + bound.toNanos();
    return Future.join(loops.stream().map(loop -> loop.drain(bound)).toList())
        .otherwiseEmpty()
        .compose(ignored -> untilIdle(end))
        .compose(ignored -> close());
  }

  /** Connections are gone by now, but answers may still be read on for their usage. */
  private Future<Void> untilIdle(long end) {
    return inFlight() == 0 || System.nanoTime() - end >= 0
        ? Future.succeededFuture()
        : vertx.timer(POLL_MILLIS, TimeUnit.MILLISECONDS).compose(ignored -> untilIdle(end));
  }

  /** Closes at once; exchanges in flight are broken off. */
  public Future<Void> close() {
    return vertx.undeploy(deployment).otherwiseEmpty().onComplete(ignored -> credentials.close());
  }
}
