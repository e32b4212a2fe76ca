package dev.onr.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.dialect.FieldExamples.Example;
import dev.onr.dialect.FieldExamples.Translated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The table of requests in docs/dialects.md says what the codecs do. Its words are found out by
 * pushing each row's examples through: {@code 400} where the client is refused, {@code lost} where
 * a loss is counted, {@code left out} where the output is as if nothing had been said, {@code
 * exact} where the way there and back changes nothing, {@code near} otherwise. A cell has all words
 * that its examples gave, and no other.
 */
class DialectsPageTest {
  private static final List<Tongue> COLUMNS =
      List.of(Tongue.CHAT, Tongue.RESPONSES, Tongue.MESSAGES, Tongue.GEMINI);

  private static final Pattern WORD = Pattern.compile("\\b(exact|near|lost|left out|400)\\b");

  @TestFactory
  Stream<DynamicTest> everyCellSaysWhatTheCodecsDo() throws IOException {
    Map<String, List<String>> table = table();
    return FieldExamples.all().stream()
        .map(Example::row)
        .distinct()
        .flatMap(
            row ->
                Stream.of(Tongue.values())
                    .map(
                        to ->
                            DynamicTest.dynamicTest(
                                row + " to " + to,
                                () -> check(row, to, cell(table, row, to), examples(row, to)))));
  }

  @Test
  void everyRowHasExamples() throws IOException {
    assertThat(table().keySet())
        .isEqualTo(FieldExamples.all().stream().map(Example::row).collect(Collectors.toSet()));
  }

  /** Cells of answers say how a thing is called; of losses they say where there are any. */
  @TestFactory
  Stream<DynamicTest> everyCellOfAnswersSaysWhatIsLost() throws IOException {
    Map<String, List<String>> table = table("## Answers", "**Why an answer ended.**");
    return FieldExamples.answers().stream()
        .map(Example::row)
        .distinct()
        .flatMap(
            row ->
                Stream.of(Tongue.values())
                    .map(
                        to ->
                            DynamicTest.dynamicTest(
                                row + " to " + to, () -> checkAnswers(row, to, table))));
  }

  private static void checkAnswers(String row, Tongue to, Map<String, List<String>> table) {
    assertThat(table).containsKey(row);
    String cell = table.get(row).get(COLUMNS.indexOf(to));
    List<String> losses =
        FieldExamples.answers().stream()
            .filter(example -> example.row().equals(row) && example.targets().contains(to))
            .flatMap(
                example ->
                    Stream.of(true, false)
                        .flatMap(
                            shown ->
                                Translated.ofAnswer(example.request(), example.from(), to, shown)
                                    .stream()))
            .filter(translated -> !translated.losses().isEmpty())
            .map(translated -> translated.losses().counts().toString())
            .toList();
    assertThat(cell.contains("lost"))
        .as("%s to %s: %s; %s", row, to, cell, losses)
        .isEqualTo(!losses.isEmpty());
  }

  private static void check(String row, Tongue to, String cell, List<Example> examples) {
    Set<String> seen = new TreeSet<>();
    List<String> reasons = new ArrayList<>();
    for (Example example : examples) {
      String word = word(example, to);
      seen.add(word);
      reasons.add(example.name() + " is " + word);
    }
    if (examples.isEmpty()) {
      // Nobody but the dialect itself can say it.
      seen.add("exact");
    }
    Set<String> said = new TreeSet<>();
    Matcher words = WORD.matcher(cell);
    while (words.find()) {
      said.add(words.group());
    }
    assertThat(said).as("%s to %s: %s; %s", row, to, cell, reasons).isEqualTo(seen);
  }

  private static List<Example> examples(String row, Tongue to) {
    return FieldExamples.all().stream()
        .filter(example -> example.row().equals(row) && example.targets().contains(to))
        .toList();
  }

  private static String word(Example example, Tongue to) {
    Optional<Translated> translated = Translated.of(example.request(), example.from(), to);
    if (translated.isEmpty()) {
      return "400";
    }
    if (!translated.get().losses().isEmpty()) {
      return "lost";
    }
    Translated plain = Translated.of(example.without(), example.from(), to).orElseThrow();
    if (plain.out().equals(translated.get().out())) {
      return "left out";
    }
    ObjectNode sent = translated.get().out().deepCopy();
    sent.set("model", example.request().get("model"));
    ObjectNode home =
        Translated.of(example.request(), example.from(), example.from()).orElseThrow().out();
    ObjectNode back = Translated.of(sent, to, example.from()).orElseThrow().out();
    boolean same =
        example.fields().stream().allMatch(field -> home.path(field).equals(back.path(field)));
    return same ? "exact" : "near";
  }

  private static String cell(Map<String, List<String>> table, String row, Tongue to) {
    return table.getOrDefault(row, List.of("", "", "", "")).get(COLUMNS.indexOf(to));
  }

  /** Row's name to cells, by dialect. */
  private static Map<String, List<String>> table() throws IOException {
    return table("## Requests", "## Answers");
  }

  private static Map<String, List<String>> table(String after, String before) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("..", "docs", "dialects.md"));
    Map<String, List<String>> table = new LinkedHashMap<>();
    int from = lines.indexOf(after);
    int end = from;
    while (!lines.get(end).startsWith(before)) {
      end++;
    }
    for (String line : lines.subList(from, end)) {
      String[] cells = line.split(" *\\| *", -1);
      boolean body = cells.length == 7 && !cells[1].equals("what") && !cells[1].startsWith("---");
      // The other table of this section, on thinking, has more columns or a number before it.
      if (body) {
        table.put(cells[1], List.of(cells).subList(2, 6));
      }
    }
    return table;
  }
}
