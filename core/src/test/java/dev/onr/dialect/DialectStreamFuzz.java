package dev.onr.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.onr.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Whatever an upstream sends, clients get well-formed events, and nothing breaks. */
class DialectStreamFuzz {
  @FuzzTest
  void anyBytesGiveFramedEvents(byte[] bytes) {
    for (Tongue from : Tongue.values()) {
      check(from, bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n"
            + "data: [DONE]\n\n"
            + "data: {\"choices\":7}",
        "data:"
            + " {\"choices\":[{\"index\":-1,\"delta\":{\"tool_calls\":[{\"index\":9,\"function\":{\"arguments\":\"x\"}},{\"function\":{\"name\":\"f\"}}]},\"finish_reason\":\"x\"}],\"usage\":{\"prompt_tokens\":1e400}}",
        "data:"
            + " {\"choices\":[{\"delta\":{\"thinking_blocks\":[{\"signature\":\"s\"},{\"type\":\"redacted_thinking\"}],\"annotations\":[{\"url_citation\":{\"start_index\":-5}}]}}]}",
        "event: content_block_delta\n"
            + "data: {\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"},\"index\":-3}\n\n"
            + "event: message_stop\n"
            + "data: {}",
        "data:"
            + " {\"type\":\"content_block_start\",\"index\":2147483647,\"content_block\":{\"type\":\"tool_use\"}}\n\n"
            + "data: {\"type\":\"content_block_start\",\"content_block\":{}}\n\n"
            + "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\""
            + " \"},\"usage\":{\"input_tokens\":9223372036854775807,\"cache_read_input_tokens\":9}}",
        "data:"
            + " {\"type\":\"response.output_text.delta\",\"item_id\":\"x\",\"output_index\":-1,\"delta\":\"a\"}\n\n"
            + "data: {\"type\":\"response.completed\",\"response\":{}}",
        "data:"
            + " {\"candidates\":[{\"content\":{\"parts\":[{},{\"functionCall\":{}},{\"text\":\"a\",\"thought\":1}]},\"finishReason\":\"NEW\"},7]}",
        "data: {\"error\":[]}\n\n"
            + "event: error\n"
            + "data: {\"error\":\"x\"}\n\n"
            + "data: {\"error\":{\"code\":{}}}"
      })
  void seeds(String text) {
    anyBytesGiveFramedEvents(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads the bytes as a stream of one dialect and writes it in each, and as a whole answer. */
  static void check(Tongue from, byte[] bytes) {
    for (Tongue to : Tongue.values()) {
      assertFramed(StreamBench.text(StreamBench.translate(from, to, bytes, List.of(64))));
    }
    Answer answer;
    try {
      answer = StreamBench.collect(from, bytes);
    } catch (InvalidAnswer e) {
      return;
    }
    for (Tongue to : Tongue.values()) {
      ObjectNode written = StreamBench.write(to, answer);
      assertThat(JsonTree.parse(JsonTree.write(written)).isObject()).isTrue();
    }
  }

  private static void assertFramed(String wire) {
    for (String line : wire.split("\n")) {
      if (line.startsWith("data: ")) {
        String data = line.substring("data: ".length());
        assertThat(data.equals("[DONE]") || JsonTree.parse(data) instanceof ObjectNode)
            .as(line)
            .isTrue();
      } else {
        assertThat(line).matches("|event: [a-z._]+");
      }
    }
  }
}
