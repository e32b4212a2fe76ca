package dev.onr.bench.soak;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code bench/soak}: loads one gateway for long, looks at it every minute, and judges. */
public final class SoakMain {
  private static final Duration SAMPLE = Duration.ofSeconds(60);
  private static final Duration RELOAD = Duration.ofSeconds(20);
  private static final Duration SETTLE = Duration.ofSeconds(150);

  private final Gateway gateway;
  private final SoakLoad load;
  private final List<Sample> during = new ArrayList<>();
  private int reloads;

  private SoakMain(Gateway gateway, SoakLoad load) {
    this.gateway = gateway;
    this.load = load;
  }

  /**
   * Takes onr's launcher, directory of the run, port, upstream's port, minutes, requests a second.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Path.of(arguments[1]);
    int port = Integer.parseInt(arguments[2]);
    Duration length = Duration.ofMinutes(Long.parseLong(arguments[4]));
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    vertx.deployVerticle(new SoakUpstream(Integer.parseInt(arguments[3]))).await();
    Gateway gateway = Gateway.start(arguments[0], work, port);
    SoakLoad load = new SoakLoad(vertx, port, Integer.parseInt(arguments[5]));
    List<String> faults;
    try {
      faults = new SoakMain(gateway, load).run(length);
    } finally {
      gateway.stop();
      vertx.close().await();
    }
    faults.forEach(fault -> System.out.println("FAULT " + fault));
    System.out.println(faults.isEmpty() ? "passed" : "failed");
    System.exit(faults.isEmpty() ? 0 : 1);
  }

  private List<String> run(Duration length) throws IOException, InterruptedException {
    System.out.println(Sample.HEAD);
    // The first look opens what looking needs; the second counts.
    gateway.sample(0, 0, 0);
    Sample before = look(0);
    Runnable end = load.begin();
    long start = System.nanoTime();
    Optional<String> death = watch(start, length);
    end.run();
    settle();
    Verdict verdict = new Verdict();
    death.ifPresent(words -> verdict.check(false, words));
    verdict.check(load.open() == 0, load.open() + " requests got no end");
    load.close();
    if (death.isEmpty()) {
      verdict.processes(before, during, settled(before));
    }
    verdict.lines(load.sent(), gateway.loggedIds());
    verdict.check(load.wrongs() == 0, load.wrongs() + " unexpected outcomes: " + load.wrong());
    int reloaded = gateway.systemLog("reload ok").size();
    verdict.check(reloaded == reloads, reloads + " reloads asked for, " + reloaded + " done");
    List<String> errors = gateway.systemLog("| ERROR |");
    verdict.check(
        errors.isEmpty(),
        errors.size() + " errors in the system log: " + errors.stream().limit(5).toList());
    System.out.println();
    load.outcomes().forEach((outcome, count) -> System.out.println(count + " " + outcome));
    System.out.println(load.sent() + " requests, " + reloads + " reloads");
    return verdict.faults();
  }

  /** Reloads and samples until the time is over, or the gateway is. */
  private Optional<String> watch(long start, Duration length)
      throws IOException, InterruptedException {
    long nextSample = SAMPLE.toNanos();
    long nextReload = RELOAD.toNanos();
    for (long now = 0; now < length.toNanos(); now = System.nanoTime() - start) {
      if (!gateway.isAlive()) {
        return Optional.of("the gateway's process ended");
      }
      if (now >= nextReload) {
        gateway.reload();
        reloads++;
        nextReload += RELOAD.toNanos();
      }
      if (now >= nextSample) {
        during.add(look(nextSample / SAMPLE.toNanos()));
        nextSample += SAMPLE.toNanos();
      }
      Thread.sleep(50);
    }
    return Optional.empty();
  }

  private void settle() throws InterruptedException {
    long deadline = System.nanoTime() + SETTLE.toNanos();
    while (load.open() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(100);
    }
  }

  /** Connections that are kept for more requests close by themselves after a while. */
  private Sample settled(Sample before) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + SETTLE.toNanos();
    Sample after = look(-1);
    while (after.sockets() > before.sockets() + 2 && System.nanoTime() < deadline) {
      Thread.sleep(5_000);
      after = look(-1);
    }
    return after;
  }

  private Sample look(long minute) throws IOException, InterruptedException {
    Sample sample = gateway.sample(minute, load.sent(), gateway.loggedIds().size());
    System.out.println(sample.row());
    return sample;
  }
}
