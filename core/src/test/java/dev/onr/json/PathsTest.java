package dev.onr.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathsTest {
  private static final JsonValue ROOT =
      JsonValue.parse(
          """
          {"a":{"b":1,"c":null},"list":[{"t":"Text","v":"x"},{"t":"image","v":2},{"t":" text ","v":"y"}],
           "grid":[[1,2],[3]],"n":5}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$.a.b                            | true  | [1]",
        "$.a.c                            | true  | [null]",
        "$.a.x                            | false | []",
        "$.n.x                            | false | []",
        "$.list[0].v                      | true  | [\"x\"]",
        "$.list[9].v                      | false | []",
        "$.list[-1].v                     | false | []",
        "$.list[*].v                      | true  | [\"x\", 2, \"y\"]",
        "$.list[*].w                      | true  | []",
        "$.list[?(@.t==\"text\")].v       | true  | [\"x\", \"y\"]",
        "$.list[?(@.t=='none')].v         | true  | []",
        "$.a[*]                           | false | []",
        "$.grid[0].[1]                    | true  | [2]",
        "$.grid[*].[*]                    | true  | [1, 2, 3]",
        "$. a . b                         | true  | [1]",
      })
  void reading(String path, boolean matches, String values) {
    ExtractionPath compiled = ExtractionPath.parse(path);
    assertThat(compiled.matches(ROOT)).isEqualTo(matches);
    assertThat(compiled.values(ROOT)).hasToString(values);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.b        | NO_ROOT",
        "$          | NO_ROOT",
        "$.         | EMPTY_SEGMENT",
        "$.a..b     | EMPTY_SEGMENT",
        "$.a[0      | BAD_SELECTOR",
        "$.a[x]     | BAD_SELECTOR",
        "$.a[0][1]  | BAD_SELECTOR",
        "$.a[0]b    | BAD_SELECTOR",
        "$.a[?(@.b>1)] | BAD_SELECTOR",
      })
  void malformedReadingPaths(String path, PathSyntaxException.Reason reason) {
    assertThat(
            catchThrowableOfType(PathSyntaxException.class, () -> ExtractionPath.parse(path))
                .reason())
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.b      | NO_ROOT",
        "$.       | EMPTY_SEGMENT",
        "$.a. .b  | EMPTY_SEGMENT",
        "$.a[0]   | ARRAY_INDEX",
        "$.a.b]   | ARRAY_INDEX",
      })
  void malformedObjectPaths(String path, PathSyntaxException.Reason reason) {
    assertThat(
            catchThrowableOfType(PathSyntaxException.class, () -> ObjectPath.parse(path)).reason())
        .isEqualTo(reason);
  }
}
