package dev.onr.server.sdk.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every vendor's SDK works in front of an upstream of every other dialect. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.onr.server.sdk.pairs.Pair#all")
final class DialectPairsSdkTest {
  private static final String ANSWER =
      "This answer comes from onr's simulated upstream; no model was asked. You asked: "
          + "\"Hello there\"";
  private static final String THOUGHT = "I have nothing to think about, being simulated.";
  private static final String SIGNATURE = "c2ltdWxhdGVk";
  private static final String IMAGE =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  @TempDir static Path directory;
  private static PairsStage stage;

  @Parameter Pair pair;

  @BeforeAll
  static void start() {
    stage = PairsStage.start(directory);
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @ParameterizedTest(name = "streamed: {0}")
  @ValueSource(booleans = {false, true})
  void text(boolean streamed) {
    Said said = begin(streamed).ask("Hello there");

    assertThat(said.text()).isEqualTo(ANSWER);
    assertThat(said.end()).isEqualTo(Said.End.COMPLETE);
    assertThat(said.usage()).isEqualTo(new Said.Usage(4, 15));
    assertThat(said.thoughts()).isEmpty();
    assertThat(stage.lastRequest().target()).isEqualTo(pair.upstream().requestTarget(streamed));
  }

  @ParameterizedTest(name = "streamed: {0}")
  @ValueSource(booleans = {false, true})
  void anAnswerThatIsCutAtTheLimit(boolean streamed) {
    Said said = begin(streamed, Wish.SHORT).ask("Hello there");

    assertThat(said.text()).isEqualTo("This answer comes from onr's ");
    assertThat(said.end()).isEqualTo(Said.End.LENGTH);
    assertThat(said.usage().output()).isEqualTo(5);
  }

  @ParameterizedTest(name = "streamed: {0}")
  @ValueSource(booleans = {false, true})
  void toolsOverSeveralTurns(boolean streamed) {
    Conversation conversation = begin(streamed, Wish.TOOL);

    assertCall(conversation.ask("What says get_weather?"));
    Said today = conversation.giveBack("17 degrees");
    assertThat(today.text()).contains("The tool returned: ", "17 degrees");
    assertThat(today.end()).isEqualTo(Said.End.COMPLETE);
    assertCall(conversation.ask("And what will get_weather say tomorrow?"));
    Said tomorrow = conversation.giveBack("19 degrees");
    assertThat(tomorrow.text()).contains("The tool returned: ", "19 degrees");

    assertThat(stage.lastRequest().text())
        .containsSubsequence(
            "get_weather?", "17 degrees", "no model was asked", "tomorrow?", "19 degrees");
  }

  private static void assertCall(Said said) {
    assertThat(said.end()).isEqualTo(Said.End.CALLS);
    assertThat(said.calls()).hasSize(1);
    assertThat(said.calls().getFirst().name()).isEqualTo("get_weather");
    assertThat(Json.parse(said.calls().getFirst().arguments()))
        .isEqualTo(Json.parse("{\"city\": \"example\", \"days\": 1}"));
    assertThat(said.text()).isEmpty();
  }

  @ParameterizedTest(name = "streamed: {0}")
  @ValueSource(booleans = {false, true})
  void anImageInTheRequest(boolean streamed) {
    Said said = begin(streamed).show("What is this?", Base64.getDecoder().decode(IMAGE));

    assertThat(said.text()).endsWith("You asked: \"What is this?\"");
    List<JsonNode> parts = new ArrayList<>();
    pair.upstream().lastTurn(lastBody()).forEach(parts::add);
    assertThat(parts).hasSize(2).contains(pair.upstream().image(IMAGE, pair.client()));
  }

  @ParameterizedTest(name = "streamed: {0}")
  @ValueSource(booleans = {false, true})
  void structuredOutput(boolean streamed) {
    Said said = begin(streamed, Wish.FORM).ask("Where to?");

    assertThat(Json.parse(said.text()))
        .isEqualTo(Json.parse("{\"city\": \"example\", \"days\": 1}"));
    assertThat(pair.upstream().answerSchema(lastBody())).isEqualTo(Json.tree(Conversation.FORM));
  }

  @ParameterizedTest(name = "streamed: {0}")
  @ValueSource(booleans = {false, true})
  void thinking(boolean streamed) {
    Said said = begin(streamed, Wish.THOUGHTS).ask("Hello there");

    assertThat(pair.upstream().thinking(lastBody()).isMissingNode()).isFalse();
    assertThat(said.text()).isEqualTo(ANSWER);
    // Of the four, only chat completions think without showing it.
    assertThat(said.thoughts()).isEqualTo(pair.upstream() == Speech.CHAT ? "" : THOUGHT);
    assertThat(said.usage()).isEqualTo(new Said.Usage(4, 23));
  }

  @ParameterizedTest(name = "streamed: {0}")
  @ValueSource(booleans = {false, true})
  void thoughtsGoBackWithTheResultOfATool(boolean streamed) {
    Conversation conversation = begin(streamed, Wish.THOUGHTS, Wish.TOOL);

    assertCall(conversation.ask("What says get_weather?"));
    Said said = conversation.giveBack("17 degrees");

    assertThat(said.text()).contains("17 degrees");
    if (pair.upstream() == Speech.MESSAGES) {
      // Anthropic refuses calls without the thoughts before them, and thoughts that were changed.
      assertThat(lastBody().at("/messages/1/content/0"))
          .isEqualTo(
              Json.tree(Map.of("type", "thinking", "thinking", THOUGHT, "signature", SIGNATURE)));
    } else if (thoughtsGoBack()) {
      assertThat(stage.lastRequest().text()).contains('"' + SIGNATURE + '"');
    }
  }

  /**
   * Chat has no signatures. OpenAI's is only asked for on behalf of clients that bring it back.
   * Gemini signs calls, and calls of Messages have no place for a signature.
   */
  private boolean thoughtsGoBack() {
    return switch (pair.upstream()) {
      case CHAT -> false;
      case RESPONSES -> pair.client() != Speech.CHAT;
      case MESSAGES -> true;
      case GEMINI -> pair.client() != Speech.MESSAGES;
    };
  }

  @ParameterizedTest(name = "streamed: {0}")
  @ValueSource(booleans = {false, true})
  void anErrorOfTheUpstream(boolean streamed) {
    stage.simulateNext("status=429");

    Throwable error = catchThrowable(() -> begin(streamed).ask("Hello there"));

    assertThat(error).hasMessageContaining("Simulated error 429, as the request asked.");
    switch (pair.client()) {
      case CHAT, RESPONSES ->
          assertThat(error).isInstanceOf(com.openai.errors.RateLimitException.class);
      case MESSAGES ->
          assertThat(error).isInstanceOf(com.anthropic.errors.RateLimitException.class);
      case GEMINI ->
          assertThat(error)
              .isInstanceOfSatisfying(
                  com.google.genai.errors.ClientException.class,
                  e -> {
                    assertThat(e.code()).isEqualTo(429);
                    assertThat(e.status()).isEqualTo("RESOURCE_EXHAUSTED");
                  });
    }
  }

  @Test
  void aStreamThatBreaksOff() {
    stage.simulateNext("cut-after=5");

    Throwable error = catchThrowable(() -> begin(true).ask("Hello there"));

    assertOfTheSdk(error);
  }

  @Test
  void anErrorInsideAStream() {
    stage.simulateNext("error-after=5");

    Throwable error = catchThrowable(() -> begin(true).ask("Hello there"));

    if (pair.client() == Speech.RESPONSES) {
      // The SDK hands out a failed response, and our conversation throws what it says.
      assertThat(error).isInstanceOf(IllegalStateException.class);
    } else {
      assertOfTheSdk(error);
    }
    assertThat(error).hasMessageContaining("Simulated error inside a stream");
  }

  private void assertOfTheSdk(Throwable error) {
    switch (pair.client()) {
      case CHAT, RESPONSES ->
          assertThat(error).isInstanceOf(com.openai.errors.OpenAIException.class);
      case MESSAGES ->
          assertThat(error).isInstanceOf(com.anthropic.errors.AnthropicException.class);
      case GEMINI ->
          assertThat(error)
              .isInstanceOfAny(
                  com.google.genai.errors.ApiException.class,
                  com.google.genai.errors.GenAiIOException.class);
    }
  }

  private Conversation begin(boolean streamed, Wish... more) {
    Set<Wish> wishes = EnumSet.noneOf(Wish.class);
    wishes.addAll(List.of(more));
    if (streamed) {
      wishes.add(Wish.STREAM);
    }
    return stage.between(pair, wishes);
  }

  private static JsonNode lastBody() {
    return Json.parse(stage.lastRequest().text());
  }
}
