package dev.onr.config.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.onr.config.ConfigurationFiles;
import dev.onr.config.DiagnosticPrinter;
import dev.onr.config.SourceFile;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, reading it ends, loses nothing and never throws. */
class SyntaxFuzz {
  @FuzzTest(maxDuration = "13s")
  void readsAnything(FuzzedDataProvider data) {
    check(data.consumeRemainingAsString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\ufeff",
        "\"",
        "'\\",
        "a\"\n\\\"\n\"b",
        "{{{}}}}",
        "}{",
        "include a.conf;include b*;include [;",
        "a https://b;\nc",
        "\ud800",
        "a é\u2028b;",
        "//",
        "# \r",
        "a{b \"c{\n}d"
      })
  void readsWhatWentWrongOnce(String text) {
    check(text);
  }

  private static void check(String text) {
    var file = new SourceFile("a.conf", text);
    Parser parser = new Parser("set_header"::equals);
    SyntaxTree tree = parser.parse(file);
    assertThat(tree.print()).isEqualTo(file.text());
    ExpandedTree expanded =
        new Includes(ConfigurationFiles.inMemory(Map.of("a.conf", text)), parser).load("a.conf");
    assertThat(expanded.diagnostics()).containsAll(tree.diagnostics());
    assertThat(DiagnosticPrinter.print(expanded.diagnostics())).isNotNull();
    if (tree.diagnostics().isEmpty()) {
      String once = Formatter.withSpaces(2).format(tree);
      assertThat(Formatter.withSpaces(2).format(parser.parse(new SourceFile("a.conf", once))))
          .isEqualTo(once);
    }
  }
}
