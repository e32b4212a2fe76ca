package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a gateway that stops does with what is in flight. */
class DrainTest {
  private static final String REQUEST =
      TestGateway.post("/v1/chat/completions", "{\"model\":\"m\",\"stream\":true}");

  @RegisterExtension final Chain chain = new Chain();

  @Test
  void whatIsInFlightFinishesWhileTheGatewayDrains() throws Exception {
    Signal draining = new Signal();
    chain.start(
        line -> {
          line.request();
          line.startEvents();
          line.chunk("data: 1\n\n");
          draining.await();
          line.chunk("data: 2\n\n");
          line.endChunks();
          line.awaitClose();
        });
    RawClient client = chain.client();
    client.send(REQUEST);
    client.head();
    assertThat(client.chunk()).isEqualTo("data: 1\n\n");
    assertThat(chain.gateway.gateway.inFlight()).isEqualTo(1);
    var drained = chain.gateway.gateway.drain(Duration.ofSeconds(10));
    draining.give();
    assertThat(client.chunk()).isEqualTo("data: 2\n\n");
    assertThat(client.chunk()).isEmpty();
    assertThat(client.isClosed()).isTrue();
    drained.await(10, TimeUnit.SECONDS);
    assertThat(chain.record().outcome().ending()).isEqualTo(Ending.COMPLETED);
  }

  @Test
  void whatDoesNotFinishInTimeIsBrokenOffByTheDrain() throws Exception {
    Signal cancelled = new Signal();
    chain.start(
        line -> {
          line.request();
          line.startEvents();
          line.chunk("data: 1\n\n");
          line.awaitClose();
          cancelled.give();
        });
    RawClient client = chain.client();
    client.send(REQUEST);
    client.head();
    client.chunk();
    chain.gateway.gateway.drain(Duration.ofMillis(200)).await(10, TimeUnit.SECONDS);
    assertThat(client.rest()).doesNotEndWith("0\r\n\r\n");
    cancelled.await();
    chain.record();
    assertThat(chain.gateway.gateway.inFlight()).isZero();
  }
}
