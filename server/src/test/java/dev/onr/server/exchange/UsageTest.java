package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
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

  @Test
  void answersAreCountedThroughTheirEncoding() throws Exception {
    for (boolean stream : new boolean[] {false, true}) {
      byte[] body = gzip(stream ? USAGE_EVENT : ANSWER);
      String type = stream ? "text/event-stream" : "application/json";
      try (ScriptedUpstream upstream =
              new ScriptedUpstream(
                  line -> {
                    line.request();
                    line.write(
                        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: %s\r\n"
                                .formatted(type)
                            + "Content-Length: %d\r\n\r\n".formatted(body.length));
                    line.write(body);
                  });
          TestGateway gateway = TestGateway.to(upstream).matches(MATCHES).start()) {
        assertThat(gateway.chat(stream ? ASKED_STREAM : ASKED).body()).isEqualTo(body);
        assertThat(gateway.record().accounting().figures())
            .containsEntry("input_tokens", 12L)
            .containsEntry("output_tokens", 5L);
      }
    }
  }

  @Test
  void aStreamThatBreaksWhileItIsCollectedHasUsedWhatItSaid() throws Exception {
    String matches =
        """
        match api = "chat.completions" {
          request { req_map openai_chat_to_anthropic_messages; }
          response { sse_collect anthropic_messages; resp_map anthropic_to_openai_chat; }
          metrics {
            usage_root path="$.message.usage";
            usage_root path="$.usage";
            usage_fact input token path="$.input_tokens";
            usage_fact input token path="$.prompt_tokens" fallback=true;
          }
        }
        """;
    String start =
        "event: message_start\ndata: {\"type\":\"message_start\",\"message\":"
            + "{\"usage\":{\"input_tokens\":20,\"output_tokens\":1}}}\n\n";
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.startEvents();
                  line.chunk(start);
                  line.close();
                });
        TestGateway gateway = TestGateway.to(upstream).matches(matches).start()) {
      assertThat(gateway.chat(ASKED).status()).isEqualTo(502);
      assertThat(gateway.record().accounting().figures()).containsEntry("input_tokens", 20L);
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void translatedAnswersAreCountedInTheClientsDialectBeforeTheJsonSteps() throws Exception {
    String messages =
        """
        {"id":"x","type":"message","role":"assistant","model":"m","stop_reason":"end_turn",\
        "content":[{"type":"text","text":"hi"}],\
        "usage":{"input_tokens":4,"output_tokens":5,"cache_read_input_tokens":8}}\
        """;
    try (ScriptedUpstream upstream = ScriptedUpstream.json(messages);
        TestGateway gateway =
            TestGateway.to(upstream)
                .matches(
                    """
                    match api = "chat.completions" stream = false {
                      request { req_map openai_chat_to_anthropic_messages; }
                      response { resp_map anthropic_to_openai_chat; json_del "$.usage"; }
                      metrics {
                        usage_root path="$.usage";
                        usage_fact input token path="$.prompt_tokens";
                        usage_fact output token path="$.completion_tokens";
                        usage_fact cache_read token source=upstream
                          path="$.usage.cache_read_input_tokens";
                        finish_reason_path "$.choices[*].finish_reason";
                      }
                    }
                    """)
                .start()) {
      String asked = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
      assertThat(gateway.chat(asked).text()).doesNotContain("usage");
      var accounting = gateway.record().accounting();
      assertThat(accounting.finishReason()).isEqualTo("stop");
      assertThat(accounting.figures())
          .containsEntry("input_tokens", 12L)
          .containsEntry("output_tokens", 5L)
          .containsEntry("cache_read_tokens", 8L);
    }
  }
}
