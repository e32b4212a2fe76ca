package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Something that happens once at one side of a test and that the other side waits for. */
final class Signal {
  private final CountDownLatch given = new CountDownLatch(1);

  void give() {
    given.countDown();
  }

  /** Waits until it is given, and fails when it is not. */
  void await() throws InterruptedException {
    assertThat(given.await(10, TimeUnit.SECONDS)).as("the signal was given").isTrue();
  }
}
