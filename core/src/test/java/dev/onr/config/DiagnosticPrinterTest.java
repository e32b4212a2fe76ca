package dev.onr.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticPrinterTest {
  private final SourceFile file =
      new SourceFile("config/acme.conf", "provider \"x\" {\n\tresp_map\topnai;\n}\n");

  private Span span(String text) {
    int start = file.text().indexOf(text);
    return file.span(start, start + text.length());
  }

  @Test
  void showsTheLineAndPointsAtTheTroubleWithTheWayOut() {
    var finding =
        Diagnostic.error("mode.unknown", span("opnai"), "resp_map has no mode \"opnai\"")
            .withHint("did you mean \"openai\"?");
    assertThat(DiagnosticPrinter.print(finding))
        .isEqualTo(
            """
            config/acme.conf:2:11: error[mode.unknown]: resp_map has no mode "opnai"
                2 | \tresp_map\topnai;
                  | \t        \t^^^^^ did you mean "openai"?
            """);
  }

  @Test
  void aPlaceThatRunsOverLinesIsMarkedOnItsFirst() {
    var finding = Diagnostic.warning("a.b", file.span(9, file.text().length()), "strange");
    assertThat(DiagnosticPrinter.print(finding))
        .isEqualTo(
            """
            config/acme.conf:1:10: warning[a.b]: strange
                1 | provider "x" {
                  |          ^^^^^
            """);
  }

  @Test
  void aPlaceWithoutTextStillGetsACaret() {
    var finding = Diagnostic.error("a.b", span("provider \"x\" {").after(), "missing");
    assertThat(DiagnosticPrinter.print(finding)).endsWith("      |               ^\n");
  }

  @Test
  void aFileWithoutAPlaceHasOnlyAHeadline() {
    var finding = Diagnostic.fileError("load.source_missing", "x.conf", "there is no such file");
    assertThat(DiagnosticPrinter.print(finding))
        .isEqualTo("x.conf: error[load.source_missing]: there is no such file\n");
    assertThat(DiagnosticPrinter.print(finding.withHint("create it")))
        .isEqualTo(
            """
            x.conf: error[load.source_missing]: there is no such file
                  | create it
            """);
  }

  @Test
  void sortsByFileAndPlaceAndDropsRepetitions() {
    var other = new SourceFile("a.conf", "x y");
    var late = Diagnostic.error("late", file.span(5, 6), "late");
    var early = Diagnostic.error("early", file.span(1, 2), "early");
    var whole = Diagnostic.fileError("whole", file.name(), "whole");
    var elsewhere = Diagnostic.error("elsewhere", other.span(0, 1), "elsewhere");
    assertThat(DiagnosticPrinter.inOrder(List.of(late, elsewhere, early, late, whole)))
        .containsExactly(whole, early, late, elsewhere);
  }

  @Test
  void findingsThatReadTheSameAreShownOnceWhateverTheyAreAbout() {
    var finding = Diagnostic.error("a.b", file.span(1, 2), "same");
    var first = finding.about(new Diagnostic.Subject("x", "match[0].request", "set_header"));
    var second = finding.about(new Diagnostic.Subject("x", "match[1].request", "set_header"));
    assertThat(DiagnosticPrinter.inOrder(List.of(first, second))).containsExactly(first);
  }

  @Test
  void anExceptionNamesAllFindingsInOrder() {
    var late = Diagnostic.error("late", file.span(16, 17), "late");
    var early = Diagnostic.warning("early", file.span(0, 1), "early");
    assertThat(new ConfigurationException(List.of(late, early, late)))
        .hasMessage(
            """
            config/acme.conf:1:1: warning[early]: early
            config/acme.conf:2:2: error[late]: late\
            """);
  }

  @Test
  void aFileCannotSteerTheTerminal() {
    var hostile = new SourceFile("a.conf", "x\u001b[2J \u0007;");
    assertThat(DiagnosticPrinter.print(Diagnostic.error("a.b", hostile.span(0, 1), "bad \u001b]")))
        .doesNotContain("\u001b")
        .doesNotContain("\u0007")
        .contains("x\ufffd[2J");
  }

  @Test
  void longLineNumbersWidenTheMargin() {
    var tall = new SourceFile("a.conf", "\n".repeat(123_455) + "x");
    int at = tall.text().length() - 1;
    assertThat(DiagnosticPrinter.print(Diagnostic.error("a.b", tall.span(at, at + 1), "m")))
        .endsWith("123456 | x\n       | ^\n");
  }
}
