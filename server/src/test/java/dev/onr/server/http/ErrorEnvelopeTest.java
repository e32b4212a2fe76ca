package dev.onr.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.Api;
import dev.onr.Dialect;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ErrorEnvelopeTest {
  private static final Failure WITH_PARAM =
      new Failure(400, "request_validation_failed", "<n> & \"m\"\n", Optional.of("$.n"));

  @Test
  void openAi() {
    assertThat(ErrorEnvelope.body(Dialect.OPENAI, WITH_PARAM, "r"))
        .isEqualTo(
            """
            {"error":{"code":"request_validation_failed",\
            "message":"\\u003cn\\u003e \\u0026 \\"m\\"\\n (request id: r)",\
            "param":"$.n","type":"invalid_request_error"}}\
            """);
  }

  @Test
  void anthropic() {
    assertThat(ErrorEnvelope.body(Dialect.ANTHROPIC, Failure.of(413, "c", "big"), "r"))
        .isEqualTo(
            """
            {"type":"error","error":{"type":"request_too_large",\
            "message":"big (request id: r)","code":"c"},"request_id":"r"}\
            """);
  }

  @Test
  void gemini() {
    assertThat(ErrorEnvelope.body(Dialect.GEMINI, Failure.of(504, "c", "late"), "r"))
        .isEqualTo(
            """
            {"error":{"code":504,"message":"late (request id: r)","status":"DEADLINE_EXCEEDED",\
            "details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"c",\
            "domain":"onr","metadata":{"request_id":"r"}}]}}\
            """);
  }

  @Test
  void eachDialectHasItsOwnLastEvent() {
    Failure cut = Failure.of(502, "upstream_cut", "cut");
    assertThat(ErrorEnvelope.event(Api.CHAT_COMPLETIONS, cut, "r", 7))
        .startsWith("data: {\"error\":{\"code\":\"upstream_cut\"")
        .endsWith("}\n\n");
    assertThat(ErrorEnvelope.event(Api.CLAUDE_MESSAGES, cut, "r", 7))
        .startsWith("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\"");
    assertThat(ErrorEnvelope.event(Api.RESPONSES, cut, "r", 7))
        .startsWith("event: error\ndata: {\"type\":\"error\",\"code\":\"upstream_cut\"");
    assertThat(ErrorEnvelope.event(Api.GEMINI_STREAM_GENERATE_CONTENT, cut, "r", 7))
        .startsWith("data: {\"error\":{\"code\":502");
  }
}
