package dev.onr.config.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.config.Diagnostic;
import dev.onr.config.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
  private static SyntaxTree parse(String text) {
    return new Parser("set_header"::equals).parse(new SourceFile("a.conf", text));
  }

  @Test
  void windowsLineEndsAreWhiteSpace() {
    SyntaxTree tree = parse("a \"x\"; # c\r\nb {\r\n}\r\n");
    assertThat(tree.diagnostics()).isEmpty();
    assertThat(TreeText.of(tree.file(), tree.items())).isEqualTo("a «x»;\nb {\n}");
  }

  @Test
  void anUnterminatedStringLeavesTheCarriageReturnOutside() {
    SyntaxTree tree = parse("a \"x;\r\nb;\r\n");
    assertThat(TreeText.of(tree.file(), tree.items())).isEqualTo("a «x»;\nb;");
    assertThat(tree.print()).isEqualTo("a \"x;\r\nb;\r\n");
  }

  @Test
  void aByteOrderMarkIsNoToken() {
    SyntaxTree tree = parse("\ufeffsyntax \"v\";");
    assertThat(tree.diagnostics()).isEmpty();
    assertThat(tree.items()).hasSize(1);
  }

  @Test
  void blocksThatNestTooDeepAreAnErrorAndAreSkipped() {
    SyntaxTree tree = parse("a{".repeat(100_000) + "}".repeat(100_000) + " b;");
    assertThat(tree.diagnostics()).extracting(Diagnostic::code).containsExactly("syntax.too_deep");
    assertThat(tree.items()).hasSize(2);
  }

  @Test
  void blocksThatNestTooDeepMayBeUnclosed() {
    SyntaxTree tree = parse("a{".repeat(100_000));
    assertThat(tree.diagnostics())
        .extracting(Diagnostic::code)
        .contains("syntax.too_deep", "syntax.unexpected_eof");
  }

  /** Each of these made a careless scanner look to the end of the file once a line. */
  @ParameterizedTest
  @ValueSource(
      strings = {"\\\"\n", "\"\n\\\"x", "'\n\"\n", "a \"b\n", "= \n", "a{\"\n", "include x\n"})
  void manyBrokenLinesAreReadInOneGo(String line) {
    String text = line.repeat(200_000);
    assertThat(parse(text).print()).isEqualTo(text);
  }

  @Test
  void rawTextLeavesCommentsOutAndKeepsSpaces() {
    SyntaxTree tree = parse("set_path  concat( \"/a\", // why\n  $x )  ;");
    var statement = (Item.Statement) tree.items().getFirst();
    assertThat(Token.raw(statement.arguments())).isEqualTo("concat( \"/a\", \n  $x )");
  }

  @Test
  void spansReachFromTheNameToTheSemicolonOrBrace() {
    SyntaxTree tree = parse(" a b ; c { d ; } e");
    assertThat(tree.items())
        .extracting(item -> item.span().text())
        .containsExactly("a b ;", "c { d ; }", "e");
  }
}
