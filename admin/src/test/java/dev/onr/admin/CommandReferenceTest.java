package dev.onr.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.admin.shell.Shell;
import dev.onr.admin.shell.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Keeps {@code docs/cli.md} equal to the definitions of the commands. After a change of one:
 *
 * <pre>
 * mvn -pl admin -am test -Dtest=CommandReferenceTest -Dreference.mode=write -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class CommandReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "cli.md");
  private static final String HEAD =
      """
      # onr-admin

      Every command of `onr-admin` and every flag. A flag is written `--name value` or `--name=value`; one that is only on or off
      takes `=false` as well. Results go to standard output, errors and remarks to standard error. The exit code is 0 for success
      and 1 for any failure, unless a command says otherwise. Every command takes `-h` and `--help`.

      This page is generated from the definitions of the commands; `CommandReferenceTest` fails when it is out of date and says
      how to renew it.
      """;

  @Test
  void thePageIsUpToDate() throws Exception {
    StringBuilder page = new StringBuilder(HEAD);
    CommandLine root = CommandLines.of(nobody());
    root.getSubcommands().values().stream()
        .filter(command -> !(command.getCommand() instanceof HelpCommand))
        .forEach(command -> describe(command, page));
    if ("write".equals(System.getProperty("reference.mode"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).hasContent(page.toString());
  }

  private static Shell nobody() {
    PrintWriter nowhere =
        new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Shell(
        InputStream.nullInputStream(),
        nowhere,
        nowhere,
        Map.of(),
        Path.of(""),
        Clock.systemUTC(),
        new SplittableRandom(1),
        Terminal.NONE,
        pause -> {});
  }

  private static void describe(CommandLine command, StringBuilder page) {
    CommandSpec spec = command.getCommandSpec();
    boolean group = spec.userObject() instanceof Group;
    page.append(
            group
                ? "\n## "
                : spec.parent().userObject() instanceof Group && spec.parent().parent() == null
                    ? "\n## "
                    : "\n### ")
        .append(title(spec))
        .append("\n\n")
        .append(text(spec.usageMessage().description(), "\n"))
        .append('\n');
    if (spec.optionsMap().keySet().stream().anyMatch(name -> !isHelp(name)) && !group) {
      page.append("\n| flag | meaning |\n|---|---|\n");
      for (PositionalParamSpec parameter : spec.positionalParameters()) {
        page.append(
            "| `%s` | %s |\n".formatted(parameter.paramLabel(), cell(parameter.description())));
      }
      spec.options().stream()
          .filter(option -> !option.usageHelp())
          .forEach(option -> page.append(row(option)));
    }
    command.getSubcommands().values().stream().distinct().forEach(each -> describe(each, page));
  }

  private static boolean isHelp(String name) {
    return name.equals("-h") || name.equals("--help");
  }

  private static String title(CommandSpec spec) {
    return spec.qualifiedName().replaceFirst("^onr-admin ", "");
  }

  private static String row(OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .map(
                name ->
                    "`"
                        + name
                        + (option.arity().max() > 0 && !isFlag(option)
                            ? " " + option.paramLabel()
                            : "")
                        + "`")
            .collect(Collectors.joining(", "));
    String required = option.required() ? " Required." : "";
    return "| %s | %s%s |\n".formatted(cell(names), cell(option.description()), required);
  }

  private static boolean isFlag(OptionSpec option) {
    return option.type() == boolean.class;
  }

  private static String cell(String... lines) {
    return text(lines, " ").replace("|", "\\|");
  }

  private static String text(String[] lines, String separator) {
    return String.join(separator, lines);
  }
}
