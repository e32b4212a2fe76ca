package dev.onr.server;

import java.util.concurrent.CountDownLatch;

/** Waits for SIGTERM or SIGINT. The first asks for an orderly end, the second ends at once. */
final class Shutdown {
  /** How long an immediate end may take to bring lines that are already known to the log. */
  private static final long LAST_WORDS_MILLIS = 1_000;

  private final CountDownLatch asked = new CountDownLatch(1);

  /**
   * Begins to listen.
   *
   * @param lastWords what is done even when the process ends at once, unless it takes too long
   */
  void listen(Runnable lastWords) {
    Signals.onTermination(
        () -> {
          synchronized (this) {
            if (asked.getCount() == 0) {
              endAtOnce(lastWords);
            }
            asked.countDown();
          }
        });
  }

  /** Returns once somebody asked for the end. */
  void await() throws InterruptedException {
    asked.await();
  }

  /**
   * Says that the orderly end is done. Does not return while a second signal ends the process,
   * which makes requests in flight break off and so lets the orderly end come to its own end.
   */
  synchronized void done() {
    asked.countDown();
  }

  private static void endAtOnce(Runnable lastWords) {
    Thread speaking = Thread.ofPlatform().daemon().start(lastWords);
    try {
      speaking.join(LAST_WORDS_MILLIS);
    } catch (InterruptedException e) {
      // Ending is what we are about to do.
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCode.FAILED);
  }
}
