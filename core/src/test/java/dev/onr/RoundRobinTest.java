package dev.onr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class RoundRobinTest {
  @Test
  void eachNameTakesItsOwnTurns() {
    RoundRobin turns = new RoundRobin(List.of("a", "b"));
    assertThat(List.of(turns.next("a", 2), turns.next("a", 2), turns.next("a", 2)))
        .containsExactly(0, 1, 0);
    assertThat(turns.next("b", 3)).isZero();
  }

  @Test
  void anUnknownNameAlwaysGetsTheFirst() {
    RoundRobin turns = new RoundRobin(List.of());
    assertThat(turns.next("x", 5) + turns.next("x", 5)).isZero();
  }

  @Test
  void noTurnIsLostBetweenThreads() throws Exception {
    RoundRobin turns = new RoundRobin(List.of("a"));
    AtomicIntegerArray counts = new AtomicIntegerArray(4);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int thread = 0; thread < 4; thread++) {
        threads.execute(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                counts.incrementAndGet(turns.next("a", 4));
              }
            });
      }
      threads.shutdown();
      assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
    for (int i = 0; i < 4; i++) {
      assertThat(counts.get(i)).isEqualTo(10_000);
    }
  }
}
