package dev.onr.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RequestIdsTest {
  @Test
  void aNewIdIsLocalTimeToTheMicrosecondAndEightRandomDigits() {
    ZoneId zone = ZoneId.of("Asia/Tokyo");
    Clock clock = Clock.fixed(Instant.parse("2026-03-03T20:06:07.123456789Z"), zone);
    RandomGenerator random =
        new RandomGenerator() {
          @Override
          public long nextLong() {
            return 0;
          }

          @Override
          public int nextInt(int bound) {
            return 42;
          }
        };
    assertThat(new RequestIds(clock, zone, random).of(null))
        .isEqualTo("2026030405060712345600000042");
  }
}
