package dev.onr.server.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.JsonValue;
import com.openai.core.RequestOptions;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ReasoningEffort;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletion.Choice.FinishReason;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.completions.CompletionUsage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** OpenAI's SDK asks for chat completions. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.onr.server.sdk.Stage#all")
final class ChatSdkTest {
  @Parameter Stage stage;

  @Test
  void aWholeAnswer() {
    ChatCompletion answer = ask(hello());

    ChatCompletion.Choice choice = answer.choices().getFirst();
    assertThat(choice.message().content())
        .hasValue(
            "This answer comes from onr's simulated upstream; no model was asked. You asked:"
                + " \"Hello there\"");
    assertThat(choice.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(answer.model()).isEqualTo("demo");
    CompletionUsage usage = answer.usage().orElseThrow();
    assertThat(usage.promptTokens()).isEqualTo(4);
    assertThat(usage.completionTokens()).isEqualTo(15);
    assertThat(usage.totalTokens()).isEqualTo(19);
  }

  @Test
  void aStreamSaysTheSameAsTheWholeAnswer() {
    ChatCompletion whole = ask(hello());
    ChatCompletion streamed = stream(hello().streamOptions(withUsage()));

    assertThat(streamed.choices().getFirst().message().content())
        .isEqualTo(whole.choices().getFirst().message().content());
    assertThat(streamed.choices().getFirst().finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(streamed.usage()).isEqualTo(whole.usage());
  }

  @Test
  void aStreamHasNoUsageUnlessSomebodyAsksForIt() {
    assertThat(stream(hello()).usage().isPresent()).isEqualTo(stage.asksForUsage());
  }

  @Test
  void aStreamArrivesInManyEvents() {
    try (StreamResponse<ChatCompletionChunk> stream =
        stage.openAi().chat().completions().createStreaming(hello().build())) {
      assertThat(stream.stream().filter(chunk -> !chunk.choices().isEmpty())).hasSize(17);
    }
  }

  @Test
  void aToolThatTheQuestionMentionsIsCalled() {
    ChatCompletion whole = ask(weather("What says get_weather?"));
    ChatCompletion streamed = stream(weather("What says get_weather?"));

    for (ChatCompletion answer : List.of(whole, streamed)) {
      assertThat(answer.choices().getFirst().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
      ChatCompletionMessageFunctionToolCall.Function function =
          onlyCall(answer).asFunction().function();
      assertThat(function.name()).isEqualTo("get_weather");
      assertThat(function.arguments()).isEqualTo("{\"city\":\"example\"}");
    }
  }

  @Test
  void whatTheToolReturnedIsAnswered() {
    ChatCompletion called = ask(weather("What says get_weather?"));
    ChatCompletion answer =
        ask(
            weather("What says get_weather?")
                .addMessage(called.choices().getFirst().message())
                .addMessage(
                    ChatCompletionToolMessageParam.builder()
                        .toolCallId(onlyCall(called).asFunction().id())
                        .content("17 degrees")
                        .build()));

    assertThat(answer.choices().getFirst().message().content().orElseThrow())
        .endsWith("The tool returned: \"17 degrees\"");
  }

  @Test
  void anAnswerIsCutAtTheLimitOfTokens() {
    ChatCompletion whole = ask(hello().maxCompletionTokens(5L));
    ChatCompletion streamed = stream(hello().maxCompletionTokens(5L).streamOptions(withUsage()));

    for (ChatCompletion answer : List.of(whole, streamed)) {
      assertThat(answer.choices().getFirst().finishReason()).isEqualTo(FinishReason.LENGTH);
      assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(5);
    }
  }

  @Test
  void thoughtsAreCounted() {
    ChatCompletion answer = ask(hello().reasoningEffort(ReasoningEffort.LOW));

    assertThat(
            answer.usage().orElseThrow().completionTokensDetails().orElseThrow().reasoningTokens())
        .hasValue(8L);
  }

  @Test
  void aLongPromptIsPartlyCached() {
    ChatCompletion answer = ask(hello().addUserMessage("word ".repeat(1500)));

    assertThat(answer.usage().orElseThrow().promptTokensDetails().orElseThrow().cachedTokens())
        .hasValue(1408L);
  }

  @Test
  void oldCompletionsAreAnsweredToo() {
    var question = CompletionCreateParams.builder().model("demo").prompt("Hello there");

    var whole = stage.openAi().completions().create(question.build());
    assertThat(whole.choices().getFirst().text()).endsWith("You asked: \"Hello there\"");
    // As from OpenAI, finish_reason is null until the end; the SDK's validation is stricter.
    var lenient = RequestOptions.builder().responseValidation(false).build();
    try (var stream = stage.openAi().completions().createStreaming(question.build(), lenient)) {
      var text = new StringBuilder();
      stream.stream().forEach(chunk -> text.append(chunk.choices().getFirst().text()));
      assertThat(text).hasToString(whole.choices().getFirst().text());
    }
  }

  private static ChatCompletionCreateParams.Builder hello() {
    return ChatCompletionCreateParams.builder()
        .model("demo")
        .addSystemMessage("Be brief.")
        .addUserMessage("Hello there");
  }

  private static ChatCompletionCreateParams.Builder weather(String question) {
    return ChatCompletionCreateParams.builder()
        .model("demo")
        .addUserMessage(question)
        .addFunctionTool(
            FunctionDefinition.builder()
                .name("get_weather")
                .parameters(
                    FunctionParameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty(
                            "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                        .build())
                .build());
  }

  private static ChatCompletionStreamOptions withUsage() {
    return ChatCompletionStreamOptions.builder().includeUsage(true).build();
  }

  private static ChatCompletionMessageToolCall onlyCall(ChatCompletion answer) {
    List<ChatCompletionMessageToolCall> calls =
        answer.choices().getFirst().message().toolCalls().orElseThrow();
    assertThat(calls).hasSize(1);
    return calls.getFirst();
  }

  private ChatCompletion ask(ChatCompletionCreateParams.Builder question) {
    return stage.openAi().chat().completions().create(question.build());
  }

  private ChatCompletion stream(ChatCompletionCreateParams.Builder question) {
    var collected = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> stream =
        stage.openAi().chat().completions().createStreaming(question.build())) {
      stream.stream().forEach(collected::accumulate);
    }
    return collected.chatCompletion();
  }
}
