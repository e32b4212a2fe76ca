package dev.onr.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFuzz {
  private static final ObjectPath PATH = ObjectPath.parse("$.a.b");

  @FuzzTest(maxDuration = "13s")
  void anyBytesAreEditedOrRefused(byte[] bytes) {
    edit(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"b\":1,\"b\":2},\"\\u0061\":{\"b\":[]}}",
        "{\"a\":\"\\ud800\",\"x\":1e999999999999}",
        "{\"a\":{\"b\":{\"c\":\"\\\\\\\"\"}}}",
        "[[[[{}]]]]",
        "{\"\":{\"\":0}}"
      })
  void seeds(String text) {
    edit(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void edit(byte[] bytes) {
    JsonValue value;
    try {
      value = JsonValue.parse(bytes);
    } catch (JsonSyntaxException e) {
      return;
    }
    value.number();
    value.string();
    if (!value.isObject()) {
      return;
    }
    JsonDocument document = JsonDocument.of(value);
    document.remove(ObjectPath.parse("$.x"));
    document.set(PATH, JsonValue.of("new"));
    JsonValue written = JsonValue.parse(document.bytes());
    assertThat(ExtractionPath.parse("$.a.b").firstString(written)).isEqualTo("new");
  }
}
