package dev.onr.server.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.FinishReason;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.Schema;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.Tool;
import com.google.genai.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Google's SDK asks for content. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.onr.server.sdk.Stage#all")
final class GeminiSdkTest {
  private static final GenerateContentConfig PLAIN = GenerateContentConfig.builder().build();

  @Parameter Stage stage;

  @Test
  void aWholeAnswer() {
    GenerateContentResponse answer = ask("Hello there", PLAIN);

    assertThat(answer.text()).endsWith("You asked: \"Hello there\"");
    assertThat(answer.finishReason().knownEnum()).isEqualTo(FinishReason.Known.STOP);
    assertThat(answer.modelVersion()).hasValue("demo");
    assertThat(answer.usageMetadata().orElseThrow().promptTokenCount()).hasValue(2);
    assertThat(answer.usageMetadata().orElseThrow().candidatesTokenCount()).hasValue(15);
    assertThat(answer.usageMetadata().orElseThrow().totalTokenCount()).hasValue(17);
  }

  @Test
  void aStreamSaysTheSameAsTheWholeAnswer() {
    GenerateContentResponse whole = ask("Hello there", PLAIN);
    List<GenerateContentResponse> chunks = stream("Hello there", PLAIN);

    assertThat(chunks).hasSize(16);
    assertThat(text(chunks)).isEqualTo(whole.text());
    assertThat(chunks.getLast().finishReason().knownEnum()).isEqualTo(FinishReason.Known.STOP);
    assertThat(chunks.getLast().usageMetadata()).isEqualTo(whole.usageMetadata());
  }

  @Test
  void aToolThatTheQuestionMentionsIsCalled() {
    var tool =
        Tool.builder()
            .functionDeclarations(
                FunctionDeclaration.builder()
                    .name("get_weather")
                    .parameters(
                        Schema.builder()
                            .type(Type.Known.OBJECT)
                            .properties(
                                Map.of("days", Schema.builder().type(Type.Known.INTEGER).build()))
                            .build())
                    .build())
            .build();
    GenerateContentConfig config = GenerateContentConfig.builder().tools(tool).build();

    List<FunctionCall> calls =
        new ArrayList<>(ask("What says get_weather?", config).functionCalls());
    stream("What says get_weather?", config).stream()
        .filter(chunk -> chunk.functionCalls() != null)
        .forEach(chunk -> calls.addAll(chunk.functionCalls()));

    assertThat(calls).hasSize(2);
    assertThat(calls)
        .allSatisfy(
            call -> {
              assertThat(call.name()).hasValue("get_weather");
              assertThat(call.args()).hasValue(Map.of("days", 1));
            });
  }

  @Test
  void thoughtsComeBeforeTheText() {
    GenerateContentConfig config =
        GenerateContentConfig.builder()
            .thinkingConfig(ThinkingConfig.builder().includeThoughts(true).build())
            .build();

    GenerateContentResponse answer = ask("Hello there", config);

    assertThat(answer.parts().getFirst().thought()).hasValue(true);
    assertThat(answer.text()).startsWith("This answer");
    assertThat(answer.usageMetadata().orElseThrow().thoughtsTokenCount()).hasValue(8);
    assertThat(stream("Hello there", config).getFirst().parts().getFirst().thought())
        .hasValue(true);
  }

  @Test
  void anAnswerIsCutAtTheLimitOfTokens() {
    GenerateContentConfig config = GenerateContentConfig.builder().maxOutputTokens(5).build();

    GenerateContentResponse answer = ask("Hello there", config);
    List<GenerateContentResponse> chunks = stream("Hello there", config);

    assertThat(answer.text()).isEqualTo("This answer comes from onr's ");
    assertThat(answer.finishReason().knownEnum()).isEqualTo(FinishReason.Known.MAX_TOKENS);
    assertThat(chunks.getLast().finishReason().knownEnum())
        .isEqualTo(FinishReason.Known.MAX_TOKENS);
  }

  private GenerateContentResponse ask(String question, GenerateContentConfig config) {
    try (Client client = stage.google()) {
      return client.models.generateContent("demo", question, config);
    }
  }

  private List<GenerateContentResponse> stream(String question, GenerateContentConfig config) {
    List<GenerateContentResponse> chunks = new ArrayList<>();
    try (Client client = stage.google();
        ResponseStream<GenerateContentResponse> stream =
            client.models.generateContentStream("demo", question, config)) {
      stream.forEach(chunks::add);
    }
    return chunks;
  }

  private static String text(List<GenerateContentResponse> chunks) {
    var text = new StringBuilder();
    chunks.forEach(chunk -> text.append(chunk.text()));
    return text.toString();
  }
}
