package dev.onr.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.config.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are made to hurt, and the places that findings name. */
class YamlMappingTest {
  @Test
  void bracketsWithoutEndAreRefused() {
    assertThat(print("a: " + "[".repeat(100_000)))
        .isEqualTo("x.yaml:1:103: error[yaml.syntax]: more than 100 levels of nesting");
  }

  @Test
  void mappingsThatMergeEachOtherManyTimesOverAreReadInNoTime() {
    StringBuilder text = new StringBuilder("m0: &m0 {k: v}\n");
    for (int i = 1; i <= 40; i++) {
      String alias = "*m" + (i - 1);
      text.append("m%d: &m%d {<<: [%s, %s, %s]}\n".formatted(i, i, alias, alias, alias));
    }
    Findings findings = new Findings();
    YamlMapping root = open(text.toString(), findings);
    assertThat(root.mapping("m40").text("k").orElseThrow().text()).isEqualTo("v");
    assertThat(findings.inOrder()).isEmpty();
  }

  @Test
  void tooManyAliasesAreRefused() {
    assertThat(print("a: &a [x]\nb: [" + "*a,".repeat(2000) + "]"))
        .contains("error[yaml.syntax]")
        .contains("1000");
  }

  @Test
  void mappingsThatMergeEachOtherInACircleAreRefused() {
    Findings findings = new Findings();
    open("a: &a\n  b: &b\n    <<: *a\n  <<: *b\n", findings).mapping("a").mapping("b");
    assertThat(CaseInput.print(findings.inOrder()))
        .contains("error[yaml.merge]: a mapping can't be merged into itself");
  }

  @Test
  void columnsCountCharactersAndLinesMayEndInCarriageReturns() {
    Findings findings = new Findings();
    YamlMapping root = open("é: 😀\r\n\"😀\": x\r\nb: {é: 😀, c: no}\r\n", findings);
    root.mapping("b").whole("c");
    assertThat(CaseInput.print(findings.inOrder()))
        .isEqualTo("x.yaml:3:14: error[yaml.type]: b.c must be a whole number");
    assertThat(root.place("😀").text()).isEqualTo("\"😀\"");
  }

  @Test
  void aCharacterThatYamlForbidsIsNamed() {
    assertThat(print("a: b\nc: \u0001"))
        .isEqualTo("x.yaml:2:4: error[yaml.syntax]: the character U+0001 isn't allowed in YAML");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "---",
        "--- ~",
        "...",
        "a",
        "[",
        "{",
        "? ",
        ":",
        "- -",
        "a: b: c",
        "&a *a",
        "*",
        "!!int x",
        "!",
        "%YAML 9.9\n---\na: 1",
        "a: |",
        "a: 'x",
        "\"\\ud800\"",
        "<<: {}",
        "<<:",
        "a: &a [*a]",
        "? &a {*a : b}\n: c",
        "a: !!null x",
        "\u0000",
        "\ud800"
      })
  void oddFilesGiveFindingsAtMost(String text) {
    assertThat(YamlFuzz.readEverything(text)).isNotNull();
  }

  private static String print(String text) {
    Findings findings = new Findings();
    open(text, findings);
    return CaseInput.print(findings.inOrder());
  }

  private static YamlMapping open(String text, Findings findings) {
    return YamlMapping.open(new SourceFile("x.yaml", text), findings);
  }
}
