package dev.onr.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.config.language.Argument;
import dev.onr.config.language.Block;
import dev.onr.config.language.Directive;
import dev.onr.config.language.Directives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/directives.md} equal to the table of directives. After a change of the table:
 *
 * <pre>
 * mvn -pl core test -Dtest=DirectiveReferenceTest -Dreference.mode=write
 * </pre>
 */
class DirectiveReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "directives.md");
  private static final String HEAD =
      """
      # Directives

      Every block and directive of provider files, by the block in which it stands. For a tour see
      [configuration.md](configuration.md); for one sample with everything in it,
      [full.conf](../config/examples/full.conf).

      How to read the tables: `<name>` is something to fill in and `[…]` may be left out. *Again* says what a second one in the
      same block means. *Meets* says how one in a `match` meets one in `defaults`, and how one beside the name of a preset meets
      the preset's. The `<target>` of a check is a source and a place in it: `body "$.path"`, `header "name"` or `query "name"`.

      This page is generated from the gateway's own table of directives; `DirectiveReferenceTest` fails when it is out of date
      and says how to renew it.
      """;

  @Test
  void thePageIsUpToDate() throws IOException {
    String page = page();
    if ("write".equals(System.getProperty("reference.mode"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).hasContent(page);
  }

  @Test
  void theSamplesHaveEveryDirective() throws IOException {
    StringBuilder samples =
        new StringBuilder(Files.readString(ShippedProviders.CONFIG.resolve("onr.conf")));
    for (String sample : List.of("full.conf", "full-bedrock.conf")) {
      samples.append(Files.readString(ShippedProviders.CONFIG.resolve("examples").resolve(sample)));
    }
    // One name stays out: what it does is not what it says.
    assertThat(current().map(Directive::name).filter(name -> !name.equals("json_filter_values")))
        .allMatch(name -> Pattern.compile("(?m)^ *" + name + "\\b").matcher(samples).find());
  }

  private static Stream<Directive> current() {
    return Directives.all().stream().filter(row -> !row.isRemoved());
  }

  private static String page() {
    return HEAD
        + Arrays.stream(Block.values())
            .map(DirectiveReferenceTest::section)
            .collect(Collectors.joining());
  }

  private static String section(Block block) {
    List<Directive> own = current().filter(row -> home(row) == block).toList();
    Map<Block, List<String>> elsewhere =
        current()
            .filter(row -> row.in().contains(block) && home(row) != block && !isEverywhere(row))
            .collect(
                Collectors.groupingBy(
                    DirectiveReferenceTest::home,
                    () -> new EnumMap<>(Block.class),
                    Collectors.mapping(row -> "`" + row.name() + "`", Collectors.toList())));
    StringBuilder text = new StringBuilder("\n## " + title(block) + "\n");
    if (!own.isEmpty()) {
      text.append(
          "\n| directive | what it does | by default | again | meets |\n|---|---|---|---|---|\n");
      own.forEach(row -> text.append(line(row)).append('\n'));
    }
    elsewhere.forEach(
        (home, names) ->
            text.append("\nAs in %s: %s.\n".formatted(title(home), String.join(", ", names))));
    return text.toString();
  }

  private static String line(Directive row) {
    return "| %s | %s%s | %s | %s | %s |"
        .formatted(
            code(form(row)),
            cell(row.summary()),
            words(row),
            row.standard().map(DirectiveReferenceTest::cell).orElse(""),
            again(row),
            match(row));
  }

  /** How a directive is written. */
  private static String form(Directive row) {
    StringBuilder form = new StringBuilder(row.name());
    for (Argument argument : row.positional()) {
      String filler = "<" + argument.name() + ">";
      boolean assigned = argument.form() == Argument.Form.ASSIGNED;
      String written = assigned ? "= " + filler : filler;
      form.append(' ').append(argument.required() ? written : "[" + written + "]");
    }
    for (Argument option : row.options()) {
      String key = option.name().endsWith(".") ? option.name() + "<name>" : option.name();
      List<String> words = option.type().words();
      String written = key + "=" + (isShort(words) ? String.join("|", words) : "…");
      form.append(' ').append(option.required() ? written : "[" + written + "]");
    }
    return form.append(row.shape() == Directive.Shape.BLOCK ? " { … }" : ";").toString();
  }

  /** The words that an argument may be, where there is a list of them. */
  private static String words(Directive row) {
    return row.arguments().stream()
        .filter(argument -> !argument.type().words().isEmpty())
        .filter(
            argument ->
                argument.form() != Argument.Form.OPTION || !isShort(argument.type().words()))
        .map(
            argument ->
                " *%s*: %s."
                    .formatted(
                        argument.name(),
                        argument.type().words().stream()
                            .map(word -> "`" + word + "`")
                            .collect(Collectors.joining(", "))))
        .collect(Collectors.joining());
  }

  /** Few enough words to stand where they are written. */
  private static boolean isShort(List<String> words) {
    return !words.isEmpty() && words.size() <= 2;
  }

  private static String again(Directive row) {
    return switch (row.repetition()) {
      case LAST -> "last counts";
      case APPEND -> "all count";
      case MAP -> "last of a name counts";
      case ONCE -> "error";
      case JOIN -> "joined";
      case FLAG -> "no matter";
    };
  }

  private static String match(Directive row) {
    return switch (row.merge()) {
      case NONE -> "";
      case OVERRIDE -> "replaces";
      case APPEND -> "adds";
      case MAP -> "replaces by name";
      case OR -> "either";
      case REPLACE_ALL -> "replaces all";
    };
  }

  private static Block home(Directive row) {
    return Collections.min(row.in());
  }

  private static boolean isEverywhere(Directive row) {
    return row.in().size() == Block.values().length;
  }

  private static String title(Block block) {
    return block == Block.FILE ? "The top level" : "`" + block.word() + "`";
  }

  private static String code(String text) {
    return "`" + cell(text) + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
