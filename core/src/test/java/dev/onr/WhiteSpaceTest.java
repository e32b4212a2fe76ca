package dev.onr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WhiteSpaceTest {
  @Test
  void everyUnicodeBlankIsTrimmedAndNothingElse() {
    assertThat(WhiteSpace.trim("\u00a0\t\u3000 a b \u2028\u0085\r\n")).isEqualTo("a b");
    assertThat(WhiteSpace.trim("\u200b\u001c")).isEqualTo("\u200b\u001c");
    assertThat(WhiteSpace.isBlank("\u2007 \u202f")).isTrue();
    assertThat(WhiteSpace.isBlank("")).isTrue();
  }
}
