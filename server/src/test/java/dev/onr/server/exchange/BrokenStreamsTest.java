package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Streams whose upstream breaks off or falls silent. */
class BrokenStreamsTest {
  private static final String STREAM = "{\"model\":\"m\",\"stream\":true}";
  private static final String REQUEST = TestGateway.post("/v1/chat/completions", STREAM);

  @RegisterExtension final Chain chain = new Chain();

  @Test
  void aCutStreamEndsWithAnErrorEventAndWithoutAnEnd() throws Exception {
    Signal seen = new Signal();
    chain.start(
        line -> {
          line.request();
          line.startEvents();
          line.chunk("data: {\"n\":0}\n\n");
          seen.await();
          line.chunk("data: {\"n\":1}\n\ndata: {\"cut");
          line.close();
        });
    RawClient client = chain.client();
    client.send(REQUEST);
    client.head();
    client.chunk();
    seen.give();
    String body = client.rest();
    assertThat(body)
        .contains("data: {\"n\":1}\n\n")
        .contains("data: {\"error\":{\"code\":\"upstream_cut\"")
        .doesNotContain("{\"cut")
        .doesNotEndWith("0\r\n\r\n");
    ExchangeRecord record = chain.record();
    assertThat(record.outcome().ending()).isEqualTo(Ending.UPSTREAM_CUT);
    assertThat(record.outcome().status()).isEqualTo(200);
  }

  @Test
  void aCutStreamTellsAnthropicClientsInTheirWords() throws Exception {
    Signal seen = new Signal();
    chain.start(
        line -> {
          line.request();
          line.startEvents();
          line.chunk("event: ping\ndata: {\"type\":\"ping\"}\n\n");
          seen.await();
          line.reset();
        });
    RawClient client = chain.client();
    client.send(TestGateway.post("/v1/messages", STREAM));
    client.head();
    client.chunk();
    seen.give();
    assertThat(client.rest())
        .contains("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\"");
  }

  @Test
  void aStalledStreamEndsWithAnErrorEvent() throws Exception {
    chain.start(
        line -> {
          line.request();
          line.startEvents();
          line.chunk("data: {\"n\":1}\n\n");
          line.awaitClose();
        },
        gateway -> gateway.server("write_timeout_ms: 200"));
    RawClient client = chain.client();
    client.send(REQUEST);
    client.head();
    assertThat(client.rest()).contains("\"code\":\"upstream_timeout\"");
    assertThat(chain.record().outcome().ending()).isEqualTo(Ending.UPSTREAM_STALLED);
  }

  @Test
  void aSlowStreamIsNotAStalledOne() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    chain.start(
        line -> {
          line.request();
          line.startEvents();
          long start = System.nanoTime();
          // Longer in total than the idle limit, never silent for as long.
          while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(1500)) {
            line.chunk("data: 1\n\n");
            over.await(100, TimeUnit.MILLISECONDS);
          }
          line.endChunks();
          line.awaitClose();
        },
        gateway -> gateway.server("write_timeout_ms: 1000"));
    assertThat(chain.chat(STREAM).text()).doesNotContain("error");
    assertThat(chain.record().outcome().ending()).isEqualTo(Ending.COMPLETED);
  }
}
