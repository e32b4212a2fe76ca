package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.credential.Caller;
import dev.onr.server.Snapshot;
import dev.onr.server.channel.Channel;
import dev.onr.server.channel.Channels;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which provider comes first, at a time that the test sets. */
class ChoiceTest {
  private long now = TimeUnit.HOURS.toNanos(1);
  private final Channels channels = new Channels(() -> now, new Random(1));

  @Test
  void theLeastBusyIsTheOneWithTheFewestRequestsUnderWayForItsWeight() throws Exception {
    Snapshot snapshot = models("[{name: one, weight: 3}, two], strategy: least_busy");
    Channel.Use first = channel(snapshot, "two").begin().orElseThrow();
    channel(snapshot, "one").begin();
    channel(snapshot, "one").begin();
    assertThat(firstOf(snapshot)).isEqualTo("one");
    channel(snapshot, "one").begin();
    channel(snapshot, "one").begin();
    assertThat(firstOf(snapshot)).isEqualTo("two");
    first.ended();
    assertThat(firstOf(snapshot)).isEqualTo("two");
  }

  @Test
  void theFastestIsTheOneWithTheSoonestFirstByte() throws Exception {
    Snapshot snapshot = models("[one, two], strategy: fastest");
    measure(snapshot, "one", 300);
    assertThat(firstOf(snapshot)).as("not measured yet").isEqualTo("two");
    measure(snapshot, "two", 200);
    assertThat(firstOf(snapshot)).isEqualTo("two");
    for (int i = 0; i < 5; i++) {
      measure(snapshot, "two", 900);
    }
    assertThat(firstOf(snapshot)).isEqualTo("one");
  }

  @Test
  void aSlowProviderIsTriedAgainByOneRequestAfterAWhile() throws Exception {
    Snapshot snapshot = models("[one, two], strategy: fastest");
    measure(snapshot, "one", 1000);
    measure(snapshot, "two", 100);
    int minutes = 0;
    while (firstOf(snapshot).equals("two")) {
      measure(snapshot, "two", 100);
      now += Duration.ofMinutes(1).toNanos();
      measure(snapshot, "two", 100);
      minutes++;
      assertThat(minutes).isLessThan(10);
    }
    assertThat(minutes).isGreaterThan(1);
    Channel.Use trial = channel(snapshot, "one").begin().orElseThrow();
    assertThat(firstOf(snapshot)).as("while it is being tried").isEqualTo("two");
    trial.succeeded(TimeUnit.MILLISECONDS.toNanos(20));
    assertThat(firstOf(snapshot)).as("now that it is quick").isEqualTo("one");
  }

  @Test
  void backupsComeLastHoweverQuickTheyAre() throws Exception {
    Snapshot snapshot = models("[one, {name: two, backup: true}], strategy: fastest");
    measure(snapshot, "one", 1000);
    assertThat(firstOf(snapshot)).isEqualTo("one");
  }

  private static Snapshot models(String providers) throws Exception {
    return new FailoverStage()
        .unreachable("one")
        .unreachable("two")
        .models("models: {m: {providers: " + providers + "}}")
        .snapshot();
  }

  private String firstOf(Snapshot snapshot) {
    return Choice.of(snapshot, channels, Caller.PLAIN, "", "m").providers().getFirst().provider();
  }

  private void measure(Snapshot snapshot, String provider, long millis) {
    channel(snapshot, provider)
        .begin()
        .orElseThrow()
        .succeeded(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private Channel channel(Snapshot snapshot, String provider) {
    return channels.of(snapshot.keys().upstreamKeys(provider).getFirst());
  }
}
