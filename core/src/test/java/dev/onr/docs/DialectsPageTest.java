package dev.onr.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.dialect.Form;
import dev.onr.dialect.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/dialects.md} names modes that exist, and every one that its pattern does not give.
 */
class DialectsPageTest {
  private static final Pattern NAME = Pattern.compile("\\b([a-z_]+_to_[a-z_]+)\\b");
  private static final List<String> PATTERN =
      Stream.of("openai_chat", "openai_responses", "anthropic", "gemini")
          .flatMap(
              from ->
                  Stream.of(
                          "_to_openai_chat",
                          "_to_openai_responses",
                          "_to_anthropic_messages",
                          "_to_gemini_generate_content",
                          "_to_openai_chat_chunks",
                          "_to_openai_responses_chunks",
                          "_to_anthropic_chunks",
                          "_to_gemini_chunks")
                      .map(to -> from + to))
          .toList();

  @Test
  void everyNameOnThePageIsAMode() throws IOException {
    assertThat(namesOnPage()).isNotEmpty().allMatch(names()::contains);
  }

  @Test
  void everyModeIsOnThePageOrFollowsItsPattern() throws IOException {
    List<String> shown = namesOnPage();
    assertThat(names().stream().filter(name -> name.contains("_to_")))
        .allMatch(name -> shown.contains(name) || PATTERN.contains(name));
    assertThat(page()).contains(Mode.names(Mode.Kind.COLLECT));
  }

  @Test
  void thePatternGivesAllPairs() {
    long dialects = Arrays.stream(Form.values()).filter(form -> form.tongue().isPresent()).count();
    long pairs = names().stream().filter(PATTERN::contains).count();
    assertThat(pairs).isEqualTo(dialects * (dialects - 1) * 2);
  }

  private static List<String> names() {
    return Arrays.stream(Mode.Kind.values())
        .flatMap(kind -> Mode.names(kind).stream())
        .distinct()
        .toList();
  }

  private static List<String> namesOnPage() throws IOException {
    return NAME.matcher(page()).results().map(found -> found.group(1)).distinct().toList();
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("..", "docs", "dialects.md"));
  }
}
