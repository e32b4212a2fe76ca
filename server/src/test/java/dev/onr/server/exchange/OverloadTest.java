package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import dev.onr.steps.HeaderStep;
import dev.onr.steps.TextExpression;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More than the gateway takes at once. */
class OverloadTest {
  private static final String CHAT = "{\"model\":\"m\"}";
  private static final String REQUEST = TestGateway.post("/v1/chat/completions", CHAT);

  @RegisterExtension final Chain chain = new Chain();
  private final Signal asked = new Signal();
  private final Signal answer = new Signal();

  /** Starts with these limits, and sends the one request that they have room for. */
  private RawClient fill(String limits) throws Exception {
    chain.start(
        line -> {
          while (line.request() != null) {
            asked.give();
            answer.await();
            line.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
          }
        },
        gateway -> gateway.yaml("limits: {" + limits + "}"));
    RawClient first = chain.client().send(REQUEST);
    asked.await();
    return first;
  }

  @Test
  void aRequestWaitsForItsTurnAndThenGoesOn() throws Exception {
    RawClient first = fill("max_requests: 1, queue_timeout_ms: 60000");
    RawClient second = chain.client().send(REQUEST);
    // Health is not part of the crowd, and this tells that the second request has come in.
    chain.client().send(TestGateway.get("/healthz")).answer();
    assertThat(chain.upstream.requests).hasSize(1);
    answer.give();
    assertThat(first.answer().status()).isEqualTo(200);
    assertThat(second.answer().status()).isEqualTo(200);
    assertThat(chain.upstream.requests).hasSize(2);
    assertThat(chain.upstream.requests.getLast().text()).isEqualTo(CHAT);
  }

  @Test
  void beyondTheQueueIs503WithRetryAfter() throws Exception {
    RawClient first = fill("max_requests: 1, max_queued_requests: 1, queue_timeout_ms: 60000");
    RawClient second = chain.client().send(REQUEST);
    RawClient third = chain.client().send(REQUEST);
    // Which of the two is the third is the system's choice: whichever is refused comes first.
    Answer refused = firstOf(second, third);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("retry-after")).isEqualTo("1");
    assertThat(refused.text()).contains("\"code\":\"gateway_overloaded\"", "limits.max_requests");
    answer.give();
    assertThat(first.answer().status()).isEqualTo(200);
    assertThat(firstOf(second, third).status()).isEqualTo(200);
  }

  private static Answer firstOf(RawClient one, RawClient other) throws Exception {
    one.socket.setSoTimeout(50);
    for (int i = 0; i < 200; i++) {
      one.in.mark(1);
      try {
        if (one.in.read() >= 0) {
          one.in.reset();
          one.socket.setSoTimeout(15_000);
          return one.answer();
        }
      } catch (SocketTimeoutException e) {
        if (other.in.available() > 0) {
          return other.answer();
        }
      }
    }
    throw new AssertionError("neither was answered");
  }

  @Test
  void aRequestThatWaitsTooLongIs503AndKeepsItsConnection() throws Exception {
    RawClient first = fill("max_requests: 1, queue_timeout_ms: 100");
    RawClient second = chain.client().send(REQUEST);
    Answer refused = second.answer();
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("retry-after")).isEqualTo("1");
    answer.give();
    assertThat(first.answer().status()).isEqualTo(200);
    assertThat(second.send(REQUEST).answer().status()).isEqualTo(200);
  }

  @Test
  void whoLeavesTheQueueLeavesNoPlaceTaken() throws Exception {
    RawClient first = fill("max_requests: 1, max_queued_requests: 1, queue_timeout_ms: 60000");
    RawClient second = chain.client().send(REQUEST);
    chain.client().send(TestGateway.get("/healthz")).answer();
    chain.record();
    second.close();
    assertThat(chain.record().outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
    RawClient third = chain.client().send(REQUEST);
    answer.give();
    assertThat(first.answer().status()).isEqualTo(200);
    assertThat(third.answer().status()).isEqualTo(200);
    assertThat(chain.upstream.requests).hasSize(2);
  }

  @Test
  void furtherConnectionsAreTurnedAway() throws Exception {
    chain.start(
        ScriptedUpstream.json("{}"), gateway -> gateway.yaml("limits: {max_connections: 2}"));
    RawClient first = chain.client();
    assertThat(first.send(TestGateway.get("/healthz")).answer().status()).isEqualTo(200);
    RawClient second = chain.client();
    assertThat(second.send(TestGateway.get("/healthz")).answer().status()).isEqualTo(200);
    RawClient third = chain.client();
    Answer refused = third.answer();
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("retry-after")).isEqualTo("1");
    assertThat(third.isClosed()).isTrue();
    assertThat(first.send(REQUEST).answer().status()).isEqualTo(200);
  }

  @Test
  void theHeadHasALimit() throws Exception {
    chain.start(
        ScriptedUpstream.json("{}"), gateway -> gateway.yaml("limits: {max_header_bytes: 4096}"));
    RawClient client = chain.client();
    client.send(TestGateway.get("/healthz", "X-Long: " + "x".repeat(5000)));
    assertThat(client.answer().status()).isEqualTo(431);
  }

  @Test
  void aLoopEnds() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (TestGateway loop =
        TestGateway.to("http://127.0.0.1:" + port)
            .server("listen: 127.0.0.1:" + port)
            .header(
                new HeaderStep.Set(
                    "Authorization", TextExpression.of("Bearer " + TestGateway.TOKEN)))
            .start()) {
      Answer answer = loop.chat(CHAT);
      assertThat(answer.status()).isEqualTo(508);
      assertThat(answer.text()).contains("\"code\":\"loop_detected\"", "limits.max_hops");
      for (int i = 0; i < 6; i++) {
        loop.record();
      }
      assertThat(loop.records).isEmpty();
    }
  }

  @Test
  void aLineOfTheLogShowsOnlyTheBeginningOfLongTexts() throws Exception {
    chain.start(ScriptedUpstream.json("{}"), gateway -> gateway.yaml("limits: {max_log_value: 8}"));
    RawClient client = chain.client();
    client.send(
        TestGateway.post(
            "/v1/chat/completions",
            "{\"model\":\"" + "m".repeat(100_000) + "\"}",
            "User-Agent: " + "u".repeat(100_000)));
    assertThat(client.answer().status()).isEqualTo(200);
    ExchangeRecord record = chain.record();
    assertThat(record.target().model()).isEqualTo("mmmmmmmm…");
    assertThat(record.client().userAgent()).isEqualTo("uuuuuuuu…");
    assertThat(record.client().path()).isEqualTo("/v1/chat…");
  }
}
