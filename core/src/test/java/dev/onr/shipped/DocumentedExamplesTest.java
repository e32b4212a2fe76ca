package dev.onr.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows of the language works when it is pasted. */
class DocumentedExamplesTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```nginx\n(.*?)^```$");
  private static final List<Path> PAGES =
      List.of(
          Path.of("..", "README.md"),
          Path.of("..", "docs", "configuration.md"),
          Path.of("..", "docs", "dialects.md"));

  @TestFactory
  Stream<DynamicTest> examples(@TempDir Path folder) {
    return PAGES.stream().flatMap(page -> blocks(page).map(block -> check(folder, page, block)));
  }

  private static Stream<MatchResult> blocks(Path page) {
    try {
      // Includes name files of the reader's own.
      return BLOCK
          .matcher(Files.readString(page))
          .results()
          .filter(block -> !block.group(1).startsWith("include "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DynamicTest check(Path folder, Path page, MatchResult block) {
    String name = page.getFileName() + " at " + block.start();
    return DynamicTest.dynamicTest(
        name,
        () -> {
          Path file = folder.resolve(page.getFileName() + "-" + block.start() + ".conf");
          String modes = ShippedProviders.CONFIG.resolve("modes").toAbsolutePath().toString();
          Files.writeString(file, "include \"" + modes + "/*.conf\";\n" + whole(block.group(1)));
          assertThat(ShippedProviders.load(file).warnings()).isEmpty();
        });
  }

  /** An example that shows a part only, put where it belongs. */
  private static String whole(String example) {
    if (example.contains("provider \"") || example.contains("_mode acme")) {
      return example;
    }
    String part = example.startsWith("set_header") ? "request {\n" + example + "}" : example;
    String matches =
        part.startsWith("match ") ? part : "match api = \"chat.completions\" {\n" + part + "}\n";
    return """
    provider "reader" {
      defaults { upstream_config { base_url = "https://reader.example"; } }
    %s
    }
    """
        .formatted(matches);
  }
}
