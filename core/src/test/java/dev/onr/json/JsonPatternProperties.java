package dev.onr.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What matches a pattern is JSON that differs from what was learned in nothing but its gaps. */
class JsonPatternProperties {
  /** Places for values, among strings, keys and numbers that look like their ends. */
  private static final String FRAME =
      "{\"a\":[1,-2,3.5,null],\"b\":\"x\\\"y\",\"n\":%s,\"c\":{\"text\": %s"
          + " ,\"d\":[%s,{}]},\"e\":%s}";

  @Property(tries = 5000)
  void whatMatchesIsJsonOfTheSameShape(
      @ForAll("values") List<String> first,
      @ForAll("values") List<String> second,
      @ForAll("fragments") List<String> third) {
    byte[] one = bytes(FRAME, first);
    byte[] two = bytes(FRAME, second);
    JsonPattern pattern = JsonPattern.between(one, two);
    if (pattern == null) {
      return;
    }
    int[] bounds = new int[2 * pattern.gaps().size()];
    assertThat(pattern.match(one, 0, one.length, bounds)).isEqualTo(one.length);
    assertThat(pattern.match(two, 0, two.length, bounds)).isEqualTo(two.length);
    byte[] other = bytes(FRAME, third);
    if (pattern.match(other, 0, other.length, bounds) == other.length) {
      assertThat(JsonValue.isObject(other, 0, other.length)).isTrue();
      assertThat(shape(other)).isEqualTo(shape(one));
    }
  }

  /** The text with each string and number made alike. */
  private static String shape(byte[] json) {
    return new String(json, StandardCharsets.UTF_8)
        .replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"(?!\\s*:)", "S")
        .replaceAll("(?<=[:,\\[ ])\\d+(?=[,}\\] ])", "N");
  }

  @Test
  void gapsAreNamedByTheirMembers() {
    JsonPattern pattern =
        JsonPattern.between(
            bytes("{\"n\":9,\"d\":{\"text\": \"a\"},\"l\":[\"x\"]}"),
            bytes("{\"n\":10,\"d\":{\"text\": \"\"},\"l\":[\"y\"]}"));
    assertThat(pattern).isNotNull();
    assertThat(pattern.gaps())
        .containsExactly(
            new JsonPattern.Gap("n", false),
            new JsonPattern.Gap("text", true),
            new JsonPattern.Gap("", true));
  }

  @Test
  void otherDifferencesTeachNothing() {
    for (String other :
        List.of(
            "{\"b\":\"x\",\"n\":1}",
            "{\"a\":null,\"n\":1}",
            "{\"a\":\"x\",\"n\":-1}",
            "{\"a\":\"x\",\"n\":1.5}",
            "{\"a\":\"x\",\"n\":1e5}",
            "{\"a\":\"x\",\"n\":1,\"m\":2}",
            "{\"a\":\"x\",\"n\":1234567890123456}")) {
      assertThat(JsonPattern.between(bytes("{\"a\":\"x\",\"n\":1}"), bytes(other))).isNull();
    }
  }

  @Provide
  Arbitrary<List<String>> values() {
    return Arbitraries.of(
            "1",
            "10",
            "0",
            "-1",
            "1.0",
            "null",
            "\"\"",
            "\"a\"",
            "\"b\"",
            "\"a\\\\\"",
            "\"\\\"\"",
            "\"ä\"",
            "[]")
        .list()
        .ofSize(4);
  }

  @Provide
  Arbitrary<List<String>> fragments() {
    return Arbitraries.of(
            "1",
            "01",
            "",
            "10",
            "1.5",
            "1e1",
            "\"a",
            "a\"",
            "\"a\"",
            "\"\\\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\t\"",
            "\"a\",\"b\":\"c\"",
            "{}",
            "\"ä\"",
            "99999999999999999999")
        .list()
        .ofSize(4);
  }

  private static byte[] bytes(String frame, List<String> values) {
    return bytes(frame.formatted(values.toArray()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
