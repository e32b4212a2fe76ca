package dev.onr.dialect;

import dev.onr.dialect.FieldExamples.Translated;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing of a whole answer is dropped without a word; as {@link FidelityTest}. */
class AnswerFidelityTest {
  private static final List<Unheard> UNHEARD =
      List.of(
          new Unheard(".* /(choices|candidates)/\\d+/index", "the place says the same"),
          new Unheard(".* (/role|/.*/role)", "whoever answers is the model"),
          new Unheard(".* (/object|/.*/type|/type)", "the other members say the same"),
          new Unheard(".* /output/\\d+/(id|status)", "OpenAI's own names of items"),
          new Unheard(".* /(created|created_at|createTime)", "not every dialect tells the time"),
          new Unheard(
              ".* /(.*/)?(finish_reason|finishReason|stop_reason|stop_sequence|status)",
              "any word that is not known means that the model was done"),
          new Unheard(".* /(usage|usageMetadata)/.*", "each dialect has the counts that it knows"),
          new Unheard(".* /service_tier", "Gemini tells no tier, Anthropic only its own"),
          new Unheard(".* /.*/annotations", "an empty list says nothing"),
          new Unheard(".* /promptFeedback/safetyRatings", "the reason is told"),
          new Unheard("citations .*", "others know the source, not its words nor the search"),
          new Unheard(".* /.*/codeExecutionResult/outcome", "the output shows it"),
          new Unheard("links .* /.*/mimeType", "the link leads to it"),
          new Unheard("log probabilities .* /.*/(bytes|tokenId|refusal)", "the token is its text"));

  @Test
  void whateverAnAnswerSaysIsHeardOrCountedAndNoReasonIsIdle() {
    Unheard.check(UNHEARD, silent().toList());
  }

  private static Stream<String> silent() {
    return FieldExamples.answers().stream()
        .flatMap(
            example ->
                example.targets().stream()
                    .flatMap(
                        to ->
                            Silence.of(
                                    example.request(),
                                    example.fields(),
                                    answer -> Translated.ofAnswer(answer, example.from(), to, true))
                                .stream()
                                .map(pointer -> example.name() + " to " + to + ": " + pointer)));
  }
}
