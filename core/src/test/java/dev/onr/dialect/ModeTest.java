package dev.onr.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.dialect.Mode.Kind;
import dev.onr.json.JsonTree;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The names that configurations count on. */
class ModeTest {
  @Test
  void requestModes() {
    assertThat(Mode.names(Kind.REQUEST))
        .containsExactlyInAnyOrder(
            "openai_chat_to_openai_responses",
            "openai_chat_to_anthropic_messages",
            "openai_chat_to_gemini_generate_content",
            "openai_responses_to_openai_chat",
            "openai_responses_to_anthropic_messages",
            "openai_responses_to_gemini_generate_content",
            "anthropic_to_openai_chat",
            "anthropic_to_openai_responses",
            "anthropic_to_gemini_generate_content",
            "gemini_to_openai_chat",
            "gemini_to_openai_responses",
            "gemini_to_anthropic_messages",
            "openai_images_to_gemini_generate_content",
            "openai_images_to_minimax_image");
  }

  @Test
  void modesOfWholeAnswers() {
    assertThat(Mode.names(Kind.WHOLE))
        .containsExactlyInAnyOrder(
            "openai_chat_to_openai_responses",
            "openai_chat_to_anthropic_messages",
            "openai_to_anthropic_messages",
            "openai_chat_to_gemini_generate_content",
            "openai_to_gemini_generate_content",
            "openai_to_gemini_chat",
            "openai_responses_to_openai_chat",
            "openai_responses_to_anthropic_messages",
            "openai_responses_to_gemini_generate_content",
            "anthropic_to_openai_chat",
            "anthropic_to_openai_responses",
            "anthropic_to_gemini_generate_content",
            "gemini_to_openai_chat",
            "gemini_to_openai_responses",
            "gemini_to_anthropic_messages",
            "gemini_to_openai_images",
            "minimax_image_to_openai_images");
  }

  @Test
  void modesOfStreams() {
    assertThat(Mode.names(Kind.STREAM))
        .containsExactlyInAnyOrder(
            "openai_chat_to_openai_responses_chunks",
            "openai_chat_to_anthropic_chunks",
            "openai_to_anthropic_chunks",
            "openai_chat_to_gemini_chunks",
            "openai_to_gemini_chunks",
            "openai_responses_to_openai_chat_chunks",
            "openai_responses_to_anthropic_chunks",
            "openai_responses_to_gemini_chunks",
            "anthropic_to_openai_chat_chunks",
            "anthropic_to_openai_chunks",
            "anthropic_to_openai_responses_chunks",
            "anthropic_to_gemini_chunks",
            "gemini_to_openai_chat_chunks",
            "gemini_to_openai_responses_chunks",
            "gemini_to_anthropic_chunks");
  }

  @Test
  void modesOfCollection() {
    assertThat(Mode.names(Kind.COLLECT))
        .containsExactly(
            "openai_chat_completions",
            "openai_responses",
            "anthropic_messages",
            "gemini_generate_content");
  }

  @Test
  void anOldNameMeansTheSameAsTheNewOne() {
    List<List<String>> pairs =
        List.of(
            List.of("openai_to_anthropic_messages", "openai_chat_to_anthropic_messages"),
            List.of("openai_to_gemini_chat", "openai_chat_to_gemini_generate_content"));
    for (List<String> pair : pairs) {
      Mode old = Mode.named(Kind.WHOLE, pair.getFirst()).orElseThrow();
      Mode current = Mode.named(Kind.WHOLE, pair.getLast()).orElseThrow();
      assertThat(List.of(old.from(), old.to())).isEqualTo(List.of(current.from(), current.to()));
    }
  }

  @Test
  void everyModeOfConversationsHasItsCodecs() {
    AnswerContext context = new AnswerContext("m", 1, () -> "id", true, true);
    for (Mode mode : Mode.all(Kind.STREAM)) {
      mode.stream(context, new Losses()).finish((name, data) -> assertThat(data).isNotEmpty());
    }
    for (Mode mode : Mode.all(Kind.COLLECT)) {
      assertThat(mode.collection(context, new Losses())).isNotNull();
    }
    assertThat(Mode.all(Kind.REQUEST))
        .filteredOn(mode -> mode.from() != Form.OPENAI_IMAGES)
        .allSatisfy(
            mode -> {
              String content = mode.from() == Form.GEMINI ? "contents" : "messages";
              String text =
                  "{\"model\":\"m\",\"input\":[],\"max_tokens\":1,\"%s\":[]}".formatted(content);
              assertThat(
                      mode.request(
                          (ObjectNode) JsonTree.parse(text),
                          new RouteFacts("m", false),
                          new Losses()))
                  .isNotEmpty();
            });
  }
}
