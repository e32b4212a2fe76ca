package dev.onr.config.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.CaseFile;
import dev.onr.config.ConfigurationFiles;
import dev.onr.config.DiagnosticPrinter;
import dev.onr.config.SourceFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Files in, tree or errors out. Sections {@code file path} make the file tree, the first of them is
 * loaded; {@code tokens}, {@code tree}, {@code formatted} and {@code errors} are compared. In
 * trees, «…» is the decoded text of a string, ⏎ a line feed, ⇥ a tab. In tokens, + marks a token
 * that touches the one before it. A case without {@code errors} must have none.
 */
class SyntaxCasesTest {
  /** Enough of the language to see how errors are mended. */
  private static final Set<String> DIRECTIVES =
      Set.of(
          "syntax",
          "provider",
          "defaults",
          "match",
          "request",
          "response",
          "upstream_config",
          "base_url",
          "set_header",
          "set_path",
          "resp_passthrough",
          "path");

  @TestFactory
  Stream<DynamicTest> syntax() {
    return CaseFile.tests("syntax", SyntaxCasesTest::check);
  }

  private static void check(CaseFile expected) {
    Map<String, String> actual = run(expected);
    expected
        .sections()
        .forEach(
            (section, text) -> {
              if (!section.startsWith("file ")) {
                assertThat(actual.getOrDefault(section, "")).as(section).isEqualTo(text);
              }
            });
    if (expected.find("errors").isEmpty()) {
      assertThat(actual.get("errors")).as("errors").isEmpty();
    }
  }

  /** Everything that a case can ask for, by section. */
  static Map<String, String> run(CaseFile expected) {
    Map<String, String> files = new LinkedHashMap<>();
    expected
        .sections()
        .forEach(
            (section, text) -> {
              if (section.startsWith("file ")) {
                files.put(section.substring("file ".length()), text + "\n");
              }
            });
    var first = files.entrySet().iterator().next();
    var source = new SourceFile(first.getKey(), first.getValue());
    ExpandedTree tree =
        new Includes(ConfigurationFiles.inMemory(files), new Parser(DIRECTIVES::contains))
            .load(source.name());
    Map<String, String> actual = new LinkedHashMap<>();
    actual.put("tokens", TreeText.tokens(Lexer.lex(source).tokens()));
    actual.put("tree", TreeText.of(source, tree.items()));
    actual.put("errors", DiagnosticPrinter.print(tree.diagnostics()).stripTrailing());
    SyntaxTree alone = new Parser(DIRECTIVES::contains).parse(source);
    if (alone.diagnostics().isEmpty()) {
      actual.put("formatted", Formatter.withSpaces(2).format(alone).stripTrailing());
    }
    return actual;
  }
}
