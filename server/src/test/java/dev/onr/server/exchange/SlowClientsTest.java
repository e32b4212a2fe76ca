package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that leave, or take slowly what they asked for. */
class SlowClientsTest {
  private static final String REQUEST =
      TestGateway.post("/v1/chat/completions", "{\"model\":\"m\",\"stream\":true}");

  @RegisterExtension final Chain chain = new Chain();

  @Test
  void aClientThatLeavesCancelsTheUpstreamEvenWhileThatIsSilent() throws Exception {
    Signal cancelled = new Signal();
    chain.start(
        line -> {
          line.request();
          line.startEvents();
          line.chunk("data: 1\n\n");
          line.awaitClose();
          cancelled.give();
        });
    try (RawClient client = chain.client()) {
      client.send(REQUEST);
      client.head();
      client.chunk();
    }
    cancelled.await();
    ExchangeRecord record = chain.record();
    assertThat(record.outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
    assertThat(record.outcome().status()).isEqualTo(499);
    assertThat(chain.gateway.gateway.inFlight()).isZero();
  }

  @Test
  void aClientThatLeavesBeforeTheAnswerCancelsTheUpstream() throws Exception {
    Signal asked = new Signal();
    Signal cancelled = new Signal();
    chain.start(
        line -> {
          line.request();
          asked.give();
          line.awaitClose();
          cancelled.give();
        });
    try (RawClient client = chain.client()) {
      client.send(REQUEST);
      asked.await();
    }
    cancelled.await();
    assertThat(chain.record().outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
  }

  @Test
  void aClientThatLeavesACollectedAnswerCancelsTheUpstream() throws Exception {
    Signal begun = new Signal();
    Signal cancelled = new Signal();
    chain.start(
        line -> {
          line.request();
          line.write(
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                  + "Content-Length: 100\r\n\r\n{");
          begun.give();
          line.awaitClose();
          cancelled.give();
        },
        gateway -> gateway.deletesSecrets());
    try (RawClient client = chain.client()) {
      client.send(REQUEST);
      begun.await();
    }
    cancelled.await();
    assertThat(chain.record().outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
  }

  @Test
  void aSlowClientHoldsItsUpstreamBack() throws Exception {
    AtomicLong written = new AtomicLong();
    CountDownLatch stuck = new CountDownLatch(1);
    byte[] block = new byte[64 * 1024];
    Arrays.fill(block, (byte) 'x');
    // More than the system's buffers of both connections may grow to.
    long total = 2000L * block.length;
    chain.start(
        line -> {
          line.request();
          line.write(
              "HTTP/1.1 200 OK\r\nContent-Type: audio/pcm\r\nContent-Length: "
                  + total
                  + "\r\n\r\n");
          while (written.get() < total) {
            line.write(block);
            written.addAndGet(block.length);
          }
          line.awaitClose();
        });
    RawClient client = chain.narrowClient();
    client.send(REQUEST);
    client.head();
    // Read nothing until the upstream can't write any more.
    long before = -1;
    while (before != written.get()) {
      before = written.get();
      stuck.await(300, TimeUnit.MILLISECONDS);
    }
    assertThat(before).isLessThan(total);
    long read = 0;
    byte[] buffer = new byte[1 << 16];
    while (read < total) {
      read += client.in.read(buffer);
    }
    assertThat(read).isEqualTo(total);
    assertThat(chain.record().outcome().ending()).isEqualTo(Ending.COMPLETED);
  }

  @Test
  void aClientThatTakesNothingIsGivenUp() throws Exception {
    Signal cancelled = new Signal();
    byte[] block = new byte[64 * 1024];
    chain.start(
        line -> {
          line.request();
          line.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
          try {
            while (true) {
              line.write(block);
            }
          } catch (IOException e) {
            cancelled.give();
          }
        },
        gateway -> gateway.server("write_timeout_ms: 300"));
    RawClient client = chain.narrowClient();
    client.send(REQUEST);
    cancelled.await();
    assertThat(chain.record().outcome().ending()).isEqualTo(Ending.CLIENT_STALLED);
  }
}
