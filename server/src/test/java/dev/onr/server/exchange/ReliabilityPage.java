package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** docs/reliability.md, whose tables are what tests measured. */
final class ReliabilityPage {
  private static final Path PAGE = Path.of("../docs/reliability.md");

  private ReliabilityPage() {}

  /** Holds the page to a table, or puts it there where that is asked for. */
  static void show(String beginning, String end, String table) throws Exception {
    String page = Files.readString(PAGE);
    String mark = "<!-- " + beginning + " -->\n";
    int begin = page.indexOf(mark) + mark.length();
    assertThat(page).contains(mark);
    String renewed =
        page.substring(0, begin) + table + page.substring(page.indexOf("<!-- " + end + " -->"));
    if ("write".equals(System.getProperty("reference.mode"))) {
      Files.writeString(PAGE, renewed);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/reliability.md is stale: run this test with -Dreference.mode=write")
        .isEqualTo(renewed);
  }

  /** A cell that says what clients got. */
  static String cell(Set<String> words) {
    return " " + String.join("; ", words) + " |";
  }
}
