package dev.onr.server.exchange;

import static dev.onr.server.exchange.BedrockStage.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.StopReason;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStatus;
import dev.onr.bedrock.Frames;
import dev.onr.server.exchange.ScriptedUpstream.Line;
import dev.onr.server.exchange.ScriptedUpstream.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vendors' SDKs, as their users know them, reach models at AWS. */
class BedrockSdkTest {
  private static final MessageCreateParams MESSAGES =
      MessageCreateParams.builder().model(MODEL).maxTokens(9).addUserMessage("hi").build();
  private static final ChatCompletionCreateParams CHAT =
      ChatCompletionCreateParams.builder().model(MODEL).addUserMessage("hi").build();

  private static final ResponseCreateParams RESPONSES =
      ResponseCreateParams.builder().model(MODEL).input("hi").build();

  /** Answers as AWS does: frames to one operation, events or JSON to others. */
  private static void answer(Line line, Request request) throws Exception {
    if (request.firstLine().contains("/invoke-with-response-stream ")) {
      line.write(BedrockStage.FRAMES);
      BedrockStage.chunk(line, Claude.frames(6));
      line.endChunks();
    } else if (request.text().contains("\"stream\":true")) {
      line.startEvents();
      line.chunk(Claude.events(6));
      line.endChunks();
    } else {
      line.write(BedrockStage.json(200, Claude.MESSAGE));
    }
  }

  private static AnthropicClient anthropic(BedrockStage stage, String provider) {
    return AnthropicOkHttpClient.builder()
        .baseUrl(stage.baseUrl())
        .apiKey(BedrockStage.ACCESS_KEY)
        .putHeader("x-onr-provider", provider)
        .responseValidation(true)
        .maxRetries(0)
        .build();
  }

  private static OpenAIClient openAi(BedrockStage stage) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(stage.baseUrl() + "/v1")
        .apiKey(BedrockStage.ACCESS_KEY)
        .putHeader("x-onr-provider", "aws-bedrock")
        .responseValidation(true)
        .maxRetries(0)
        .build();
  }

  private static Message stream(AnthropicClient client) {
    MessageAccumulator collected = MessageAccumulator.create();
    try (var stream = client.messages().createStreaming(MESSAGES)) {
      stream.stream().forEach(collected::accumulate);
    }
    return collected.message();
  }

  private static ChatCompletion stream(OpenAIClient client) {
    ChatCompletionAccumulator collected = ChatCompletionAccumulator.create();
    try (var stream = client.chat().completions().createStreaming(CHAT)) {
      stream.stream().forEach(collected::accumulate);
    }
    return collected.chatCompletion();
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws-bedrock", "aws-bedrock-mantle"})
  void anthropicsSdkAsksForMessages(String provider) throws Exception {
    try (BedrockStage stage = new BedrockStage(BedrockSdkTest::answer)) {
      AnthropicClient client = anthropic(stage, provider);

      Message whole = client.messages().create(MESSAGES);
      Message streamed = stream(client);

      for (Message answer : new Message[] {whole, streamed}) {
        assertThat(answer.content().getFirst().asText().text()).isEqualTo("hello");
        assertThat(answer.stopReason()).hasValue(StopReason.END_TURN);
        assertThat(answer.usage().inputTokens()).isEqualTo(3);
        assertThat(answer.usage().outputTokens()).isEqualTo(5);
      }
    }
  }

  @Test
  void openAisSdkAsksForChats() throws Exception {
    try (BedrockStage stage = new BedrockStage(BedrockSdkTest::answer)) {
      OpenAIClient client = openAi(stage);

      ChatCompletion whole = client.chat().completions().create(CHAT);
      ChatCompletion streamed = stream(client);

      for (ChatCompletion answer : new ChatCompletion[] {whole, streamed}) {
        assertThat(answer.choices().getFirst().message().content()).hasValue("hello");
        assertThat(answer.choices().getFirst().finishReason())
            .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
      }
    }
  }

  @Test
  void openAisSdkAsksForResponses() throws Exception {
    try (BedrockStage stage = new BedrockStage(BedrockSdkTest::answer)) {
      OpenAIClient client = openAi(stage);
      ResponseAccumulator collected = ResponseAccumulator.create();

      try (var stream = client.responses().createStreaming(RESPONSES)) {
        stream.stream().forEach(collected::accumulate);
      }

      for (Response answer :
          new Response[] {client.responses().create(RESPONSES), collected.response()}) {
        assertThat(answer.status()).hasValue(ResponseStatus.COMPLETED);
        assertThat(
                answer.output().getFirst().asMessage().content().getFirst().asOutputText().text())
            .isEqualTo("hello");
      }
    }
  }

  @Test
  void anExceptionBeforeTheStreamIsTheSdksOwn() throws Exception {
    byte[] exception = Frames.exception("throttlingException", "slow down");
    try (BedrockStage stage =
        new BedrockStage(
            (line, request) -> {
              line.write(BedrockStage.FRAMES);
              BedrockStage.chunk(line, exception);
              line.endChunks();
            })) {
      assertThatThrownBy(() -> stream(anthropic(stage, "aws-bedrock")))
          .isInstanceOf(com.anthropic.errors.RateLimitException.class)
          .hasMessageContaining("slow down");
      assertThatThrownBy(() -> stream(openAi(stage)))
          .isInstanceOf(com.openai.errors.RateLimitException.class)
          .hasMessageContaining("slow down");
    }
  }

  @Test
  void anExceptionWithinTheStreamIsNoEndOfIt() throws Exception {
    byte[] exception = Frames.exception("modelStreamErrorException", "the model gave up");
    try (BedrockStage stage =
        new BedrockStage(
            (line, request) -> {
              line.write(BedrockStage.FRAMES);
              BedrockStage.chunk(line, Claude.frames(3));
              BedrockStage.chunk(line, exception);
              line.endChunks();
            })) {
      assertThatThrownBy(() -> stream(anthropic(stage, "aws-bedrock")))
          .isInstanceOf(com.anthropic.errors.AnthropicException.class);
      assertThatThrownBy(() -> stream(openAi(stage)))
          .isInstanceOf(com.openai.errors.OpenAIException.class);
    }
  }
}
