package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.dialect.Form;
import dev.onr.dialect.Mode;
import dev.onr.dialect.Mode.Kind;
import dev.onr.server.demo.SimulatedUpstream;
import dev.onr.server.exchange.RawClient.Answer;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client of every dialect in front of an upstream of every other, by the modes of the table. */
class PairsTest {
  /** One dialect as a client speaks it and as an upstream is reached. */
  enum Side {
    CHAT(
        Form.OPENAI_CHAT,
        "chat.completions",
        "/v1/chat/completions",
        "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]",
        "data: [DONE]\n\n",
        "{\"error\":{\"message\":"),
    RESPONSES(
        Form.OPENAI_RESPONSES,
        "responses",
        "/v1/responses",
        "\"input\":\"Hello\"",
        "event: response.completed\n",
        "{\"error\":{\"message\":"),
    MESSAGES(
        Form.ANTHROPIC_MESSAGES,
        "claude.messages",
        "/v1/messages",
        "\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]",
        "event: message_stop\n",
        "{\"type\":\"error\",\"error\":{\"type\":"),
    GEMINI(
        Form.GEMINI,
        "",
        "/v1beta/models/demo:",
        "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]",
        "\"finishReason\":\"STOP\"",
        "{\"error\":{\"code\":429,\"message\":");

    private final Form form;
    private final String api;
    private final String path;
    private final String body;
    final String end;
    private final String error;

    Side(Form form, String api, String path, String body, String end, String error) {
      this.form = form;
      this.api = api;
      this.path = path;
      this.body = body;
      this.end = end;
      this.error = error;
    }

    String api(boolean stream) {
      return this == GEMINI ? "gemini." + action(stream) : api;
    }

    String path(boolean stream) {
      return this == GEMINI ? path + action(stream) : path;
    }

    private static String action(boolean stream) {
      return stream ? "streamGenerateContent" : "generateContent";
    }

    String request(boolean stream) {
      return "{%s%s%s}"
          .formatted(
              this == GEMINI ? "" : "\"model\":\"demo\",",
              stream && this != GEMINI ? "\"stream\":true," : "",
              body);
    }
  }

  record Pair(Side client, Side upstream) {
    @Override
    public String toString() {
      return client + " in front of " + upstream;
    }

    String match(boolean stream) {
      return """
      match api = "%s" stream = %s {
        upstream { set_path "%s"; %s }
        request { req_map %s; }
        response { %s %s; }
        error { error_map openai; }
      }
      """
          .formatted(
              client.api(stream),
              stream,
              upstream.path(stream),
              stream && upstream == Side.GEMINI ? "set_query alt \"sse\";" : "",
              mode(Kind.REQUEST, client, upstream),
              stream ? "sse_parse" : "resp_map",
              mode(stream ? Kind.STREAM : Kind.WHOLE, upstream, client));
    }

    private static String mode(Kind kind, Side from, Side to) {
      return Mode.all(kind).stream()
          .filter(mode -> mode.from() == from.form && mode.to() == to.form)
          .findFirst()
          .orElseThrow()
          .name();
    }
  }

  static Stream<Pair> pairs() {
    return Stream.of(Side.values())
        .flatMap(client -> Stream.of(Side.values()).map(upstream -> new Pair(client, upstream)))
        .filter(pair -> pair.client != pair.upstream);
  }

  private Vertx vertx;
  private SimulatedUpstream upstream;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    upstream = SimulatedUpstream.start(vertx, SimulatedUpstream.Options.test()).await();
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private TestGateway gateway(Pair pair) throws Exception {
    return TestGateway.to(upstream.baseUrl()).matches(pair.match(false) + pair.match(true)).start();
  }

  private static Answer ask(TestGateway gateway, Side client, boolean stream) throws Exception {
    try (RawClient line = gateway.client()) {
      String request = TestGateway.post(client.path(stream), client.request(stream));
      return line.send(request).answer();
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void answersArriveWholeAndStreamed(Pair pair) throws Exception {
    try (TestGateway gateway = gateway(pair)) {
      Answer whole = ask(gateway, pair.client, false);
      assertThat(whole.status()).as(whole.text()).isEqualTo(200);
      assertThat(whole.text()).contains("simulated upstream").doesNotContain("\"error\":{");
      Answer streamed = ask(gateway, pair.client, true);
      assertThat(streamed.status()).as(streamed.text()).isEqualTo(200);
      assertThat(streamed.header("content-type")).startsWith("text/event-stream");
      assertThat(streamed.text()).contains(pair.client.end).doesNotContain("\"error\":{");
      assertThat(gateway.record(streamed).outcome().ending()).isEqualTo(Ending.COMPLETED);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aMalformedEventIsLeftOutAndCounted(Pair pair) throws Exception {
    List<String> events = Talk.valueOf(pair.upstream.name()).events("primary");
    ScriptedUpstream.Script script =
        line -> {
          line.request();
          line.startEvents();
          line.chunk(events.getFirst() + "data: {\"broken\": \n\n");
          line.chunk(String.join("", events.subList(1, events.size())));
          line.endChunks();
        };
    try (ScriptedUpstream scripted = new ScriptedUpstream(script);
        TestGateway gateway = TestGateway.to(scripted).matches(pair.match(true)).start()) {
      Answer streamed = ask(gateway, pair.client, true);
      assertThat(streamed.text()).contains(pair.client.end).doesNotContain("broken", "\"error\":{");
      ExchangeRecord record = gateway.record(streamed);
      assertThat(record.outcome().ending()).isEqualTo(Ending.COMPLETED);
      assertThat(record.accounting().malformedEvents()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void errorsArriveAsTheClientKnowsThem(Pair pair) throws Exception {
    try (TestGateway gateway = gateway(pair)) {
      for (boolean stream : List.of(false, true)) {
        upstream.simulateNext("status=429");
        Answer answer = ask(gateway, pair.client, stream);
        assertThat(answer.status()).isEqualTo(429);
        boolean home = isOpenAi(pair);
        assertThat(answer.text().replace(" ", "").replace("\n", ""))
            .startsWith(home ? "{\"error\":{" : pair.client.error);
      }
    }
  }

  /** Chat and Responses share their envelope, which passes as it is. */
  private static boolean isOpenAi(Pair pair) {
    List<Side> openAi = List.of(Side.CHAT, Side.RESPONSES);
    return openAi.contains(pair.client) && openAi.contains(pair.upstream);
  }
}
