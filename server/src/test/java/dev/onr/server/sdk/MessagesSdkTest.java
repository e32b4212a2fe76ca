package dev.onr.server.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Anthropic's SDK asks for messages. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.onr.server.sdk.Stage#all")
final class MessagesSdkTest {
  @Parameter Stage stage;

  @Test
  void aWholeAnswer() {
    Message answer = ask(hello());

    assertThat(text(answer)).endsWith("You asked: \"Hello there\"");
    assertThat(answer.stopReason()).hasValue(StopReason.END_TURN);
    assertThat(answer.usage().inputTokens()).isEqualTo(4);
    assertThat(answer.usage().outputTokens()).isEqualTo(15);
  }

  @Test
  void aStreamSaysTheSameAsTheWholeAnswer() {
    Message whole = ask(hello());
    Message streamed = stream(hello());

    assertThat(text(streamed)).isEqualTo(text(whole));
    assertThat(streamed.stopReason()).isEqualTo(whole.stopReason());
    assertThat(streamed.usage().inputTokens()).isEqualTo(whole.usage().inputTokens());
    assertThat(streamed.usage().outputTokens()).isEqualTo(whole.usage().outputTokens());
  }

  @Test
  void aToolThatTheQuestionMentionsIsCalled() {
    MessageCreateParams.Builder question = weather();

    for (Message answer : List.of(ask(question), stream(question))) {
      assertThat(answer.stopReason()).hasValue(StopReason.TOOL_USE);
      ToolUseBlock call = answer.content().getFirst().asToolUse();
      assertThat(call.name()).isEqualTo("get_weather");
      assertThat(call._input()).isEqualTo(JsonValue.from(Map.of("city", "Bern")));
    }
  }

  @Test
  void whatTheToolReturnedIsAnswered() {
    Message called = ask(weather());
    Message answer =
        ask(
            weather()
                .addMessage(called)
                .addUserMessageOfContentBlockParams(
                    List.of(
                        ContentBlockParam.ofToolResult(
                            ToolResultBlockParam.builder()
                                .toolUseId(called.content().getFirst().asToolUse().id())
                                .content("17 degrees")
                                .build()))));

    assertThat(text(answer)).endsWith("The tool returned: \"17 degrees\"");
  }

  @Test
  void thoughtsComeBeforeTheText() {
    MessageCreateParams.Builder question = hello().maxTokens(4096).enabledThinking(1024);

    for (Message answer : List.of(ask(question), stream(question))) {
      assertThat(answer.content().getFirst().asThinking().thinking())
          .isEqualTo("I have nothing to think about, being simulated.");
      assertThat(answer.content().getFirst().asThinking().signature()).isNotBlank();
      assertThat(answer.content().getLast().isText()).isTrue();
      assertThat(answer.usage().outputTokens()).isEqualTo(23);
    }
  }

  @Test
  void anAnswerIsCutAtTheLimitOfTokens() {
    for (Message answer : List.of(ask(hello().maxTokens(5)), stream(hello().maxTokens(5)))) {
      assertThat(answer.stopReason()).hasValue(StopReason.MAX_TOKENS);
      assertThat(text(answer)).isEqualTo("This answer comes from onr's ");
    }
  }

  private static MessageCreateParams.Builder hello() {
    return MessageCreateParams.builder()
        .model("demo")
        .maxTokens(100)
        .system("Be brief.")
        .addUserMessage("Hello there");
  }

  private static MessageCreateParams.Builder weather() {
    return MessageCreateParams.builder()
        .model("demo")
        .maxTokens(100)
        .addUserMessage("What does get weather say?")
        .addTool(
            Tool.builder()
                .name("get_weather")
                .inputSchema(
                    Tool.InputSchema.builder()
                        .properties(
                            Tool.InputSchema.Properties.builder()
                                .putAdditionalProperty(
                                    "city",
                                    JsonValue.from(
                                        Map.of("type", "string", "enum", List.of("Bern"))))
                                .build())
                        .build())
                .build());
  }

  private Message ask(MessageCreateParams.Builder question) {
    return stage.anthropic().messages().create(question.build());
  }

  private Message stream(MessageCreateParams.Builder question) {
    var collected = MessageAccumulator.create();
    try (StreamResponse<RawMessageStreamEvent> stream =
        stage.anthropic().messages().createStreaming(question.build())) {
      stream.stream().forEach(collected::accumulate);
    }
    return collected.message();
  }

  private static String text(Message answer) {
    return answer.content().getFirst().asText().text();
  }
}
