package dev.onr.usage.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is kept of a stream. */
class DeltaTextTest {
  private static final byte[] EVENT =
      "{\"choices\":[{\"delta\":{\"content\":\"12345678\"}}]}".getBytes(StandardCharsets.UTF_8);

  private static DeltaText stream(int limit, int events) {
    DeltaText deltas = new DeltaText(limit);
    for (int i = 0; i < events; i++) {
      deltas.event(EVENT, 0, EVENT.length);
    }
    return deltas;
  }

  private static long tokens(DeltaText deltas) {
    return new UsageEstimator(EstimationSettings.DEFAULTS, new Tokenizer())
        .tokens(
            "chat.completions", "m", EstimateDirection.OUTPUT, new EstimateSource.Stream(deltas));
  }

  @Test
  void aLongStreamIsEstimatedFromItsBeginningInProportion() {
    DeltaText deltas = stream(1024, 100_000);
    assertThat(deltas.sample().text().length()).isLessThan(1024);
    assertThat(tokens(deltas)).isEqualTo(200_000);
  }

  @Test
  void aLimitTooSmallForAnyEventKeepsNothing() {
    DeltaText deltas = stream(4, 10);
    assertThat(deltas.isEmpty()).isFalse();
    assertThat(tokens(deltas)).isZero();
  }

  @Test
  void onlyObjectsCanHoldText() {
    DeltaText deltas = new DeltaText(1024);
    deltas.event("[DONE]".getBytes(StandardCharsets.UTF_8), 0, 6);
    deltas.event(new byte[0], 0, 0);
    assertThat(deltas.isEmpty()).isTrue();
  }
}
