package dev.onr.config;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SourceFileProperties {
  @Property(tries = 300)
  void lineAndColumnAgreeWithCounting(@ForAll("texts") String text) {
    var file = new SourceFile("a.conf", text);
    int line = 1;
    int column = 1;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      assertThat(file.line(at)).isEqualTo(line);
      assertThat(file.column(at)).isEqualTo(column);
      boolean lineEnd = text.charAt(at) == '\n';
      line += lineEnd ? 1 : 0;
      column = lineEnd ? 1 : column + 1;
    }
    assertThat(file.lineCount()).isEqualTo(line);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "\n", "\r\n", "\t", "é", "😀")
        .list()
        .ofMaxSize(80)
        .map(parts -> String.join("", parts));
  }
}
