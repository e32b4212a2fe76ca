package dev.onr.config.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onr.config.ConfigurationException;
import dev.onr.config.SourceFile;
import org.junit.jupiter.api.Test;

class FormatterTest {
  private static SyntaxTree parse(String text) {
    return new Parser(name -> false).parse(new SourceFile("a.conf", text));
  }

  @Test
  void indentsWithSpacesOrTabs() {
    SyntaxTree tree = parse("a { b { c; } }\n");
    assertThat(Formatter.withSpaces(4).format(tree))
        .isEqualTo("a {\n    b {\n        c;\n    }\n}\n");
    assertThat(Formatter.withTabs().format(tree)).isEqualTo("a {\n\tb {\n\t\tc;\n\t}\n}\n");
  }

  @Test
  void keepsTheFinalLineEndOrItsAbsence() {
    assertThat(Formatter.withSpaces(2).format(parse("a;"))).isEqualTo("a;");
    assertThat(Formatter.withSpaces(2).format(parse("a;\n\n\n"))).isEqualTo("a;\n");
    assertThat(Formatter.withSpaces(2).format(parse(""))).isEmpty();
    assertThat(Formatter.withSpaces(2).format(parse("\n\n"))).isEmpty();
  }

  @Test
  void keepsWindowsLineEnds() {
    assertThat(Formatter.withSpaces(2).format(parse("a { # c\r\nb;\r\n}\r\n")))
        .isEqualTo("a { # c\r\n  b;\r\n}\r\n");
  }

  @Test
  void refusesTextWithErrors() {
    assertThatThrownBy(() -> Formatter.withSpaces(2).format(parse("a { b")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("a.conf:1:3: error[syntax.unexpected_eof]");
  }

  @Test
  void refusesSillyWidths() {
    assertThatThrownBy(() -> Formatter.withSpaces(0)).hasMessageContaining("between 1 and 16");
    assertThatThrownBy(() -> Formatter.withSpaces(17)).hasMessageContaining("between 1 and 16");
  }
}
