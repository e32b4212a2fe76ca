package dev.onr.server.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.Reasoning;
import com.openai.models.ReasoningEffort;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ToolChoiceOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** OpenAI's SDK asks for responses. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.onr.server.sdk.Stage#all")
final class ResponsesSdkTest {
  @Parameter Stage stage;

  @Test
  void aWholeAnswer() {
    Response answer = ask(hello());

    assertThat(text(answer)).endsWith("You asked: \"Hello there\"");
    assertThat(answer.status()).hasValue(ResponseStatus.COMPLETED);
    assertThat(answer.usage().orElseThrow().inputTokens()).isEqualTo(4);
    assertThat(answer.usage().orElseThrow().outputTokens()).isEqualTo(15);
  }

  @Test
  void aStreamSaysTheSameAsTheWholeAnswer() {
    Response whole = ask(hello());
    List<ResponseStreamEvent> events = stream(hello());

    assertThat(events.getFirst().isCreated()).isTrue();
    assertThat(events.getLast().isCompleted()).isTrue();
    assertThat(events.stream().filter(ResponseStreamEvent::isOutputTextDelta)).hasSize(15);
    Response collected = collect(events);
    assertThat(text(collected)).isEqualTo(text(whole));
    assertThat(collected.usage()).isEqualTo(whole.usage());
  }

  @Test
  void aToolIsCalledWhenOneIsRequired() {
    ResponseCreateParams.Builder question =
        hello()
            .addTool(
                FunctionTool.builder()
                    .name("get_weather")
                    .strict(false)
                    .parameters(
                        FunctionTool.Parameters.builder()
                            .putAdditionalProperty("type", JsonValue.from("object"))
                            .putAdditionalProperty(
                                "properties",
                                JsonValue.from(Map.of("days", Map.of("type", "integer"))))
                            .build())
                    .build())
            .toolChoice(ToolChoiceOptions.REQUIRED);

    for (Response answer : List.of(ask(question), collect(stream(question)))) {
      ResponseFunctionToolCall call = answer.output().getFirst().asFunctionCall();
      assertThat(call.name()).isEqualTo("get_weather");
      assertThat(call.arguments()).isEqualTo("{\"days\":1}");
      assertThat(call.callId()).isNotBlank();
    }
  }

  @Test
  void thoughtsComeBeforeTheText() {
    ResponseCreateParams.Builder question =
        hello().reasoning(Reasoning.builder().effort(ReasoningEffort.LOW).build());

    for (Response answer : List.of(ask(question), collect(stream(question)))) {
      assertThat(answer.output().getFirst().asReasoning().summary().getFirst().text())
          .isEqualTo("I have nothing to think about, being simulated.");
      assertThat(answer.usage().orElseThrow().outputTokensDetails().reasoningTokens()).isEqualTo(8);
    }
  }

  @Test
  void anAnswerIsCutAtTheLimitOfTokens() {
    for (Response answer :
        List.of(ask(hello().maxOutputTokens(5L)), collect(stream(hello().maxOutputTokens(5L))))) {
      assertThat(answer.status()).hasValue(ResponseStatus.INCOMPLETE);
      assertThat(answer.incompleteDetails().orElseThrow().reason())
          .hasValue(Response.IncompleteDetails.Reason.MAX_OUTPUT_TOKENS);
      assertThat(text(answer)).isEqualTo("This answer comes from onr's ");
    }
  }

  private static ResponseCreateParams.Builder hello() {
    return ResponseCreateParams.builder()
        .model("demo")
        .instructions("Be brief.")
        .input("Hello there");
  }

  private Response ask(ResponseCreateParams.Builder question) {
    return stage.openAi().responses().create(question.build());
  }

  private List<ResponseStreamEvent> stream(ResponseCreateParams.Builder question) {
    try (StreamResponse<ResponseStreamEvent> stream =
        stage.openAi().responses().createStreaming(question.build())) {
      return stream.stream().toList();
    }
  }

  /** What the events say, built from the deltas and not from the copy in the last event. */
  private static Response collect(List<ResponseStreamEvent> events) {
    var accumulator = ResponseAccumulator.createWithSnapshots();
    events.forEach(accumulator::accumulate);
    return accumulator.reconstructedResponse();
  }

  private static String text(Response answer) {
    return answer.output().getLast().asMessage().content().getFirst().asOutputText().text();
  }
}
