package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  private static String error(Talk talk) {
    return switch (talk) {
      case CHAT, RESPONSES -> "{\"error\":{\"code\":\"invalid_json\",\"message\":\"invalid json: ";
      case MESSAGES ->
          "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"invalid"
              + " json: ";
      case GEMINI -> "{\"error\":{\"code\":400,\"message\":\"invalid json: ";
    };
  }

  private static void allowsAndRefuses(
      Talk talk, String limit, String allowed, String refused, String message) throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{}");
        TestGateway gateway = TestGateway.to(upstream).yaml("limits: {" + limit + "}\n").start();
        RawClient client = gateway.client()) {
      assertThat(client.send(TestGateway.post(talk.path(false), allowed)).answer().status())
          .isEqualTo(200);
      Answer answer = client.send(TestGateway.post(talk.path(false), refused)).answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).startsWith(error(talk) + message);
      assertThat(upstream.requests).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Talk.class)
  void levelsOfJsonHaveALimit(Talk talk) throws Exception {
    allowsAndRefuses(
        talk,
        "max_json_depth: 5",
        "{\"model\":\"m\",\"x\":[{\"y\":[[]]}],\"z\":[]}",
        "{\"model\":\"m\",\"x\":[{\"y\":[[{}]]}]}",
        "more than 5 levels of arrays and objects at byte 25");
  }

  @ParameterizedTest
  @EnumSource(Talk.class)
  void stringsInJsonHaveALimit(Talk talk) throws Exception {
    String longest = "x".repeat(98) + "\\n";
    allowsAndRefuses(
        talk,
        "max_json_string_bytes: 100",
        "{\"model\":\"m\",\"" + longest + "\":\"" + longest + "\"}",
        "{\"model\":\"m\",\"y\":\"" + longest + "x\"}",
        "a string of more than 100 bytes at byte 17");
  }

  @ParameterizedTest
  @EnumSource(Talk.class)
  void eventsOfAnUpstreamHaveALimit(Talk talk) throws Exception {
    for (int size : new int[] {1024, 1025}) {
      String event = event(size);
      try (ScriptedUpstream upstream = new ScriptedUpstream(sending(event));
          TestGateway gateway = readingEvents(upstream);
          RawClient client = gateway.client()) {
        Answer answer = client.send(TestGateway.post(talk.path(true), talk.request(true))).answer();
        ExchangeRecord record = gateway.record();
        if (size == 1024) {
          assertThat(answer.status()).isEqualTo(200);
          assertThat(answer.text()).isEqualTo(event.replace("\"secret\":1,", ""));
        } else {
          assertThat(answer.status()).isEqualTo(502);
          assertThat(answer.text())
              .startsWith("{\"" + (talk == Talk.MESSAGES ? "type" : "error") + "\":")
              .contains("a server-sent event is longer than 1024 bytes");
          assertThat(record.outcome().ending()).isEqualTo(Ending.UPSTREAM_INVALID);
        }
      }
    }
  }

  @Test
  void anEventTooLongInTheMiddleIsTheEnd() throws Exception {
    Signal seen = new Signal();
    ScriptedUpstream.Script script =
        line -> {
          line.request();
          line.startEvents();
          line.chunk(event(100));
          seen.await();
          line.chunk(event(1025) + "data: [DONE]\n\n");
          line.endChunks();
        };
    try (ScriptedUpstream upstream = new ScriptedUpstream(script);
        TestGateway gateway = readingEvents(upstream);
        RawClient client = gateway.client()) {
      client.send(TestGateway.post("/v1/chat/completions", Talk.CHAT.request(true)));
      assertThat(client.head()).startsWith("HTTP/1.1 200");
      assertThat(client.chunk()).startsWith("data: {\"x\":");
      seen.give();
      assertThat(client.rest())
          .contains("data: {\"error\":{\"code\":\"upstream_invalid_response\"")
          .doesNotContain("[DONE]", "x".repeat(200))
          .doesNotEndWith("0\r\n\r\n");
      assertThat(gateway.record().outcome().ending()).isEqualTo(Ending.UPSTREAM_INVALID);
    }
  }

  private static TestGateway readingEvents(ScriptedUpstream upstream) throws Exception {
    return TestGateway.to(upstream)
        .yaml("limits: {max_event_bytes: 1024}\n")
        .deletesSecrets()
        .start();
  }

  /** An event whose lines have this many bytes. */
  private static String event(int size) {
    String frame = "data: {\"secret\":1,\"x\":\"\"}\n";
    return frame.replace("\"\"", "\"" + "x".repeat(size - frame.length()) + "\"") + "\n";
  }

  private static ScriptedUpstream.Script sending(String event) {
    return line -> {
      line.request();
      line.startEvents();
      line.chunk(event);
      line.endChunks();
    };
  }
}
