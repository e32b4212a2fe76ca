package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Clients of one dialect in front of upstreams of another. */
class TranslationsTest {
  private static final String CHAT_OVER_MESSAGES =
      """
      match api = "chat.completions" stream = false {
        upstream { set_path "/v1/messages"; }
        request { req_map openai_chat_to_anthropic_messages; }
        response { resp_map anthropic_to_openai_chat; }
        error { error_map openai; }
      }
      match api = "chat.completions" stream = true {
        upstream { set_path "/v1/messages"; }
        request { req_map openai_chat_to_anthropic_messages; }
        response { sse_parse anthropic_to_openai_chunks; }
        error { error_map openai; }
      }
      """;

  private static final String MESSAGES_OVER_CHAT =
      """
      match api = "claude.messages" stream = false {
        upstream { set_path "/v1/chat/completions"; }
        request { req_map anthropic_to_openai_chat; }
        response { resp_map openai_to_anthropic_messages; }
        error { error_map openai; }
      }
      match api = "claude.messages" stream = true {
        upstream { set_path "/v1/chat/completions"; }
        request { req_map anthropic_to_openai_chat; }
        response { sse_parse openai_to_anthropic_chunks; }
        error { error_map openai; }
      }
      """;

  private static final String CHAT =
      "{\"model\":\"claude\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
  private static final String STREAMED_CHAT = CHAT.replaceFirst("\\{", "{\"stream\":true,");

  private static final String MESSAGE =
      """
      {"id":"msg_1","type":"message","role":"assistant","model":"claude",\
      "content":[{"type":"text","text":"héllo"}],"stop_reason":"end_turn","stop_sequence":null,\
      "usage":{"input_tokens":3,"output_tokens":1}}\
      """;

  private static final String MESSAGE_START =
      """
      event: message_start
      data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
      "model":"claude","content":[],"usage":{"input_tokens":3,"output_tokens":1}}}

      """;

  private static final String TOOL_USE =
      """
      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t1",\
      "name":"weather","input":{}}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta",\
      "partial_json":"{\\"at\\":1.0}"}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      """;

  private static final String MESSAGE_END =
      """
      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":2}}

      event: message_stop
      data: {"type":"message_stop"}

      """;

  private static String head(int status, String type) {
    return "HTTP/1.1 " + status + " Whatever\r\nContent-Type: " + type + "\r\n";
  }

  private static ScriptedUpstream whole(int status, String type, byte[] body, String... headers) {
    return new ScriptedUpstream(
        line -> {
          while (line.request() != null) {
            line.write(
                head(status, type)
                    + String.join("", List.of(headers))
                    + "Content-Length: "
                    + body.length
                    + "\r\n\r\n");
            line.write(body);
          }
        });
  }

  private static ScriptedUpstream whole(int status, String type, String body) {
    return whole(status, type, body.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] gzip(String text) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private static Answer messages(TestGateway gateway, String body, String... headers)
      throws Exception {
    try (RawClient client = gateway.client()) {
      return client.send(TestGateway.post("/v1/messages", body, headers)).answer();
    }
  }

  @Test
  void aChatClientGetsAnAnswerOfMessages() throws Exception {
    try (ScriptedUpstream upstream = whole(200, "application/json", MESSAGE);
        TestGateway gateway = TestGateway.to(upstream).matches(CHAT_OVER_MESSAGES).start()) {
      Answer answer = gateway.chat(CHAT);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("content-type")).isEqualTo("application/json");
      assertThat(answer.text())
          .contains(
              "\"object\":\"chat.completion\"", "\"content\":\"héllo\"", "\"total_tokens\":4");
      ScriptedUpstream.Request sent = upstream.requests.getFirst();
      assertThat(sent.firstLine()).isEqualTo("POST /v1/messages HTTP/1.1");
      assertThat(sent.text()).contains("\"max_tokens\":9", "\"type\":\"text\"");
      assertThat(gateway.record(answer).outcome().ending()).isEqualTo(Ending.COMPLETED);
    }
  }

  @Test
  void anEncodedAnswerIsTranslatedToo() throws Exception {
    try (ScriptedUpstream upstream =
            whole(200, "application/json", gzip(MESSAGE), "Content-Encoding: gzip\r\n");
        TestGateway gateway = TestGateway.to(upstream).matches(CHAT_OVER_MESSAGES).start()) {
      Answer answer = gateway.chat(CHAT);
      assertThat(answer.text()).contains("\"content\":\"héllo\"");
      assertThat(answer.header("content-encoding")).isNull();
    }
  }

  @Test
  void aStreamWithToolsIsTranslatedEventByEvent() throws Exception {
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.startEvents();
                  line.chunk(MESSAGE_START);
                  // The client has the first chunk before the upstream goes on.
                  line.request();
                });
        TestGateway gateway = TestGateway.to(upstream).matches(CHAT_OVER_MESSAGES).start();
        RawClient client = gateway.client()) {
      client.send(TestGateway.post("/v1/chat/completions", STREAMED_CHAT));
      assertThat(client.head())
          .contains("content-type: text/event-stream", "cache-control: no-cache");
      assertThat(client.chunk()).startsWith("data: {\"id\":\"chatcmpl-msg_1\"").endsWith("\n\n");
    }
  }

  @Test
  void aWholeStreamEndsAsTheClientExpects() throws Exception {
    byte[] stream = gzip(MESSAGE_START + TOOL_USE + MESSAGE_END);
    try (ScriptedUpstream upstream =
            whole(200, "text/event-stream", stream, "Content-Encoding: gzip\r\n");
        TestGateway gateway = TestGateway.to(upstream).matches(CHAT_OVER_MESSAGES).start()) {
      Answer answer =
          gateway.chat(
              STREAMED_CHAT.replaceFirst("\\{", "{\"stream_options\":{\"include_usage\":true},"));
      assertThat(answer.header("content-encoding")).isNull();
      assertThat(answer.text())
          .contains(
              "\"name\":\"weather\"",
              "{\\\"at\\\":1.0}",
              "\"finish_reason\":\"tool_calls\"",
              "\"total_tokens\":5")
          .endsWith("data: [DONE]\n\n");
    }
  }

  @Test
  void aStreamThatEndsTooEarlyDoesNotLookWhole() throws Exception {
    try (ScriptedUpstream upstream = whole(200, "text/event-stream", MESSAGE_START + TOOL_USE);
        TestGateway gateway = TestGateway.to(upstream).matches(CHAT_OVER_MESSAGES).start()) {
      Answer answer = gateway.chat(STREAMED_CHAT);
      assertThat(answer.text())
          .contains("\"code\":\"upstream_stream_truncated\"")
          .doesNotContain("\"finish_reason\":\"");
      assertThat(gateway.record(answer).outcome().ending()).isEqualTo(Ending.UPSTREAM_CUT);
    }
  }

  @Test
  void aStreamWhoseConnectionBreaksEndsWithOneError() throws Exception {
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.startEvents();
                  line.chunk(MESSAGE_START + "event: content_bl");
                  line.close();
                });
        TestGateway gateway = TestGateway.to(upstream).matches(CHAT_OVER_MESSAGES).start();
        RawClient client = gateway.client()) {
      client.send(TestGateway.post("/v1/chat/completions", STREAMED_CHAT));
      assertThat(client.rest())
          .containsOnlyOnce("\"code\":\"upstream_cut\"")
          .doesNotContain("[DONE]", "content_bl");
      assertThat(gateway.record().outcome().ending()).isEqualTo(Ending.UPSTREAM_CUT);
    }
  }

  @Test
  void anErrorInsideAStreamArrivesInTheClientsDialect() throws Exception {
    String error =
        "event: error\n"
            + "data:"
            + " {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}\n\n";
    try (ScriptedUpstream upstream = whole(200, "text/event-stream", MESSAGE_START + error);
        TestGateway gateway = TestGateway.to(upstream).matches(CHAT_OVER_MESSAGES).start()) {
      Answer answer = gateway.chat(STREAMED_CHAT);
      assertThat(answer.text())
          .contains("data: {\"error\":{\"message\":\"busy\",\"type\":\"overloaded_error\"");
      assertThat(gateway.record(answer).outcome().ending()).isEqualTo(Ending.UPSTREAM_ERROR);
    }
  }

  @Test
  void anErrorBeforeAStreamArrivesInTheClientsDialect() throws Exception {
    String error =
        "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow\"}}";
    for (String request : new String[] {CHAT, STREAMED_CHAT}) {
      try (ScriptedUpstream upstream =
              whole(
                  429,
                  "application/json",
                  error.getBytes(StandardCharsets.UTF_8),
                  "Retry-After: 7\r\n");
          TestGateway gateway = TestGateway.to(upstream).matches(CHAT_OVER_MESSAGES).start()) {
        Answer answer = gateway.chat(request);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("retry-after")).isEqualTo("7");
        assertThat(answer.text())
            .isEqualTo(
                "{\"error\":{\"message\":\"slow\",\"type\":\"rate_limit_error\",\"param\":null,\"code\":null}}");
      }
    }
  }

  @Test
  void anErrorThatCantBeDecodedStillArrives() throws Exception {
    try (ScriptedUpstream upstream =
            whole(503, "application/json", new byte[] {1, 2}, "Content-Encoding: secret\r\n");
        TestGateway gateway = TestGateway.to(upstream).matches(CHAT_OVER_MESSAGES).start()) {
      Answer answer = gateway.chat(CHAT);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).containsExactly(1, 2);
    }
  }

  @Test
  void anAnswerThatIsNoneIs502() throws Exception {
    try (ScriptedUpstream upstream = whole(200, "text/html", "<h1>hi</h1>");
        TestGateway gateway = TestGateway.to(upstream).matches(CHAT_OVER_MESSAGES).start()) {
      Answer answer = gateway.chat(CHAT);
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("\"code\":\"upstream_invalid_response\"");
      assertThat(gateway.record(answer).outcome().ending()).isEqualTo(Ending.UPSTREAM_INVALID);
    }
  }

  @Test
  void anErrorThatSaysItSucceededIsTheUpstreamsOwn() throws Exception {
    String error =
        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}";
    try (ScriptedUpstream upstream = whole(200, "application/json", error);
        TestGateway gateway = TestGateway.to(upstream).matches(CHAT_OVER_MESSAGES).start()) {
      Answer answer = gateway.chat(CHAT);
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text())
          .startsWith("{\"error\":{\"message\":\"busy\",\"type\":\"overloaded_error\"");
      assertThat(gateway.record(answer).outcome().ending()).isEqualTo(Ending.UPSTREAM_ERROR);
    }
  }

  @Test
  void aRequestThatCantBeSaidIsRefusedWithTheFieldToBlame() throws Exception {
    try (ScriptedUpstream upstream = whole(200, "application/json", MESSAGE);
        TestGateway gateway = TestGateway.to(upstream).matches(CHAT_OVER_MESSAGES).start()) {
      Answer answer = gateway.chat("{\"model\":\"m\",\"messages\":[{\"role\":5}]}");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text())
          .contains("\"code\":\"request_invalid_parameter\"", "\"param\":\"messages[0].role\"");
      assertThat(upstream.requests).isEmpty();
    }
  }

  @Test
  void aMessagesClientGetsAnAnswerOfChat() throws Exception {
    String chat =
        """
        {"id":"c1","object":"chat.completion","created":1,"model":"gpt","choices":[{"index":0,\
        "message":{"role":"assistant","content":null,"tool_calls":[{"id":"t1","type":"function",\
        "function":{"name":"weather","arguments":"{\\"at\\":1.0}"}}]},"finish_reason":"tool_calls"}],\
        "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}\
        """;
    try (ScriptedUpstream upstream = whole(200, "application/json", chat);
        TestGateway gateway = TestGateway.to(upstream).matches(MESSAGES_OVER_CHAT).start()) {
      Answer answer = messages(gateway, CHAT);
      assertThat(answer.text())
          .contains(
              "\"type\":\"message\"",
              "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"weather\",\"input\":{\"at\":1.0}}",
              "\"stop_reason\":\"tool_use\"");
    }
  }

  @Test
  void aMessagesClientGetsItsOwnEventsAndErrors() throws Exception {
    String chunks =
        """
        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt","choices":\
        [{"index":0,"delta":{"role":"assistant","content":"hi"},"finish_reason":null}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt","choices":\
        [{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: [DONE]

        """;
    try (ScriptedUpstream upstream = whole(200, "text/event-stream", chunks);
        TestGateway gateway = TestGateway.to(upstream).matches(MESSAGES_OVER_CHAT).start()) {
      assertThat(messages(gateway, STREAMED_CHAT).text())
          .startsWith("event: message_start\ndata: {")
          .endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    }
    String error =
        "{\"error\":{\"message\":\"slow\",\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\"}}";
    try (ScriptedUpstream upstream = whole(429, "application/json", error);
        TestGateway gateway = TestGateway.to(upstream).matches(MESSAGES_OVER_CHAT).start()) {
      Answer answer = messages(gateway, STREAMED_CHAT);
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.text())
          .isEqualTo(
              "{\"type\":\"error\",\"error\":{\"type\":\"tokens\",\"message\":\"slow\",\"code\":\"rate_limit_exceeded\"}}");
    }
  }

  @Test
  void aStreamIsCollectedForAClientThatWantsItWhole() throws Exception {
    String matches =
        """
        match api = "chat.completions" stream = false {
          request {
            req_map openai_chat_to_anthropic_messages;
            after_req_map { json_set "$.stream" true; }
          }
          response { sse_collect anthropic_messages; resp_map anthropic_to_openai_chat; }
        }
        """;
    try (ScriptedUpstream upstream =
            whole(200, "text/event-stream", MESSAGE_START + TOOL_USE + MESSAGE_END);
        TestGateway gateway = TestGateway.to(upstream).matches(matches).start()) {
      Answer answer = gateway.chat(CHAT);
      assertThat(answer.header("content-type")).isEqualTo("application/json");
      assertThat(answer.text())
          .contains("\"name\":\"weather\"", "{\\\"at\\\":1.0}", "\"total_tokens\":5");
      assertThat(upstream.requests.getFirst().text()).contains("\"stream\":true");
    }
    try (ScriptedUpstream upstream = whole(200, "text/event-stream", MESSAGE_START);
        TestGateway gateway = TestGateway.to(upstream).matches(matches).start()) {
      Answer answer = gateway.chat(CHAT);
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("\"code\":\"upstream_cut\"");
    }
  }

  @Test
  void lossesShowWhereTheClientAsksForThem() throws Exception {
    String request = CHAT.replaceFirst("\\{", "{\"seed\":1,\"logit_bias\":{\"1\":1},");
    try (ScriptedUpstream upstream = whole(200, "application/json", MESSAGE);
        TestGateway gateway = TestGateway.to(upstream).matches(CHAT_OVER_MESSAGES).start()) {
      try (RawClient client = gateway.client()) {
        Answer answer =
            client
                .send(TestGateway.post("/v1/chat/completions", request, "x-onr-debug: losses"))
                .answer();
        assertThat(answer.header("x-onr-losses")).isEqualTo("logit_bias=1, seed=1");
      }
      assertThat(gateway.chat(request).header("x-onr-losses")).isNull();
      assertThat(upstream.requests.getFirst().header("x-onr-debug")).isEmpty();
    }
  }
}
