package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What clients are told when the way to the upstream breaks. */
class FaultsTest {
  private static final String CHAT = "{\"model\":\"m\"}";
  private static final String REQUEST = TestGateway.post("/v1/chat/completions", CHAT);

  @RegisterExtension final Chain chain = new Chain();

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
    chain.start(
        line -> {
          line.request();
          line.awaitClose();
        },
        gateway -> gateway.server("write_timeout_ms: 200"));
    Answer answer = chain.chat(CHAT);
    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.text()).contains("\"code\":\"upstream_timeout\"");
    assertThat(chain.record().outcome().ending()).isEqualTo(Ending.UPSTREAM_TIMEOUT);
  }

  @Test
  void aPlaceInAFullPoolIsWaitedForNoLongerThanForAConnection() throws Exception {
    Signal asked = new Signal();
    chain.start(
        line -> {
          line.request();
          asked.give();
          line.awaitClose();
        },
        gateway ->
            gateway
                .server("connect_timeout_ms: 200")
                .yaml("upstream:\n  max_connections_per_host: 1\n"));
    RawClient first = chain.client();
    first.send(REQUEST);
    asked.await();
    assertThat(chain.chat(CHAT).status()).isEqualTo(504);
  }

  @Test
  void aStaleConnectionIsReplacedOnce() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    chain.start(
        line -> {
          int number = connections.incrementAndGet();
          line.request();
          line.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + number);
          // The first connection takes the second request and drops it unread.
          line.request();
          line.reset();
        });
    RawClient client = chain.client();
    client.send(REQUEST);
    assertThat(client.answer().text()).isEqualTo("1");
    client.send(REQUEST);
    assertThat(client.answer().text()).isEqualTo("2");
    assertThat(chain.upstream.requests).hasSize(3);
  }

  @Test
  void aNewConnectionThatBreaksIsNotTriedAgain() throws Exception {
    chain.start(
        line -> {
          line.request();
          line.reset();
        });
    assertThat(chain.chat(CHAT).status()).isEqualTo(502);
    assertThat(chain.upstream.requests).hasSize(1);
  }

  @Test
  void anAnswerThatIsNotHttpIs502() throws Exception {
    chain.start(ScriptedUpstream.answering("SSH-2.0-OpenSSH_9\r\n\r\n"));
    Answer answer = chain.chat(CHAT);
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.text()).contains("upstream_invalid_response");
  }

  @Test
  void aShortWholeAnswerThatIsCutIs502() throws Exception {
    chain.start(
        line -> {
          line.request();
          line.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":");
        });
    Answer answer = chain.chat(CHAT);
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.text()).contains("upstream_cut").doesNotContain("half");
    assertThat(chain.record().outcome().ending()).isEqualTo(Ending.UPSTREAM_CUT);
  }

  @Test
  void aLongAnswerThatIsCutIsBrokenOffAndNotCompleted() throws Exception {
    Signal seen = new Signal();
    chain.start(
        line -> {
          line.request();
          line.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          line.chunk("some audio");
          seen.await();
          line.reset();
        });
    RawClient client = chain.client();
    client.send(TestGateway.post("/v1/audio/speech", CHAT));
    client.head();
    assertThat(client.chunk()).isEqualTo("some audio");
    seen.give();
    assertThat(client.rest()).isEmpty();
    assertThat(chain.record().outcome().ending()).isEqualTo(Ending.UPSTREAM_CUT);
  }

  @Test
  void aCollectedAnswerHasALimit() throws Exception {
    chain.start(
        ScriptedUpstream.json("{\"secret\":\"" + "x".repeat(5000) + "\"}"),
        gateway -> gateway.server("max_response_bytes: 1000").deletesSecrets());
    Answer answer = chain.chat(CHAT);
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.text()).contains("upstream_invalid_response").contains("1000 bytes");
  }

  @Test
  void anUpgradeThatNobodyAskedForIs502() throws Exception {
    chain.start(
        ScriptedUpstream.answering(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"));
    assertThat(chain.chat(CHAT).status()).isEqualTo(502);
  }
}
