package dev.onr.config;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Shows diagnostics to people: a headline that tools can parse, the line of the file, and carets
 * under what is to blame with the way out beside them.
 */
public final class DiagnosticPrinter {
  /** Narrowest column of line numbers, so that neighbouring findings line up. */
  private static final int NUMBER_WIDTH = 5;

  private DiagnosticPrinter() {}

  /** All findings, each ending with LF, in order and without duplicates. */
  public static String print(List<Diagnostic> diagnostics) {
    return inOrder(diagnostics).stream()
        .map(DiagnosticPrinter::print)
        .collect(Collectors.joining());
  }

  /** One finding, ending with LF. */
  public static String print(Diagnostic diagnostic) {
    String headline = printable(diagnostic.headline()) + "\n";
    String hint = diagnostic.hint().map(DiagnosticPrinter::printable).orElse("");
    return diagnostic
        .place()
        .map(place -> headline + excerpt(place, hint))
        .orElse(
            hint.isEmpty() ? headline : headline + " ".repeat(NUMBER_WIDTH) + " | " + hint + "\n");
  }

  /**
   * Sorts by file, in the order in which files first appear in the list, then by position; findings
   * about a file as a whole come first. Findings that read the same are kept once.
   */
  public static List<Diagnostic> inOrder(List<Diagnostic> diagnostics) {
    Map<String, Integer> fileOrder = new HashMap<>();
    Map<String, Diagnostic> distinct = new LinkedHashMap<>();
    for (Diagnostic each : diagnostics) {
      fileOrder.putIfAbsent(each.file(), fileOrder.size());
      distinct.putIfAbsent(each.headline() + "\n" + each.hint().orElse(""), each);
    }
    return distinct.values().stream()
        .sorted(
            Comparator.comparing((Diagnostic each) -> fileOrder.get(each.file()))
                .thenComparing(each -> each.place().map(Span::start).orElse(-1)))
        .toList();
  }

  private static String excerpt(Span place, String hint) {
    int line = place.line();
    String source = shown(place.file()).lineText(line);
    int from = Math.min(place.start() - place.file().lineStart(line), source.length());
    int to = Math.clamp(place.end() - place.file().lineStart(line), from, source.length());
    String number = Integer.toString(line);
    int width = Math.max(NUMBER_WIDTH, number.length());
    String carets = "^".repeat(Math.max(1, source.codePointCount(from, to)));
    return " ".repeat(width - number.length())
        + number
        + " | "
        + printable(source)
        + "\n"
        + " ".repeat(width)
        + " | "
        + blank(source.substring(0, from))
        + carets
        + (hint.isEmpty() ? "" : " " + hint)
        + "\n";
  }

  /** Of the same length and lines, without secrets. */
  private static SourceFile shown(SourceFile file) {
    return new SourceFile(file.name(), SecretText.hide(file.text()));
  }

  /** As wide as the text on a terminal: tabs stay tabs, all else becomes a space. */
  private static String blank(String text) {
    return text.codePoints()
        .mapToObj(each -> each == '\t' ? "\t" : " ")
        .collect(Collectors.joining());
  }

  /** A file must not be able to steer the terminal of whoever reads its errors. */
  private static String printable(String text) {
    return text.codePoints()
        .map(each -> each != '\t' && Character.isISOControl(each) ? 0xfffd : each)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
