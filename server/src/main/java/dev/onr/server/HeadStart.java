package dev.onr.server;

import java.math.BigDecimal;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** What takes its time at the start and waits for nobody is done beside the rest of it. */
final class HeadStart {
  private HeadStart() {}

  /**
   * Java computes large powers of five before the first decimal number, which are 20 ms (JDK 25);
   * the language of provider files needs such numbers.
   */
  static void numbers() {
    begin("onr-numbers", () -> BigDecimal.ONE);
  }

  /** Begins to make something; who needs it waits for it with {@link FutureTask#get()}. */
  static <T> FutureTask<T> begin(String thread, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().name(thread).daemon().start(task);
    return task;
  }
}
