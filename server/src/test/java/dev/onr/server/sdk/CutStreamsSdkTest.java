package dev.onr.server.sdk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.errors.AnthropicException;
import com.anthropic.models.messages.MessageCreateParams;
import com.google.genai.Client;
import com.google.genai.types.GenerateContentConfig;
import com.openai.errors.OpenAIException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A stream that breaks off is never taken for a whole one. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.onr.server.sdk.Stage#all")
final class CutStreamsSdkTest {
  @Parameter Stage stage;

  @Test
  void chat() {
    var question =
        ChatCompletionCreateParams.builder().model("demo").addUserMessage("Hello").build();
    stage.upstream().simulateNext("cut-after=3");

    assertThatThrownBy(
            () -> {
              try (var stream = stage.openAi().chat().completions().createStreaming(question)) {
                stream.stream().forEach(event -> {});
              }
            })
        .isInstanceOf(OpenAIException.class);
  }

  @Test
  void responses() {
    var question = ResponseCreateParams.builder().model("demo").input("Hello").build();
    stage.upstream().simulateNext("cut-after=3");

    assertThatThrownBy(
            () -> {
              try (var stream = stage.openAi().responses().createStreaming(question)) {
                stream.stream().forEach(event -> {});
              }
            })
        .isInstanceOf(OpenAIException.class);
  }

  @Test
  void messages() {
    var question =
        MessageCreateParams.builder().model("demo").maxTokens(100).addUserMessage("Hello").build();
    stage.upstream().simulateNext("cut-after=3");

    assertThatThrownBy(
            () -> {
              try (var stream = stage.anthropic().messages().createStreaming(question)) {
                stream.stream().forEach(event -> {});
              }
            })
        .isInstanceOf(AnthropicException.class);
  }

  @Test
  void gemini() {
    stage.upstream().simulateNext("cut-after=3");
    var config = GenerateContentConfig.builder().build();

    assertThatThrownBy(
            () -> {
              try (Client client = stage.google();
                  var stream = client.models.generateContentStream("demo", "Hello", config)) {
                stream.forEach(chunk -> {});
              }
            })
        .isInstanceOf(RuntimeException.class);
  }
}
