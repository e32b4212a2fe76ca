package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Answers that flow. */
class StreamsTest {
  private static final String STREAM = "{\"model\":\"m\",\"stream\":true}";

  private static String request() {
    return TestGateway.post("/v1/chat/completions", STREAM);
  }

  @Test
  void aLoneEventLeavesBeforeTheNextIsThere() throws Exception {
    CountDownLatch firstSeen = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.startEvents();
                  line.chunk("data: {\"n\":1}\n\n");
                  assertThat(firstSeen.await(10, TimeUnit.SECONDS)).isTrue();
                  line.chunk("data: [DONE]\n\n");
                  line.endChunks();
                  line.awaitClose();
                });
        TestGateway gateway = TestGateway.to(upstream).start();
        RawClient client = gateway.client()) {
      client.send(request());
      assertThat(client.head()).contains("text/event-stream");
      assertThat(client.chunk()).isEqualTo("data: {\"n\":1}\n\n");
      firstSeen.countDown();
      assertThat(client.chunk()).isEqualTo("data: [DONE]\n\n");
      assertThat(client.chunk()).isEmpty();
      ExchangeRecord record = gateway.record();
      assertThat(record.outcome().ending()).isEqualTo(Ending.COMPLETED);
      assertThat(record.target().stream()).contains(true);
      assertThat(record.timings().timeToFirstByte()).isPresent();
    }
  }

  @Test
  void theHeadLeavesWhileTheUpstreamStillThinks() throws Exception {
    CountDownLatch headSeen = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.startEvents();
                  assertThat(headSeen.await(10, TimeUnit.SECONDS)).isTrue();
                  line.chunk("data: 1\n\n");
                  line.endChunks();
                  line.awaitClose();
                });
        TestGateway gateway = TestGateway.to(upstream).start();
        RawClient client = gateway.client()) {
      client.send(request());
      assertThat(client.head()).startsWith("HTTP/1.1 200");
      headSeen.countDown();
      assertThat(client.chunk()).isEqualTo("data: 1\n\n");
    }
  }

  @Test
  void aBurstLeavesAsOneWrite() throws Exception {
    StringBuilder burst = new StringBuilder();
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      String event = "data: {\"n\":" + i + "}\n\n";
      burst.append(Integer.toHexString(event.length())).append("\r\n").append(event).append("\r\n");
      plain.append(event);
    }
    try (ScriptedUpstream upstream =
            ScriptedUpstream.answering(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n"
                    + burst
                    + "0\r\n\r\n");
        TestGateway gateway = TestGateway.to(upstream).start();
        RawClient client = gateway.client()) {
      client.send(request());
      // Everything came in one turn, so length and body are known when the head is written.
      Answer answer = client.answer();
      assertThat(answer.text()).isEqualTo(plain.toString());
      assertThat(answer.header("content-length")).isEqualTo(String.valueOf(plain.length()));
    }
  }

  @Test
  void bytesOfUntouchedEventsStayAsTheyAreWhereverChunksBreak() throws Exception {
    String stream =
        ": comment\r\n"
            + "event: a\r\n"
            + "id: 7\r\n"
            + "data: {\"ü\": 1.0 }\r\n\r\n\r\n"
            + "data: x\r"
            + "data: y\r\r"
            + "retry: 3";
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  while (line.request() != null) {
                    line.startEvents();
                    byte[] bytes = stream.getBytes(java.nio.charset.StandardCharsets.UTF_8);
                    for (byte b : bytes) {
                      line.write(new byte[] {'1', '\r', '\n', b, '\r', '\n'});
                    }
                    line.endChunks();
                  }
                });
        TestGateway gateway = TestGateway.to(upstream).start()) {
      assertThat(gateway.chat(STREAM).text()).isEqualTo(stream);
    }
  }

  @Test
  void eventsAreRewrittenOneByOne() throws Exception {
    CountDownLatch firstSeen = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.startEvents();
                  line.chunk("data: {\"secret\":1,");
                  line.chunk("\"n\":1}\n\ndata: {\"n\"");
                  assertThat(firstSeen.await(10, TimeUnit.SECONDS)).isTrue();
                  line.chunk(":2,\"secret\":2}\n\ndata: [DONE]\n\n");
                  line.endChunks();
                  line.awaitClose();
                });
        TestGateway gateway = TestGateway.to(upstream).deletesSecrets().start();
        RawClient client = gateway.client()) {
      client.send(request());
      assertThat(client.head()).doesNotContain("content-length");
      assertThat(client.chunk()).isEqualTo("data: {\"n\":1}\n\n");
      firstSeen.countDown();
      assertThat(client.chunk()).isEqualTo("data: {\"n\":2}\n\ndata: [DONE]\n\n");
    }
  }

  @Test
  void aStreamForAClientThatAskedForNoneIsStreamed() throws Exception {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.answering(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 9\r\n\r\n"
                    + "data: 1\n\n");
        TestGateway gateway = TestGateway.to(upstream).start()) {
      Answer answer = gateway.chat("{\"model\":\"m\"}");
      assertThat(answer.header("content-type")).isEqualTo("text/event-stream");
      assertThat(answer.text()).isEqualTo("data: 1\n\n");
    }
  }

  @Test
  void plainJsonForAClientThatAskedForAStreamPasses() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{\"a\":1}");
        TestGateway gateway = TestGateway.to(upstream).start()) {
      Answer answer = gateway.chat(STREAM);
      assertThat(answer.header("content-type")).isEqualTo("application/json");
      assertThat(answer.text()).isEqualTo("{\"a\":1}");
    }
  }

  @Test
  void aCutStreamEndsWithAnErrorEventAndWithoutAnEnd() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.startEvents();
                  line.chunk("data: {\"n\":0}\n\n");
                  assertThat(seen.await(10, TimeUnit.SECONDS)).isTrue();
                  line.chunk("data: {\"n\":1}\n\ndata: {\"cut");
                  line.close();
                });
        TestGateway gateway = TestGateway.to(upstream).start();
        RawClient client = gateway.client()) {
      client.send(request());
      client.head();
      client.chunk();
      seen.countDown();
      String body = client.rest();
      assertThat(body)
          .contains("data: {\"n\":1}\n\n")
          .contains("data: {\"error\":{\"code\":\"upstream_cut\"")
          .doesNotContain("{\"cut")
          .doesNotEndWith("0\r\n\r\n");
      ExchangeRecord record = gateway.record();
      assertThat(record.outcome().ending()).isEqualTo(Ending.UPSTREAM_CUT);
      assertThat(record.outcome().status()).isEqualTo(200);
    }
  }

  @Test
  void aCutStreamTellsAnthropicClientsInTheirWords() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.startEvents();
                  line.chunk("event: ping\ndata: {\"type\":\"ping\"}\n\n");
                  assertThat(seen.await(10, TimeUnit.SECONDS)).isTrue();
                  line.reset();
                });
        TestGateway gateway = TestGateway.to(upstream).start();
        RawClient client = gateway.client()) {
      client.send(TestGateway.post("/v1/messages", STREAM));
      client.head();
      client.chunk();
      seen.countDown();
      assertThat(client.rest())
          .contains("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\"");
    }
  }

  @Test
  void aStalledStreamEndsWithAnErrorEvent() throws Exception {
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.startEvents();
                  line.chunk("data: {\"n\":1}\n\n");
                  line.awaitClose();
                });
        TestGateway gateway = TestGateway.to(upstream).server("write_timeout_ms: 200").start();
        RawClient client = gateway.client()) {
      client.send(request());
      client.head();
      assertThat(client.rest()).contains("\"code\":\"upstream_timeout\"");
      assertThat(gateway.record().outcome().ending()).isEqualTo(Ending.UPSTREAM_STALLED);
    }
  }

  @Test
  void aSlowStreamIsNotAStalledOne() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
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
                });
        TestGateway gateway = TestGateway.to(upstream).server("write_timeout_ms: 1000").start()) {
      assertThat(gateway.chat(STREAM).text()).doesNotContain("error");
      assertThat(gateway.record().outcome().ending()).isEqualTo(Ending.COMPLETED);
    }
  }

  @Test
  void aClientThatLeavesCancelsTheUpstreamEvenWhileThatIsSilent() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.startEvents();
                  line.chunk("data: 1\n\n");
                  line.awaitClose();
                  cancelled.countDown();
                });
        TestGateway gateway = TestGateway.to(upstream).start()) {
      try (RawClient client = gateway.client()) {
        client.send(request());
        client.head();
        client.chunk();
      }
      assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
      ExchangeRecord record = gateway.record();
      assertThat(record.outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
      assertThat(record.outcome().status()).isEqualTo(499);
      assertThat(gateway.gateway.inFlight()).isZero();
    }
  }

  @Test
  void aClientThatLeavesBeforeTheAnswerCancelsTheUpstream() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  asked.countDown();
                  line.awaitClose();
                  cancelled.countDown();
                });
        TestGateway gateway = TestGateway.to(upstream).start()) {
      try (RawClient client = gateway.client()) {
        client.send(request());
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(gateway.record().outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
    }
  }

  @Test
  void aClientThatLeavesACollectedAnswerCancelsTheUpstream() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.write(
                      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                          + "Content-Length: 100\r\n\r\n{");
                  begun.countDown();
                  line.awaitClose();
                  cancelled.countDown();
                });
        TestGateway gateway = TestGateway.to(upstream).deletesSecrets().start()) {
      try (RawClient client = gateway.client()) {
        client.send(request());
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(gateway.record().outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
    }
  }

  @Test
  void aSlowClientHoldsItsUpstreamBack() throws Exception {
    AtomicLong written = new AtomicLong();
    CountDownLatch stuck = new CountDownLatch(1);
    byte[] block = new byte[64 * 1024];
    java.util.Arrays.fill(block, (byte) 'x');
    // More than the system's buffers of both connections may grow to.
    long total = 2000L * block.length;
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
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
        TestGateway gateway = TestGateway.to(upstream).start();
        RawClient client = new RawClient(gateway.gateway.port(), 8192)) {
      client.send(request());
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
      assertThat(gateway.record().outcome().ending()).isEqualTo(Ending.COMPLETED);
    }
  }

  @Test
  void aClientThatTakesNothingIsGivenUp() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    byte[] block = new byte[64 * 1024];
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
                  try {
                    while (true) {
                      line.write(block);
                    }
                  } catch (java.io.IOException e) {
                    cancelled.countDown();
                  }
                });
        TestGateway gateway = TestGateway.to(upstream).server("write_timeout_ms: 300").start();
        RawClient client = new RawClient(gateway.gateway.port(), 8192)) {
      client.send(request());
      assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(gateway.record().outcome().ending()).isEqualTo(Ending.CLIENT_STALLED);
    }
  }

  @Test
  void whatIsInFlightFinishesWhileTheGatewayDrains() throws Exception {
    CountDownLatch draining = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.startEvents();
                  line.chunk("data: 1\n\n");
                  assertThat(draining.await(10, TimeUnit.SECONDS)).isTrue();
                  line.chunk("data: 2\n\n");
                  line.endChunks();
                  line.awaitClose();
                });
        TestGateway gateway = TestGateway.to(upstream).start();
        RawClient client = gateway.client()) {
      client.send(request());
      client.head();
      assertThat(client.chunk()).isEqualTo("data: 1\n\n");
      assertThat(gateway.gateway.inFlight()).isEqualTo(1);
      var drained = gateway.gateway.drain(Duration.ofSeconds(10));
      draining.countDown();
      assertThat(client.chunk()).isEqualTo("data: 2\n\n");
      assertThat(client.chunk()).isEmpty();
      assertThat(client.isClosed()).isTrue();
      drained.await(10, TimeUnit.SECONDS);
      assertThat(gateway.record().outcome().ending()).isEqualTo(Ending.COMPLETED);
    }
  }

  @Test
  void whatDoesNotFinishInTimeIsBrokenOffByTheDrain() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.startEvents();
                  line.chunk("data: 1\n\n");
                  line.awaitClose();
                  cancelled.countDown();
                });
        TestGateway gateway = TestGateway.to(upstream).start();
        RawClient client = gateway.client()) {
      client.send(request());
      client.head();
      client.chunk();
      gateway.gateway.drain(Duration.ofMillis(200)).await(10, TimeUnit.SECONDS);
      assertThat(client.rest()).doesNotEndWith("0\r\n\r\n");
      assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
      gateway.record();
      assertThat(gateway.gateway.inFlight()).isZero();
    }
  }
}
