package dev.onr.bench;

import dev.onr.server.demo.SimulatedUpstream;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * The simulated upstream as a process of its own; streams come in one burst unless told to wait.
 */
public final class UpstreamMain {
  private UpstreamMain() {}

  /** Takes the port, and then, if wanted, the milliseconds between two events of a stream. */
  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    long pace = arguments.length > 1 ? Long.parseLong(arguments[1]) : 0;
    SimulatedUpstream upstream =
        SimulatedUpstream.start(
                Vertx.vertx(),
                SimulatedUpstream.Options.demo().withPort(port).withPace(Duration.ofMillis(pace)))
            .await();
    System.out.println("simulated upstream: " + upstream.baseUrl());
  }
}
