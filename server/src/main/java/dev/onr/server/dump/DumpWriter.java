package dev.onr.server.dump;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Writes files on a thread of its own. What waits to be written has a bound in bytes. */
final class DumpWriter implements AutoCloseable {
  private static final long MOST_WAITING = 64L << 20;
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final AtomicLong waiting = new AtomicLong();
  private final ThreadPoolExecutor thread;

  DumpWriter() {
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("onr-traffic-dump").factory());
    thread.allowCoreThreadTimeOut(true);
  }

  /** Takes a piece of work; false where too much waits already, or all is closed. */
  boolean submit(long weight, Runnable work) {
    if (waiting.addAndGet(weight) > MOST_WAITING || thread.isShutdown()) {
      waiting.addAndGet(-weight);
      return false;
    }
    thread.execute(
        () -> {
          try {
            work.run();
          } finally {
            waiting.addAndGet(-weight);
          }
        });
    return true;
  }

  /** Writes what waits, within a bound of time. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
