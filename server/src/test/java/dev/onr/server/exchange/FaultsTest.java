package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What clients are told when the way to the upstream breaks. */
class FaultsTest {
  private static final String CHAT = "{\"model\":\"m\"}";

  @Test
  void aRefusedConnectionIs502AndNamesTheHostOnly() throws Exception {
    int closedPort;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closedPort = socket.getLocalPort();
    }
    try (TestGateway gateway =
        TestGateway.to("http://user:pass@127.0.0.1:" + closedPort + "/base").start()) {
      Answer answer =
          gateway.client().send(TestGateway.post("/v1/chat/completions?key=hidden", CHAT)).answer();
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text())
          .contains("\"code\":\"upstream_unreachable\"")
          .contains("127.0.0.1:" + closedPort)
          .contains("(request id: ")
          .contains("\"type\":\"server_error\"")
          .doesNotContain("hidden")
          .doesNotContain("pass");
      ExchangeRecord record = gateway.record();
      assertThat(record.outcome().ending()).isEqualTo(Ending.UPSTREAM_UNREACHABLE);
      assertThat(record.outcome().errorCode()).isEqualTo("upstream_unreachable");
    }
  }

  @Test
  void anUnknownHostIs502() throws Exception {
    try (TestGateway gateway = TestGateway.to("http://no-such-host.invalid").start()) {
      Answer answer = gateway.chat(CHAT);
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("no-such-host.invalid");
    }
  }

  @Test
  void anUpstreamThatNeverAnswersIs504() throws Exception {
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.awaitClose();
                });
        TestGateway gateway = TestGateway.to(upstream).server("write_timeout_ms: 200").start()) {
      Answer answer = gateway.chat(CHAT);
      assertThat(answer.status()).isEqualTo(504);
      assertThat(answer.text()).contains("\"code\":\"upstream_timeout\"");
      assertThat(gateway.record().outcome().ending()).isEqualTo(Ending.UPSTREAM_TIMEOUT);
    }
  }

  @Test
  void aPlaceInAFullPoolIsWaitedForNoLongerThanForAConnection() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  asked.countDown();
                  line.awaitClose();
                });
        TestGateway gateway =
            TestGateway.to(upstream)
                .server("connect_timeout_ms: 200")
                .yaml("upstream:\n  max_connections_per_host: 1\n")
                .start();
        RawClient first = gateway.client()) {
      first.send(TestGateway.post("/v1/chat/completions", CHAT));
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(gateway.chat(CHAT).status()).isEqualTo(504);
    }
  }

  @Test
  void aStaleConnectionIsReplacedOnce() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  int number = connections.incrementAndGet();
                  line.request();
                  line.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + number);
                  // The first connection takes the second request and drops it unread.
                  line.request();
                  line.reset();
                });
        TestGateway gateway = TestGateway.to(upstream).start();
        RawClient client = gateway.client()) {
      client.send(TestGateway.post("/v1/chat/completions", CHAT));
      assertThat(client.answer().text()).isEqualTo("1");
      client.send(TestGateway.post("/v1/chat/completions", CHAT));
      assertThat(client.answer().text()).isEqualTo("2");
      assertThat(upstream.requests).hasSize(3);
    }
  }

  @Test
  void aNewConnectionThatBreaksIsNotTriedAgain() throws Exception {
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.reset();
                });
        TestGateway gateway = TestGateway.to(upstream).start()) {
      assertThat(gateway.chat(CHAT).status()).isEqualTo(502);
      assertThat(upstream.requests).hasSize(1);
    }
  }

  @Test
  void anAnswerThatIsNotHttpIs502() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.answering("SSH-2.0-OpenSSH_9\r\n\r\n");
        TestGateway gateway = TestGateway.to(upstream).start()) {
      Answer answer = gateway.chat(CHAT);
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("upstream_invalid_response");
    }
  }

  @Test
  void aShortWholeAnswerThatIsCutIs502() throws Exception {
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":");
                });
        TestGateway gateway = TestGateway.to(upstream).start()) {
      Answer answer = gateway.chat(CHAT);
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("upstream_cut").doesNotContain("half");
      assertThat(gateway.record().outcome().ending()).isEqualTo(Ending.UPSTREAM_CUT);
    }
  }

  @Test
  void aLongAnswerThatIsCutIsBrokenOffAndNotCompleted() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                  line.chunk("some audio");
                  assertThat(seen.await(10, TimeUnit.SECONDS)).isTrue();
                  line.reset();
                });
        TestGateway gateway = TestGateway.to(upstream).start();
        RawClient client = gateway.client()) {
      client.send(TestGateway.post("/v1/audio/speech", CHAT));
      client.head();
      assertThat(client.chunk()).isEqualTo("some audio");
      seen.countDown();
      assertThat(client.rest()).isEmpty();
      assertThat(gateway.record().outcome().ending()).isEqualTo(Ending.UPSTREAM_CUT);
    }
  }

  @Test
  void aCollectedAnswerHasALimit() throws Exception {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.json("{\"secret\":\"" + "x".repeat(5000) + "\"}");
        TestGateway gateway =
            TestGateway.to(upstream).server("max_response_bytes: 1000").deletesSecrets().start()) {
      Answer answer = gateway.chat(CHAT);
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("upstream_invalid_response").contains("1000 bytes");
    }
  }

  @Test
  void anUpgradeThatNobodyAskedForIs502() throws Exception {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.answering(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n");
        TestGateway gateway = TestGateway.to(upstream).start()) {
      assertThat(gateway.chat(CHAT).status()).isEqualTo(502);
    }
  }
}
