package dev.onr.dialect;

import dev.onr.dialect.FieldExamples.Translated;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Nothing of a request is dropped without a word: whatever an example says is heard in the other
 * dialect (another value there changes the output), counted as lost, or named here with a reason.
 */
class FidelityTest {
  /** {@code row from DIALECT to DIALECT: pointer}, and why no one need hear it. */
  private static final List<Unheard> UNHEARD =
      List.of(
          unheard(".* /contents/\\d+/role", "whoever is not the model is the user"),
          unheard(".* /.*/type", "the other members say the same"),
          unheard(".* /tools/\\d+/name", "the name of Anthropic's search is always the same"),
          unheard(".* /.*/functionResponse/name", "its id says the same"),
          unheard(".* /tool_choice/mode", "any word but required is auto"),
          unheard(".* /tool_choice/allowed_tools/tools/\\d+", "counted as one loss"),
          unheard(".* to \\w+: /.*/fileData/mimeType", "others look at the file itself"),
          unheard(".* /.*/source/media_type", "Anthropic's text documents are plain"),
          unheard("(image by|document by|audio as).* to CHAT: /.*", "the part is lost as a whole"),
          unheard(".* from MESSAGES to CHAT: /messages/2/content/0/.*", "lost as a whole"),
          unheard(".* /.*/propertyOrdering", "JSON schema knows no order"),
          unheard(".* from CHAT to MESSAGES: /max_tokens", "the model's own limit is the least"),
          unheard(".* /.*(json_schema|format)/name", "a label of OpenAI's, always required there"),
          unheard(".* /.*(json_schema|format)/strict", "others enforce every schema"),
          unheard("effort.* from MESSAGES to GEMINI: /.*", "a model that does not think"),
          unheard("earlier thinking.* from CHAT .*", "the words stand twice in the message"),
          unheard(".* /.*/url_citation/(start|end)_index", "half a character more is none more"),
          unheard(".* /.*/citations/0/.*", "others know the source, not the words"),
          unheard(".* /stream", "Gemini's path says it"),
          unheard(".* /stream_options/include_usage", "Responses always tells"),
          unheard(".* from RESPONSES to \\w+: /input/\\d+/(id|status|phase)", "OpenAI's own"));

  private static Unheard unheard(String pattern, String reason) {
    return new Unheard(pattern, reason);
  }

  @Test
  void whateverARequestSaysIsHeardOrCountedAndNoReasonIsIdle() {
    Unheard.check(UNHEARD, silent().toList());
  }

  private static Stream<String> silent() {
    return FieldExamples.all().stream()
        .flatMap(
            example ->
                example.targets().stream()
                    .flatMap(
                        to ->
                            Silence.of(
                                    example.request(),
                                    example.fields(),
                                    request -> Translated.of(request, example.from(), to))
                                .stream()
                                .map(pointer -> example.name() + " to " + to + ": " + pointer)));
  }
}
