package dev.onr.bench.body;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Small requests, one every millisecond: how long they take is how long the loop was busy. */
final class Probe {
  private static final long SPACING_NANOS = 1_000_000;

  private final Wire wire;
  private final List<Span> answers = new ArrayList<>();
  private final Thread thread;
  private volatile boolean over;
  private volatile @Nullable IOException failure;

  /**
   * Stretches of {@link System#nanoTime}.
   *
   * @param from when it began
   * @param to when it ended
   */
  record Span(long from, long to) {
    long nanos() {
      return to - from;
    }

    /** How much of it lies within the other. */
    long within(Span other) {
      return Math.max(0, Math.min(to, other.to) - Math.max(from, other.from));
    }
  }

  private Probe(Wire wire) {
    this.wire = wire;
    this.thread = Thread.ofPlatform().unstarted(this::run);
  }

  static Probe start(int port) throws IOException {
    Probe probe = new Probe(Wire.connect(port));
    probe.thread.start();
    return probe;
  }

  private void run() {
    var question =
        LargeBody.message("GET /healthz HTTP/1.1\r\nHost: bench\r\n", "", 0).asReadOnlyBuffer();
    try (wire) {
      while (!over) {
        long from = System.nanoTime();
        wire.write(question);
        wire.read();
        answers.add(new Span(from, System.nanoTime()));
        LockSupport.parkNanos(SPACING_NANOS - (System.nanoTime() - from));
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  /** Ends it; when each small request began and ended. */
  List<Span> end() throws IOException, InterruptedException {
    over = true;
    thread.join();
    if (failure != null) {
      throw failure;
    }
    return answers;
  }
}
