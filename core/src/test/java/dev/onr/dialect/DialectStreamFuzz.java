package dev.onr.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.onr.CaseFile;
import dev.onr.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever an upstream sends, clients get well-formed events, and nothing breaks. */
class DialectStreamFuzz {
  private static final Pattern EVENT =
      Pattern.compile("(?:event: (?<name>[a-z._]+)\n)?data: (?<data>[^\n]*)");

  /** The golden cases' streams are the corpus from which the fuzzer starts. */
  @MethodSource("streamsOfCases")
  @FuzzTest(maxDuration = "13s")
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

  static Stream<byte[]> streamsOfCases() {
    return CaseFile.loadAll("dialect").stream()
        .filter(one -> one.section("mode").matches("(stream|collect) .*"))
        .map(one -> one.section("in").getBytes(StandardCharsets.UTF_8));
  }

  /** Reads the bytes as a stream of one dialect and writes it in each, and as a whole answer. */
  static void check(Tongue from, byte[] bytes) {
    for (Tongue to : Tongue.values()) {
      assertFramed(to, Streams.text(Streams.translate(from, to, bytes, List.of(64))));
    }
    Answer answer;
    try {
      answer = Streams.collect(from, bytes);
    } catch (InvalidAnswer e) {
      return;
    }
    for (Tongue to : Tongue.values()) {
      ObjectNode written = Streams.write(to, answer);
      assertThat(JsonTree.parse(JsonTree.write(written)).isObject()).isTrue();
    }
  }

  /**
   * Chat streams are nameless events that end with one end mark; Gemini's are nameless too, without
   * a mark; those of Responses and Messages are named as their type.
   */
  private static void assertFramed(Tongue tongue, String wire) {
    List<String> events = wire.isEmpty() ? List.of() : List.of(wire.split("\n\n"));
    assertThat(wire)
        .as("every event is ended")
        .matches(text -> text.isEmpty() || text.endsWith("\n\n"));
    int end = tongue == Tongue.CHAT ? events.size() - 1 : events.size();
    for (int i = 0; i < events.size(); i++) {
      if (i == end) {
        assertThat(events.get(i)).isEqualTo("data: [DONE]");
        continue;
      }
      Matcher event = EVENT.matcher(events.get(i));
      assertThat(event.matches()).as(events.get(i)).isTrue();
      JsonNode data = JsonTree.parse(event.group("data"));
      assertThat(data).isInstanceOf(ObjectNode.class);
      boolean named = tongue == Tongue.RESPONSES || tongue == Tongue.MESSAGES;
      assertThat(event.group("name")).isEqualTo(named ? data.get("type").asString() : null);
    }
  }
}
