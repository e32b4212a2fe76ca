package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.PairsTest.Pair;
import dev.onr.server.exchange.PairsTest.Side;
import dev.onr.server.exchange.RawClient.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A stream that begins with an error under a status of 200. */
class FirstEventErrorsTest {
  private static final String REQUEST = "{\"model\":\"m\",\"stream\":true}";
  private static final String PATH = "/v1/messages";

  private final FailoverStage stage = new FailoverStage();

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  @ParameterizedTest
  @CsvSource({
    "overloaded_error, http_529, true",
    "overloaded_error, http_5xx, true",
    "overloaded_error, http_503 http_429 error timeout cut invalid, false",
    "rate_limit_error, http_429, true",
    "api_error, http_500, true",
    "unheard_of, invalid, true",
    "unheard_of, http_5xx http_429, false",
    "authentication_error, http_401, true"
  })
  void countsAsTheStatusThatItsTypeStandsFor(String type, String outcomes, boolean passedOn)
      throws Exception {
    String error = error(type, "no");
    start(List.of(error), "next_upstream " + outcomes + ";");
    String text = stage.send(PATH, REQUEST).text();
    assertThat(text).isEqualTo(passedOn ? good() : error);
    assertThat(stage.asked("two")).hasSize(passedOn ? 1 : 0);
  }

  @Test
  void aRequestThatIsTooLongIsKnownAsSuch() throws Exception {
    String error = error("invalid_request_error", "prompt is too long: 9 tokens > 8 maximum");
    start(List.of(error), "next_upstream context_length;");
    assertThat(stage.send(PATH, REQUEST).text()).isEqualTo(good());
  }

  @Test
  void commentsBeforeItDoNotHideIt() throws Exception {
    String error = error("overloaded_error", "no");
    start(List.of(": welcome\n\n" + error), "next_upstream http_529;");
    assertThat(stage.send(PATH, REQUEST).text()).isEqualTo(good());
  }

  @Test
  void theSecondEventIsTheClients() throws Exception {
    String first = Talk.MESSAGES.events("primary").getFirst();
    String error = error("overloaded_error", "no");
    start(List.of(first + error), "next_upstream http_529;");
    assertThat(stage.send(PATH, REQUEST).text()).isEqualTo(first + error);
    assertThat(stage.asked("two")).isEmpty();
  }

  @Test
  void theLastChannelsErrorIsTheClients() throws Exception {
    String error = error("overloaded_error", "no");
    alone(events(List.of(error)), "next_upstream http_529;");
    assertThat(stage.send(PATH, REQUEST).text()).isEqualTo(error);
  }

  @Test
  void itTakesAChannelOutAsAnyFailure() throws Exception {
    start(
        List.of(error("overloaded_error", "no")),
        "next_upstream http_529; max_fails 2; fail_timeout 1m;");
    for (int i = 0; i < 3; i++) {
      assertThat(stage.send(PATH, REQUEST).text()).isEqualTo(good());
    }
    assertThat(stage.asked("one")).hasSize(2);
  }

  @Test
  void theLastChannelsErrorTakesItOutToo() throws Exception {
    alone(
        events(List.of(error("overloaded_error", "no"))),
        "next_upstream http_529; max_fails 1; fail_timeout 1m;");
    stage.send(PATH, REQUEST);
    assertThat(upstreams()).contains("\"state\":\"out\"");
  }

  @Test
  void anErrorThatNoOtherChannelWouldBeAskedAfterIsNoFailure() throws Exception {
    alone(
        events(List.of(error("overloaded_error", "no"))),
        "next_upstream http_503; max_fails 1; fail_timeout 1m;");
    stage.send(PATH, REQUEST);
    assertThat(upstreams()).contains("\"state\":\"ready\"");
  }

  @Test
  void itsHeadSaysForHowLongTheChannelIsLeftAlone() throws Exception {
    String error = error("rate_limit_error", "slow down");
    alone(
        line -> {
          while (line.request() != null) {
            line.write(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nRetry-After: 7\r\n"
                    + "Content-Length: %d\r\n\r\n%s".formatted(error.length(), error));
          }
        },
        "");
    assertThat(stage.send(PATH, REQUEST).text()).isEqualTo(error);
    Answer second = stage.send(PATH, REQUEST);
    assertThat(second.status()).isEqualTo(429);
    assertThat(second.header("retry-after")).isEqualTo("7");
    assertThat(stage.asked("one")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void soDoGooglesErrorsThemselves(Side client) throws Exception {
    String error =
        "data: {\"error\":{\"code\":503,\"status\":\"UNAVAILABLE\",\"message\":\"busy\","
            + "\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\","
            + "\"retryDelay\":\"12s\"}]}}\n\n";
    if (client != Side.GEMINI) {
      stage.matches("one", new Pair(client, Side.GEMINI).match(true));
    }
    stage.models("models: {demo: {providers: [one]}}").provider("one", events(List.of(error)));
    stage.start();
    String request = client.request(true);
    assertThat(stage.send(client.path(true), request).text()).contains("busy");
    Answer second = stage.send(client.path(true), request);
    assertThat(second.status()).isEqualTo(503);
    assertThat(second.header("retry-after")).isEqualTo("12");
    assertThat(stage.asked("one")).hasSize(1);
  }

  private void alone(ScriptedUpstream.Script script, String policy) throws Exception {
    stage
        .provider("one", script)
        .policy("one", policy)
        .models("models: {m: {providers: [one]}}")
        .start();
  }

  private String upstreams() throws Exception {
    try (RawClient client = stage.gateway.client()) {
      return client
          .send(TestGateway.get("/admin/upstreams", "Authorization: Bearer master"))
          .answer()
          .text();
    }
  }

  private void start(List<String> events, String policy) throws Exception {
    stage
        .provider("one", events(events))
        .provider("two", events(Talk.MESSAGES.events("fallback")))
        .policy("one", policy)
        .start();
  }

  private static ScriptedUpstream.Script events(List<String> events) {
    return line -> {
      while (line.request() != null) {
        line.startEvents();
        line.chunk(String.join("", events));
        line.endChunks();
      }
    };
  }

  private static String good() {
    return String.join("", Talk.MESSAGES.events("fallback"));
  }

  private static String error(String type, String message) {
    return "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}\n\n"
        .formatted(type, message);
  }
}
