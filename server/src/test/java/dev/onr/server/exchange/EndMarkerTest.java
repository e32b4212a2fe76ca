package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.Api;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class EndMarkerTest {
  private static boolean missing(Api api, String... events) {
    EndMarker marker = EndMarker.of(api);
    for (String each : events) {
      marker.passed(Buffer.buffer(each));
    }
    return marker.isMissing();
  }

  @Test
  void aChatStreamEndsWithItsLineOrAFinishReason() {
    String delta = "data: {\"choices\":[{\"delta\":{\"content\":\"data: [DONE]\"}}]}\n\n";
    assertThat(missing(Api.CHAT_COMPLETIONS, delta)).isTrue();
    assertThat(missing(Api.CHAT_COMPLETIONS, delta, "data: [DONE]\n\n")).isFalse();
    assertThat(missing(Api.CHAT_COMPLETIONS, delta, "data: [DONE]")).isFalse();
    assertThat(missing(Api.CHAT_COMPLETIONS, delta + "data: [DONE]\r\n\r\n")).isFalse();
    assertThat(
            missing(
                Api.CHAT_COMPLETIONS, delta, "data: {\"choices\":[{\"finish_reason\":\"stop\"}]}"))
        .isFalse();
    assertThat(
            missing(Api.CHAT_COMPLETIONS, delta, "data: {\"choices\":[{\"finish_reason\":null}]}"))
        .isTrue();
  }

  @Test
  void anErrorThatTheUpstreamTellsIsAnEnd() {
    assertThat(
            missing(
                Api.CLAUDE_MESSAGES,
                "data: {\"type\":\"message_start\"}\n\n",
                "event: error\ndata: {\"type\":\"error\",\"error\":{}}\n\n"))
        .isFalse();
  }

  @Test
  void streamsThatBeganInAnotherWayAreNotJudged() {
    assertThat(missing(Api.RESPONSES, "data: hello\n\n")).isFalse();
    assertThat(missing(Api.AUDIO_SPEECH, "data: {\"choices\":1}\n\n")).isFalse();
  }
}
