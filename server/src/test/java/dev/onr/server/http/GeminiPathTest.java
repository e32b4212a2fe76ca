package dev.onr.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onr.Api;
import dev.onr.steps.RequestRejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiPathTest {
  @Test
  void theFirstColonSeparatesModelAndAction() {
    assertThat(GeminiPath.parse("tuned/m:GenerateContent"))
        .isEqualTo(new GeminiPath("tuned/m", Api.GEMINI_GENERATE_CONTENT, false));
    assertThat(GeminiPath.parse("/m:streamGenerateContent"))
        .isEqualTo(new GeminiPath("m", Api.GEMINI_STREAM_GENERATE_CONTENT, true));
    assertThat(GeminiPath.parse("veo:predictLongRunning"))
        .isEqualTo(new GeminiPath("veo", Api.GEMINI_PREDICT_LONG_RUNNING, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "/", "m", "m:", ":generateContent", "m:other", "m:generateContent:x"})
  void anythingElseIsRefused(String rest) {
    assertThatThrownBy(() -> GeminiPath.parse(rest)).isInstanceOf(RequestRejected.class);
  }

  @ParameterizedTest
  @CsvSource(
      emptyValue = "",
      value = {
        "'',alt=sse",
        "a=1,a=1&alt=sse",
        "alt=&a=1,a=1&alt=sse",
        "alt&a=1,a=1&alt=sse",
        "alt=json,alt=json",
        "altitude=1,altitude=1&alt=sse"
      })
  void streamsAskForEventsUnlessTheClientChoseAFormat(String query, String expected) {
    assertThat(GeminiPath.withEventStream(query)).isEqualTo(expected);
  }
}
