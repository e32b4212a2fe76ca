package dev.onr.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How deep JSON may be, and how long its strings. */
class JsonLimitsTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Objects and arrays by turns, so that a level that is mistaken for the other kind shows. */
  private static byte[] nested(int depth) {
    StringBuilder text = new StringBuilder();
    for (int level = 0; level < depth; level++) {
      text.append(level % 3 == 0 ? "{\"a\":" : "[");
    }
    text.append('1');
    for (int level = depth - 1; level >= 0; level--) {
      text.append(level % 3 == 0 ? '}' : ']');
    }
    return bytes(text.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64, 65, 255, 256, 257, 999, 1000})
  void textsAreAsDeepAsTheLimitSays(int depth) {
    JsonLimits limits = new JsonLimits(depth, 10);
    assertThat(JsonValue.parse(nested(depth), limits).isObject()).isTrue();
    assertThat(JsonValue.isObject(nested(depth), 0, nested(depth).length)).isTrue();
    assertThatThrownBy(() -> JsonValue.parse(nested(depth + 1), limits))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessageStartingWith("more than " + depth + " levels of arrays and objects at byte ");
  }

  @Test
  void stringsAreAsLongAsTheLimitSays() {
    JsonLimits limits = new JsonLimits(1000, 3);
    assertThat(JsonValue.parse(bytes("{\"abc\":\"\\nx\"}"), limits).isObject()).isTrue();
    assertThatThrownBy(() -> JsonValue.parse(bytes("{\"abc\":\"\\nxy\"}"), limits))
        .hasMessage("a string of more than 3 bytes at byte 7");
    assertThatThrownBy(() -> JsonValue.parse(bytes("{\"abcd\":1}"), limits))
        .hasMessage("a string of more than 3 bytes at byte 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[{}]", "7", "null", "{", "{\"a\":}", "{} {}", "[DONE]"})
  void whatIsNoObjectIsNone(String text) {
    assertThat(JsonValue.isObject(bytes(text), 0, text.length())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1001})
  void noDepthIsTakenThatReadersCannotTake(int depth) {
    assertThatThrownBy(() -> new JsonLimits(depth, 1))
        .hasMessage("depth must be from 1 to 1000, not " + depth);
  }
}
