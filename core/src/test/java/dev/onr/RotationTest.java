package dev.onr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RotationTest {
  private static List<Integer> firsts(Rotation rotation) {
    return IntStream.range(0, rotation.length())
        .map(turn -> rotation.from(turn).getFirst())
        .boxed()
        .toList();
  }

  @Test
  void equalWeightsArePlainTurns() {
    assertThat(firsts(Rotation.of(List.of(7, 7, 7)))).containsExactly(0, 1, 2);
  }

  @Test
  void aHeavyEntryComesMoreOftenButNotInARow() {
    assertThat(firsts(Rotation.of(List.of(4, 2, 2)))).containsExactly(0, 1, 2, 0);
  }

  @Test
  void everyEntryFollows() {
    assertThat(Rotation.of(List.of(1, 2, 1)).from(3)).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(Rotation.of(List.of()).from(0)).isEmpty();
  }
}
