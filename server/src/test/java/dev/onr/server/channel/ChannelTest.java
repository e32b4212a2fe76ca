package dev.onr.server.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.credential.Secret;
import dev.onr.credential.UpstreamKey;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChannelTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private long now = TimeUnit.HOURS.toNanos(1);
  private final Channel channel = new Channel(() -> now);

  @Test
  void itIsOutAfterAsManyFailuresAndProbedByExactlyOneRequest() {
    fail(2);
    assertThat(channel.report().state()).isEqualTo(Channel.State.OUT);
    assertThat(channel.begin()).isEmpty();
    pass(MINUTE);
    assertThat(channel.report().state()).isEqualTo(Channel.State.PROBING);
    Channel.Use probe = channel.begin().orElseThrow();
    assertThat(channel.begin()).isEmpty();
    probe.succeeded(1);
    assertThat(channel.report().state()).isEqualTo(Channel.State.READY);
    assertThat(channel.begin()).isPresent();
  }

  @Test
  void aProbeThatFailsTakesItOutAtOnce() {
    fail(2);
    pass(MINUTE);
    channel.begin().orElseThrow().failed(2, MINUTE);
    assertThat(channel.report().state()).isEqualTo(Channel.State.OUT);
    assertThat(channel.report().remaining()).isEqualTo(MINUTE);
  }

  @Test
  void aProbeThatLearnedNothingLeavesThePlaceToAnother() {
    fail(2);
    pass(MINUTE);
    channel.begin().orElseThrow().ended();
    assertThat(channel.begin()).isPresent();
    assertThat(channel.begin()).isEmpty();
  }

  @Test
  void failuresThatAreFarApartDoNotAddUp() {
    channel.begin().orElseThrow().failed(2, MINUTE);
    pass(MINUTE.plusNanos(1));
    channel.begin().orElseThrow().failed(2, MINUTE);
    assertThat(channel.report().state()).isEqualTo(Channel.State.READY);
  }

  @Test
  void onlyTheFirstOutcomeOfAUseCounts() {
    Channel.Use use = channel.begin().orElseThrow();
    use.succeeded(0);
    use.failed(1, MINUTE);
    assertThat(channel.report().state()).isEqualTo(Channel.State.READY);
    assertThat(channel.underWay()).isZero();
  }

  @Test
  void theLongerOfTwoWaitsCounts() {
    channel.coolDown(Duration.ofSeconds(9), 429);
    channel.coolDown(Duration.ofSeconds(3), 503);
    assertThat(channel.report().status()).isEqualTo(429);
    assertThat(channel.report().remaining()).isEqualTo(Duration.ofSeconds(9));
    pass(Duration.ofSeconds(9));
    assertThat(channel.report().state()).isEqualTo(Channel.State.READY);
  }

  @Test
  void whatIsExpectedOfAnUnusedChannelShrinksUntilItIsUsed() {
    measure(800);
    pass(Duration.ofSeconds(30));
    assertThat(expectedMillis()).isEqualTo(400);
    pass(Duration.ofSeconds(30));
    assertThat(expectedMillis()).isEqualTo(200);
    assertThat(channel.report().firstByteMillis()).isEqualTo(800);
    Channel.Use trial = channel.begin().orElseThrow();
    assertThat(expectedMillis()).isEqualTo(800);
    trial.ended();
    assertThat(expectedMillis()).isEqualTo(800);
  }

  @Test
  void aNewMeasurementCountsTheMoreTheOlderTheLastOneIs() {
    measure(1000);
    measure(0);
    measure(2000);
    assertThat(expectedMillis()).isEqualTo(1300);
    pass(Duration.ofSeconds(30));
    measure(300);
    assertThat(expectedMillis()).isEqualTo(800);
    pass(Duration.ofHours(1));
    measure(50);
    assertThat(expectedMillis()).isEqualTo(50);
  }

  @Test
  void aKeyThatStaysKeepsItsChannelWhateverItWeighs() {
    Channels channels = new Channels(() -> now, new Random(1));
    UpstreamKey key = UpstreamKey.of("acme", Secret.of("sk"));
    Channel first = channels.of(key);
    assertThat(channels.of(UpstreamKey.of("acme", Secret.of("sk")).withWeight(5))).isSameAs(first);
    assertThat(channels.of(UpstreamKey.of("acme", Secret.of("other")))).isNotSameAs(first);
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      channel.begin().orElseThrow().failed(times, MINUTE);
    }
  }

  private void measure(long millis) {
    channel.begin().orElseThrow().succeeded(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private long expectedMillis() {
    return Math.round(channel.expectedFirstByteNanos() / 1e6);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
