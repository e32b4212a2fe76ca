package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Holds the table of docs/security.md to the tests: each row has some, and each attack a row. */
class SecurityPageTest {
  private static final Path PAGE = Path.of("..", "docs", "security.md");
  private static final Pattern NAME = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
  private static final List<Class<?>> ATTACKS =
      List.of(
          SmugglingTest.class,
          HostileContentTest.class,
          HostileHttp2Test.class,
          AddressPolicyTest.class,
          OverloadTest.class,
          LimitsTest.class);

  @Test
  void everyRowNamesTestsThatExist() throws IOException {
    Set<String> tests = allTests();
    List<String> rows =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| attack "))
            .filter(line -> line.contains("Test."))
            .toList();
    assertThat(rows).hasSizeGreaterThan(20);
    for (String row : rows) {
      List<String> named = named(row).toList();
      assertThat(named).as(row).isNotEmpty();
      assertThat(tests).as(row).containsAll(named);
    }
  }

  @Test
  void everyAttackThatIsTestedHasARow() throws IOException {
    Set<String> named = named(Files.readString(PAGE)).collect(Collectors.toSet());
    for (Class<?> attacks : ATTACKS) {
      for (Method method : attacks.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Test.class)
            || method.isAnnotationPresent(ParameterizedTest.class)) {
          assertThat(named).contains(attacks.getSimpleName() + "." + method.getName());
        }
      }
    }
  }

  private static Stream<String> named(String text) {
    return NAME.matcher(text).results().map(SecurityPageTest::qualified);
  }

  private static String qualified(MatchResult name) {
    return name.group(1) + "." + name.group(2);
  }

  /** All methods of test classes of this module, from their sources. */
  private static Set<String> allTests() throws IOException {
    Pattern method = Pattern.compile("(?:void|Stream<DynamicTest>) (\\w+)\\(");
    Set<String> tests = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith("Test.java")).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        Arrays.stream(Files.readString(file).split("\n"))
            .flatMap(line -> method.matcher(line).results())
            .forEach(result -> tests.add(name + "." + result.group(1)));
      }
    }
    return tests;
  }
}
