package dev.onr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * One golden case: a text with a title and named sections.
 *
 * <pre>
 * # what this case shows
 * # rows: 5.1 model; 10.1 verbosity
 * --- in
 * content
 * --- out
 * expected
 * </pre>
 *
 * <p>A line {@code =====} ends a case and begins the next in the same file. Blank lines at the end
 * of a section do not belong to it; its lines are joined by LF, with none at the end. Further
 * comment lines may follow the title.
 *
 * @param name the file's name without its suffix, and {@code #2}, {@code #3} … for further cases
 * @param title the first comment line, or the name where there is none
 * @param rows the rows of the mapping tables that a comment line {@code rows:} names
 * @param sections section texts by name, in the order of the file
 */
public record CaseFile(String name, String title, List<String> rows, Map<String, String> sections) {
  private static final String SEPARATOR = "=====";
  private static final String SECTION = "--- ";
  private static final String ROWS = "# rows: ";

  /** Reads all cases of one file. */
  public static List<CaseFile> load(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String stem = file.getFileName().toString().replaceFirst("\\.case$", "");
    List<CaseFile> cases = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= lines.size(); i++) {
      if (i == lines.size() || lines.get(i).equals(SEPARATOR)) {
        String name = cases.isEmpty() ? stem : stem + "#" + (cases.size() + 1);
        cases.add(read(name, lines.subList(from, i)));
        from = i + 1;
      }
    }
    return cases;
  }

  /**
   * Reads all cases of all files with the suffix {@code .case} below {@code
   * src/test/resources/cases/kind}.
   */
  public static List<CaseFile> loadAll(String kind) {
    Path folder = Path.of("src", "test", "resources", "cases").resolve(kind);
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".case"))
          .sorted()
          .flatMap(file -> load(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One dynamic test for each case of a kind. */
  public static Stream<DynamicTest> tests(String kind, ThrowingConsumer<CaseFile> check) {
    return loadAll(kind).stream()
        .map(
            each ->
                DynamicTest.dynamicTest(each.name + ": " + each.title, () -> check.accept(each)));
  }

  /** A section that the case must have. */
  public String section(String section) {
    return find(section)
        .orElseThrow(() -> new AssertionError("case " + name + " has no section " + section));
  }

  /** A section that the case may have. */
  public Optional<String> find(String section) {
    return Optional.ofNullable(sections.get(section));
  }

  private static CaseFile read(String name, List<String> lines) {
    String title = name;
    List<String> rows = List.of();
    Map<String, String> sections = new LinkedHashMap<>();
    int i = 0;
    while (i < lines.size() && !lines.get(i).startsWith(SECTION)) {
      String line = lines.get(i++);
      if (line.startsWith("#") && title.equals(name)) {
        title = line.substring(1).strip();
      } else if (line.startsWith(ROWS)) {
        rows = List.of(line.substring(ROWS.length()).strip().split("; "));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        throw new AssertionError("case " + name + ": text before the first section: " + line);
      }
    }
    Consumer<List<String>> close =
        section -> {
          String key = section.getFirst().substring(SECTION.length()).strip();
          int end = section.size();
          while (end > 1 && section.get(end - 1).isBlank()) {
            end--;
          }
          if (sections.put(key, String.join("\n", section.subList(1, end))) != null) {
            throw new AssertionError("case " + name + " has two sections " + key);
          }
        };
    int start = i;
    for (int at = i; at <= lines.size(); at++) {
      boolean boundary = at == lines.size() || (at > start && lines.get(at).startsWith(SECTION));
      if (boundary && at > start) {
        close.accept(lines.subList(start, at));
        start = at;
      }
    }
    return new CaseFile(name, title, rows, sections);
  }
}
