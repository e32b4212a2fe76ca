package dev.onr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each entry of {@code coverage/translations.txt} has a golden case that names it, so that no row
 * of a mapping table and no quirk goes without one.
 */
class CoverageTest {
  private static final Path LIST = Path.of("src/test/resources/coverage/translations.txt");
  private static final Pattern KEY = Pattern.compile("\\b[EQ][0-9]{2}\\b");

  private final List<CaseFile> cases =
      Stream.of("dialect", "images", "steps", "language")
          .flatMap(kind -> CaseFile.loadAll(kind).stream())
          .toList();

  @Test
  void everyExampleAndQuirkIsNamedByATitle() throws IOException {
    Set<String> named = new TreeSet<>();
    cases.forEach(
        one -> KEY.matcher(one.title()).results().forEach(match -> named.add(match.group())));
    assertThat(named).containsAll(entries().map(CoverageTest::key).filter(isKey()).toList());
  }

  @Test
  void everyRowIsNamedByACase() throws IOException {
    Set<String> named = new TreeSet<>();
    cases.forEach(one -> named.addAll(one.rows()));
    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            entries().filter(entry -> !isKey().test(key(entry))).toList());
  }

  private static Stream<String> entries() throws IOException {
    return Files.readAllLines(LIST).stream().filter(line -> !line.startsWith("#"));
  }

  private static String key(String entry) {
    return entry.split(" ", 2)[0];
  }

  private static Predicate<String> isKey() {
    return KEY.asMatchPredicate();
  }
}
