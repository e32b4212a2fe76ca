package dev.onr.server.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.core.http.HttpResponseFor;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.onr.server.demo.RecordedRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the gateway adds, and what it keeps to itself, as a program with an SDK sees it. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.onr.server.sdk.Stage#gateway")
final class GatewaySdkTest {
  private static final String REQUEST_ID = "x-onr-request-id";

  @Parameter Stage stage;

  @Test
  void aRequestIdIsOnEveryAnswer() {
    try (HttpResponseFor<ChatCompletion> answer =
        stage.openAi().chat().completions().withRawResponse().create(hello().build())) {
      assertThat(answer.headers().values(REQUEST_ID))
          .hasSize(1)
          .allSatisfy(id -> assertThat(id).hasSize(28));
    }
  }

  @Test
  void aRequestIdIsOnErrorsToo() {
    stage.upstream().simulateNext("status=500");
    var error =
        catchThrowableOfType(
            OpenAIServiceException.class,
            () -> stage.openAi().chat().completions().create(hello().build()));

    assertThat(error.headers().values(REQUEST_ID)).hasSize(1);
  }

  @Test
  void theRequestIdOfTheClientIsKept() {
    var question = hello().putAdditionalHeader("X-Onr-Request-Id", "mine-1").build();
    try (HttpResponseFor<ChatCompletion> answer =
        stage.openAi().chat().completions().withRawResponse().create(question)) {
      assertThat(answer.headers().values(REQUEST_ID)).isEqualTo(List.of("mine-1"));
    }
  }

  @Test
  void theKeyOfTheClientStaysHere() {
    assertThat(stage.openAi().chat().completions().create(hello().build()).choices()).hasSize(1);

    RecordedRequest sent = stage.upstream().lastRequest().orElseThrow();
    MultiMap headers = sent.headers();
    assertThat(headers.get("authorization")).isEqualTo("Bearer key-of-the-upstream");
    assertThat(headers.entries())
        .noneMatch(header -> header.getValue().contains(stage.key()))
        .noneMatch(header -> header.getKey().equalsIgnoreCase("x-onr-provider"));
    assertThat(sent.target()).isEqualTo("/v1/chat/completions");
  }

  @Test
  void aStreamThatTheProgramClosesEndsAtTheUpstreamToo() throws Exception {
    stage.upstream().simulateNext("pace-ms=5 events=100000");
    try (var stream = stage.openAi().chat().completions().createStreaming(hello().build())) {
      assertThat(stream.stream().findFirst()).isPresent();
    }

    Future<Boolean> end = stage.upstream().lastRequest().orElseThrow().end();
    assertThat(end.await(20, TimeUnit.SECONDS)).as("all was sent").isFalse();
  }

  private static ChatCompletionCreateParams.Builder hello() {
    return ChatCompletionCreateParams.builder().model("demo").addUserMessage("Hello");
  }
}
