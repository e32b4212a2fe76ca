package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is counted of whole answers and of streams. */
class UsageTest {
  static final String METRICS =
      """
      metrics {
        usage_root path="$.usage";
        usage_fact input token path="$.prompt_tokens";
        usage_fact output token path="$.completion_tokens";
        usage_fact cache_read token path="$.prompt_tokens_details.cached_tokens";
        usage_fact server_tool.web_search call source=response count_path="$.searches[*]";
        finish_reason_path "$.choices[*].finish_reason";
      }
      """;
  static final String MATCHES = "match api = \"chat.completions\" { " + METRICS + " }";
  private static final String ASKED = "{\"model\":\"m\",\"messages\":[]}";
  private static final String ASKED_STREAM = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";

  private static final String ANSWER =
      """
      {"choices":[{"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":5,\
      "prompt_tokens_details":{"cached_tokens":8}}}\
      """;
  private static final String USAGE_EVENT =
      "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":5}}\n\n";

  private static ScriptedUpstream streaming(String... events) {
    return new ScriptedUpstream(
        line -> {
          while (line.request() != null) {
            line.startEvents();
            for (String event : events) {
              line.chunk(event);
            }
            line.endChunks();
          }
        });
  }

  @Test
  void aWholeAnswerThatPassesUntouched() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json(ANSWER);
        TestGateway gateway = TestGateway.to(upstream).matches(MATCHES).start()) {
      assertThat(gateway.chat(ASKED).text()).isEqualTo(ANSWER);
      var accounting = gateway.record().accounting();
      assertThat(accounting.finishReason()).isEqualTo("stop");
      assertThat(accounting.usageStage()).isEqualTo("upstream");
      assertThat(accounting.figures())
          .isEqualTo(
              Map.of(
                  "input_tokens", 12L,
                  "output_tokens", 5L,
                  "total_tokens", 17L,
                  "cache_read_tokens", 8L,
                  "cache_write_tokens", 0L));
    }
  }

  @Test
  void aStreamThatPassesUntouched() throws Exception {
    String half = USAGE_EVENT.substring(0, 40);
    try (ScriptedUpstream upstream =
            streaming(
                "data:"
                    + " {\"choices\":[{\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}\n\n",
                half,
                USAGE_EVENT.substring(40),
                "data: [DONE]\n\n");
        TestGateway gateway = TestGateway.to(upstream).matches(MATCHES).start()) {
      assertThat(gateway.chat(ASKED_STREAM).text()).endsWith(USAGE_EVENT + "data: [DONE]\n\n");
      var accounting = gateway.record().accounting();
      assertThat(accounting.finishReason()).isEqualTo("stop");
      assertThat(accounting.figures())
          .containsEntry("input_tokens", 12L)
          .containsEntry("output_tokens", 5L);
    }
  }
}
