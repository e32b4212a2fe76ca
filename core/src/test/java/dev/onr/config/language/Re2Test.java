package dev.onr.config.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Re2Test {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " ~ ",
      value = {
        "^models/(.+)$ ~ models/gemini",
        "a{2,3} ~ aaa",
        "${x} ~ no",
        "x{y} ~ x{y}",
        "(?P<id>a+)b ~ aab",
        "[[]a ~ [a",
        "[]a]+ ~ ]a",
        "[a&&b]+ ~ &",
        "[[:digit:]]+x ~ 12x",
        "\\p{Greek} ~ α",
        "\\*+ ~ **",
      })
  void readsWhatRe2Reads(String pattern, String text) {
    assertThat(Re2.compile(pattern).matcher(text).find()).isEqualTo(!text.equals("no"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a(?=b)", "(?<!a)b", "(a)\\1", "a*+", "a{2}+", "(?>a)", "(", "[a", "a\\"})
  void refusesWhatRe2Refuses(String pattern) {
    assertThatThrownBy(() -> Re2.compile(pattern)).isInstanceOf(PatternSyntaxException.class);
  }

  @Test
  void theFirstGroupIsTheId() {
    var matcher =
        Re2.compile("^publishers/google/models/(.+)$").matcher("publishers/google/models/m");
    assertThat(matcher.find()).isTrue();
    assertThat(matcher.group(1)).isEqualTo("m");
  }
}
