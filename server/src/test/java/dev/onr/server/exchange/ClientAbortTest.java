package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.account.Accounting;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Clients that leave before they have their answer: {@code on_client_abort}. */
class ClientAbortTest {
  private static final String ASKED = "{\"model\":\"m\",\"messages\":[]}";
  private static final String ASKED_STREAM = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";
  private static final String DELTA = "data: {\"choices\":[{\"delta\":{\"content\":\"hi\"}}]}\n\n";

  private static String usage(int input, int output) {
    return "{\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d}}".formatted(input, output);
  }

  private static String event(int input, int output) {
    return "data: " + usage(input, output) + "\n\n";
  }

  private static TestGateway gateway(ScriptedUpstream upstream, String statement, String... server)
      throws Exception {
    TestGateway.Builder builder =
        TestGateway.to(upstream).matches(UsageTest.MATCHES).upstreamConfig(statement);
    for (String line : server) {
      builder.server(line);
    }
    return builder.start();
  }

  private static void assertTokens(Accounting accounting, long input, long output) {
    assertThat(accounting.figures())
        .containsEntry("input_tokens", input)
        .containsEntry("output_tokens", output);
  }

  /** A stream that reports usage once before the client leaves, and again behind that. */
  private static ScriptedUpstream twoReports(CountDownLatch left) {
    return new ScriptedUpstream(
        line -> {
          line.request();
          line.startEvents();
          line.chunk(event(7, 1));
          left.await();
          line.chunk(DELTA + event(7, 30));
          line.endChunks();
          line.awaitClose();
        });
  }

  /** Asks for a stream, reads one event and leaves. */
  private static void readOneAndLeave(TestGateway gateway) throws Exception {
    try (RawClient client = gateway.client()) {
      client.send(TestGateway.post("/v1/chat/completions", ASKED_STREAM)).head();
      client.chunk();
    }
  }

  private static void awaitGone(TestGateway gateway) {
    while (gateway.gateway.draining() == 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aDrainedStreamIsCountedToItsEnd() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    try (ScriptedUpstream upstream = twoReports(left);
        TestGateway gateway = gateway(upstream, "on_client_abort drain;")) {
      readOneAndLeave(gateway);
      awaitGone(gateway);
      left.countDown();
      ExchangeRecord record = gateway.record();
      assertThat(record.outcome().status()).isEqualTo(499);
      assertThat(record.outcome().ending()).isEqualTo(Ending.DRAINED);
      assertTokens(record.accounting(), 7, 30);
      assertThat(gateway.gateway.draining()).isZero();
    }
  }

  @Test
  void aCancelledStreamIsCountedAsFarAsItCame() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (ScriptedUpstream upstream = twoReports(never);
        TestGateway gateway = gateway(upstream, "on_client_abort cancel;")) {
      readOneAndLeave(gateway);
      ExchangeRecord record = gateway.record();
      assertThat(record.outcome().status()).isEqualTo(499);
      assertThat(record.outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
      assertTokens(record.accounting(), 7, 1);
    }
  }

  @Test
  void aDrainEndsWhenItsTimeIsUp() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (ScriptedUpstream upstream = twoReports(never);
        TestGateway gateway = gateway(upstream, "on_client_abort drain 100ms;")) {
      readOneAndLeave(gateway);
      ExchangeRecord record = gateway.record();
      assertThat(record.outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
      assertTokens(record.accounting(), 7, 1);
      assertThat(gateway.gateway.draining()).isZero();
    }
  }

  @Test
  void thereAreOnlySoManyDrainsAtOnce() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    try (ScriptedUpstream upstream = twoReports(left);
        TestGateway gateway = gateway(upstream, "on_client_abort drain;", "max_drains: 1")) {
      readOneAndLeave(gateway);
      awaitGone(gateway);
      readOneAndLeave(gateway);
      assertThat(gateway.record().outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
      left.countDown();
      assertThat(gateway.record().outcome().ending()).isEqualTo(Ending.DRAINED);
    }
  }

  @Test
  void aWholeAnswerIsDrainedEvenBeforeItsHeadCame() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch left = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  asked.countDown();
                  left.await();
                  String body = usage(9, 4);
                  line.write(
                      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                          + body.length()
                          + "\r\n\r\n"
                          + body);
                });
        TestGateway gateway = gateway(upstream, "on_client_abort drain;")) {
      try (RawClient client = gateway.client()) {
        client.send(TestGateway.post("/v1/chat/completions", ASKED));
        asked.await();
      }
      awaitGone(gateway);
      left.countDown();
      ExchangeRecord record = gateway.record();
      assertThat(record.outcome().ending()).isEqualTo(Ending.DRAINED);
      assertTokens(record.accounting(), 9, 4);
    }
  }

  @Test
  void errorsAreNotDrained() throws Exception {
    CountDownLatch headSeen = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.write(
                      "HTTP/1.1 429 Too Many\r\nContent-Type: text/event-stream\r\n"
                          + "Transfer-Encoding: chunked\r\n\r\n");
                  line.chunk("data: {}\n\n");
                  headSeen.countDown();
                  line.awaitClose();
                });
        TestGateway gateway = gateway(upstream, "on_client_abort drain;")) {
      readOneAndLeave(gateway);
      assertThat(gateway.record().outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
    }
  }
}
