package dev.onr.admin.shell;

import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
public interface Pause {
  /** Of this process: the thread sleeps. */
  Pause SLEEP =
      duration -> {
        try {
          Thread.sleep(duration);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new Failure("interrupted");
        }
      };

  /** Waits. */
  void of(Duration duration);
}
