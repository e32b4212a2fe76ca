package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import org.junit.jupiter.api.Test;

/** How large and how slow a client's request may be. */
class LimitsTest {
  private static final String HEAD =
      "POST /v1/chat/completions HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer "
          + TestGateway.TOKEN
          + "\r\n";

  private static TestGateway.Builder gateway() {
    // Nothing here gets as far as the upstream.
    return TestGateway.to("http://127.0.0.1:9");
  }

  @Test
  void aBodyThatIsAnnouncedTooLargeIsRefusedUnread() throws Exception {
    try (TestGateway gateway = gateway().server("max_body_bytes: 1000").start();
        RawClient client = gateway.client()) {
      client.send(HEAD + "Content-Length: 100000000\r\n\r\n{");
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.text()).contains("\"code\":\"request_too_large\"").contains("1000 bytes");
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(gateway.record().outcome().ending()).isEqualTo(Ending.REFUSED);
    }
  }

  @Test
  void aClientThatSendsItsWholeOversizedBodyStillReadsTheAnswer() throws Exception {
    try (TestGateway gateway = gateway().server("max_body_bytes: 1000").start();
        RawClient client = gateway.client()) {
      byte[] body = new byte[4 << 20];
      java.util.Arrays.fill(body, (byte) ' ');
      client.send(HEAD + "Content-Length: " + body.length + "\r\n\r\n").send(body);
      assertThat(client.answer().status()).isEqualTo(413);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void aChunkedBodyIsCountedAsItComes() throws Exception {
    try (TestGateway gateway = gateway().server("max_body_bytes: 1000").start();
        RawClient client = gateway.client()) {
      client.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
      client.send("3e8\r\n" + " ".repeat(1000) + "\r\n1\r\n \r\n");
      assertThat(client.answer().status()).isEqualTo(413);
    }
  }

  @Test
  void multipartFormsHaveALimitOfTheirOwn() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{}");
        TestGateway gateway =
            TestGateway.to(upstream)
                .server("max_body_bytes: 100")
                .server("max_multipart_bytes: 10000")
                .start();
        RawClient client = gateway.client()) {
      String form =
          "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n--b\r\n"
              + "Content-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n"
              + "x".repeat(1000)
              + "\r\n--b--\r\n";
      client.send(
          HEAD.replace("/chat/completions", "/audio/transcriptions")
              + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: "
              + form.length()
              + "\r\n\r\n"
              + form);
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(upstream.requests.getFirst().text()).isEqualTo(form);
      assertThat(gateway.record().target().model()).isEqualTo("m");
    }
  }

  @Test
  void aBodyThatTricklesIs408() throws Exception {
    try (TestGateway gateway = gateway().server("read_timeout_ms: 200").start();
        RawClient client = gateway.client()) {
      client.send(HEAD + "Content-Length: 100\r\n\r\n{");
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.text()).contains("\"code\":\"request_timeout\"");
      assertThat(gateway.record().outcome().ending()).isEqualTo(Ending.CLIENT_TOO_SLOW);
    }
  }

  @Test
  void aHeadThatTricklesIs408() throws Exception {
    try (TestGateway gateway = gateway().server("read_timeout_ms: 200").start();
        RawClient client = gateway.client()) {
      client.send("GET /healthz HTTP/1.1\r\nHo");
      assertThat(client.answer().status()).isEqualTo(408);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void anIdleConnectionIsClosedQuietly() throws Exception {
    try (TestGateway gateway = gateway().server("idle_timeout_ms: 200").start();
        RawClient client = gateway.client()) {
      client.send(TestGateway.get("/healthz"));
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void aHeadBeyondAMegabyteIs431() throws Exception {
    try (TestGateway gateway = gateway().start();
        RawClient client = gateway.client()) {
      client.send("GET /healthz HTTP/1.1\r\nX-Long: " + "x".repeat(1100 * 1024));
      assertThat(client.answer().status()).isEqualTo(431);
    }
  }

  @Test
  void aLargeHeadBelowThatIsFine() throws Exception {
    try (TestGateway gateway = gateway().start();
        RawClient client = gateway.client()) {
      client.send(TestGateway.get("/healthz", "X-Long: " + "x".repeat(500 * 1024)));
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void aClientThatLeavesInTheMiddleOfItsBodyIsNoted() throws Exception {
    try (TestGateway gateway = gateway().start()) {
      try (RawClient client = gateway.client()) {
        client.send(HEAD + "Content-Length: 100\r\n\r\n{");
      }
      ExchangeRecord record = gateway.record();
      assertThat(record.outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
      assertThat(record.outcome().status()).isEqualTo(499);
    }
  }
}
