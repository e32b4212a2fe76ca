package dev.onr.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceFileTest {
  @Test
  void findsLinesAndColumnsInCharacters() {
    var file = new SourceFile("a.conf", "ab\n😀é\tx\n");
    assertThat(file.line(0)).isEqualTo(1);
    assertThat(file.line(2)).isEqualTo(1);
    assertThat(file.line(3)).isEqualTo(2);
    int x = file.text().indexOf('x');
    assertThat(file.line(x)).isEqualTo(2);
    assertThat(file.column(x)).isEqualTo(4);
    assertThat(file.line(file.text().length())).isEqualTo(3);
    assertThat(file.column(file.text().length())).isEqualTo(1);
  }

  @Test
  void offsetsOutsideCountAsTheNearestEnd() {
    var file = new SourceFile("a.conf", "ab\nc");
    assertThat(file.line(99)).isEqualTo(2);
    assertThat(file.column(99)).isEqualTo(2);
    assertThat(file.line(-1)).isEqualTo(1);
    assertThat(file.column(-1)).isEqualTo(1);
  }

  @Test
  void dropsAByteOrderMark() {
    var file = new SourceFile("a.conf", "\ufeffab");
    assertThat(file.text()).isEqualTo("ab");
    assertThat(file.column(0)).isEqualTo(1);
  }

  @Test
  void givesLinesWithoutTheirEnds() {
    var file = new SourceFile("a.conf", "one\r\ntwo\n\nfour");
    assertThat(file.lineCount()).isEqualTo(4);
    assertThat(file.lineText(1)).isEqualTo("one");
    assertThat(file.lineText(2)).isEqualTo("two");
    assertThat(file.lineText(3)).isEmpty();
    assertThat(file.lineText(4)).isEqualTo("four");
    assertThat(file.lineText(5)).isEmpty();
    assertThat(file.lineText(0)).isEmpty();
  }

  @Test
  void theIdentityIsTheNameUnlessSomethingBetterIsKnown() {
    assertThat(new SourceFile("a.conf", "").origin()).isEqualTo("a.conf");
    assertThat(new SourceFile("a.conf", "", "/etc/a.conf").origin()).isEqualTo("/etc/a.conf");
  }

  @Test
  void placesTouchWhenTheyShareAnEdge() {
    var file = new SourceFile("a.conf", "0123456789");
    Span middle = file.span(3, 5);
    assertThat(middle.touches(file.span(5, 5))).isTrue();
    assertThat(middle.touches(file.span(0, 3))).isTrue();
    assertThat(middle.touches(file.span(6, 7))).isFalse();
    assertThat(middle.touches(new SourceFile("b.conf", "0123456789").span(3, 5))).isFalse();
  }
}
