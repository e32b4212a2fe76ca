package dev.onr.server.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.models.messages.MessageCreateParams;
import com.google.genai.Client;
import com.google.genai.errors.ApiException;
import com.google.genai.errors.ClientException;
import com.google.genai.errors.ServerException;
import com.google.genai.types.GenerateContentConfig;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors reach programs as the exceptions that their SDK has for them. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.onr.server.sdk.Stage#all")
final class ErrorsSdkTest {
  private static final Map<Integer, Class<? extends Exception>> OPENAI =
      Map.of(
          400, com.openai.errors.BadRequestException.class,
          401, com.openai.errors.UnauthorizedException.class,
          404, com.openai.errors.NotFoundException.class,
          429, com.openai.errors.RateLimitException.class,
          500, com.openai.errors.InternalServerException.class);
  private static final Map<Integer, Class<? extends Exception>> ANTHROPIC =
      Map.of(
          400, com.anthropic.errors.BadRequestException.class,
          401, com.anthropic.errors.UnauthorizedException.class,
          404, com.anthropic.errors.NotFoundException.class,
          429, com.anthropic.errors.RateLimitException.class,
          500, com.anthropic.errors.InternalServerException.class);

  @Parameter Stage stage;

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 429, 500})
  void anErrorOfTheUpstreamReachesChatWhole(int status) {
    simulate(status);
    var error =
        catchThrowableOfType(
            OpenAIServiceException.class, () -> stage.openAi().chat().completions().create(chat()));

    assertOpenAi(error, status);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 429, 500})
  void anErrorOfTheUpstreamReachesChatStreamed(int status) {
    simulate(status);
    var error =
        catchThrowableOfType(
            OpenAIServiceException.class,
            () -> {
              try (var stream = stage.openAi().chat().completions().createStreaming(chat())) {
                stream.stream().forEach(event -> {});
              }
            });

    assertOpenAi(error, status);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 429, 500})
  void anErrorOfTheUpstreamReachesResponses(int status) {
    var question = ResponseCreateParams.builder().model("demo").input("Hello").build();

    simulate(status);
    var error =
        catchThrowableOfType(
            OpenAIServiceException.class, () -> stage.openAi().responses().create(question));

    assertOpenAi(error, status);
  }

  private static void assertOpenAi(OpenAIServiceException error, int status) {
    assertThat(error).isExactlyInstanceOf(OPENAI.get(status));
    assertThat(error.statusCode()).isEqualTo(status);
    assertThat(error).hasMessageContaining("Simulated error " + status);
    assertThat(error.headers().values("retry-after")).hasSize(status == 429 ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 429, 500})
  void anErrorOfTheUpstreamReachesMessagesWhole(int status) {
    simulate(status);
    var error =
        catchThrowableOfType(
            AnthropicServiceException.class, () -> stage.anthropic().messages().create(messages()));

    assertAnthropic(error, status);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 429, 500})
  void anErrorOfTheUpstreamReachesMessagesStreamed(int status) {
    simulate(status);
    var error =
        catchThrowableOfType(
            AnthropicServiceException.class,
            () -> {
              try (var stream = stage.anthropic().messages().createStreaming(messages())) {
                stream.stream().forEach(event -> {});
              }
            });

    assertAnthropic(error, status);
  }

  private static void assertAnthropic(AnthropicServiceException error, int status) {
    assertThat(error).isExactlyInstanceOf(ANTHROPIC.get(status));
    assertThat(error.statusCode()).isEqualTo(status);
    assertThat(error.requestId()).hasValue("req_simulated");
    assertThat(error.apiMessage())
        .hasValue("Simulated error " + status + ", as the request asked.");
    assertThat(error.headers().values("retry-after")).hasSize(status == 429 ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 429, 500})
  void anErrorOfTheUpstreamReachesGeminiWholeAndStreamed(int status) {
    try (Client client = stage.google()) {
      simulate(status);
      simulate(status);
      var config = GenerateContentConfig.builder().build();
      var whole =
          catchThrowableOfType(
              ApiException.class, () -> client.models.generateContent("demo", "Hello", config));
      var streamed =
          catchThrowableOfType(
              ApiException.class,
              () -> client.models.generateContentStream("demo", "Hello", config).close());

      for (ApiException error : new ApiException[] {whole, streamed}) {
        assertThat(error)
            .isExactlyInstanceOf(status < 500 ? ClientException.class : ServerException.class);
        assertThat(error.code()).isEqualTo(status);
        assertThat(error.message())
            .isEqualTo("Simulated error " + status + ", as the request asked.");
      }
    }
  }

  @Test
  void aRequestThatTheUpstreamRefusesNamesTheParameter() {
    var question = ResponseCreateParams.builder().model("demo").build();

    var error =
        catchThrowableOfType(
            OpenAIServiceException.class, () -> stage.openAi().responses().create(question));

    assertThat(error.statusCode()).isEqualTo(400);
    assertThat(error.param()).hasValue("input");
  }

  @Test
  void aWrongKeyIsAnAuthenticationErrorInEveryDialect() {
    assertThatThrownBy(() -> stage.openAi("wrong").chat().completions().create(chat()))
        .isInstanceOf(com.openai.errors.UnauthorizedException.class);
    assertThatThrownBy(() -> stage.anthropic("wrong").messages().create(messages()))
        .isInstanceOf(com.anthropic.errors.UnauthorizedException.class);
    try (Client client = stage.google("wrong")) {
      var config = GenerateContentConfig.builder().build();
      var error =
          catchThrowableOfType(
              ApiException.class, () -> client.models.generateContent("demo", "Hello", config));
      assertThat(error.code()).isEqualTo(401);
      assertThat(error.status()).isEqualTo("UNAUTHENTICATED");
    }
  }

  private static ChatCompletionCreateParams chat() {
    return ChatCompletionCreateParams.builder().model("demo").addUserMessage("Hello").build();
  }

  private static MessageCreateParams messages() {
    return MessageCreateParams.builder()
        .model("demo")
        .maxTokens(100)
        .addUserMessage("Hello")
        .build();
  }

  private void simulate(int status) {
    stage.upstream().simulateNext("status=" + status);
  }
}
