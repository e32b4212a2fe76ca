package dev.onr.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentTest {
  private static final ObjectPath MODEL = ObjectPath.parse("$.model");

  private static String edited(String text, String path, String value) {
    JsonDocument document = JsonDocument.of(JsonValue.parse(text));
    document.set(ObjectPath.parse(path), JsonValue.parse(value));
    return new String(document.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void anUntouchedDocumentIsTheVeryArrayThatCame() {
    byte[] bytes = "{ \"a\" : 1.0 , \"a\":2 }".getBytes(StandardCharsets.UTF_8);
    JsonDocument document = JsonDocument.of(JsonValue.parse(bytes));
    assertThat(document.find(ObjectPath.parse("$.a"))).hasToString("2");
    assertThat(document.bytes()).isSameAs(bytes);
  }

  @Test
  void replacingAScalarKeepsEveryOtherByte() {
    assertThat(
            edited(
                "{ \"n\": 1.0,\n"
                    + " \"model\" : \"a\",\t\"big\":12345678901234567890, \"s\":\"\\u0041\" }",
                "$.model",
                "\"b\""))
        .isEqualTo(
            "{ \"n\": 1.0,\n"
                + " \"model\" : \"b\",\t\"big\":12345678901234567890, \"s\":\"\\u0041\" }");
  }

  @Test
  void replacingInsideAnObjectKeepsTheBytesAroundIt() {
    assertThat(edited("{\"a\": {\"b\" : [1, 2], \"c\": 3 }, \"d\": 4}", "$.a.c", "5"))
        .isEqualTo("{\"a\": {\"b\" : [1, 2], \"c\": 5 }, \"d\": 4}");
  }

  @Test
  void addingAKeyWritesItsObjectCompactlyAndLeavesValuesAlone() {
    assertThat(edited("{ \"a\" : [1,  2], \"b\": { \"c\" : 1.50 } }", "$.x", "true"))
        .isEqualTo("{\"a\":[1,  2],\"b\":{ \"c\" : 1.50 },\"x\":true}");
  }

  @Test
  void ofDuplicatesTheLastStays() {
    assertThat(edited("{\"model\":\"a\",\"x\":1,\"model\":\"b\"}", "$.model", "\"c\""))
        .isEqualTo("{\"x\":1,\"model\":\"c\"}");
    assertThat(edited("{\"k\":1,\"model\":\"b\",\"\\u006b\":2}", "$.model", "\"c\""))
        .isEqualTo("{\"model\":\"c\",\"\\u006b\":2}");
  }

  @Test
  void settingADuplicateToItsOwnValueStillLeavesOnlyOne() {
    assertThat(edited("{\"model\":\"a\",\"model\":\"b\"}", "$.model", "\"b\""))
        .isEqualTo("{\"model\":\"b\"}");
  }

  @Test
  void settingAnEqualValueIsNoChange() {
    JsonDocument document = JsonDocument.of(JsonValue.parse("{\"a\":3.0,\"s\":\"\\u0061\"}"));
    assertThat(document.set(ObjectPath.parse("$.a"), JsonValue.of(3))).isFalse();
    assertThat(document.set(ObjectPath.parse("$.s"), JsonValue.of("a"))).isFalse();
    assertThat(document.isEdited()).isFalse();
    assertThat(document.set(ObjectPath.parse("$.a"), JsonValue.of(4))).isTrue();
  }

  @Test
  void editsAreSeenByLaterReads() {
    JsonDocument document = JsonDocument.of(JsonValue.parse("{\"a\":{\"b\":1}}"));
    document.set(ObjectPath.parse("$.a.c.d"), JsonValue.TRUE);
    assertThat(document.find(ObjectPath.parse("$.a.c.d"))).hasToString("true");
    assertThat(document.find(ObjectPath.parse("$.a"))).hasToString("{\"b\":1,\"c\":{\"d\":true}}");
    document.remove(ObjectPath.parse("$.a.c"));
    assertThat(document.find(ObjectPath.parse("$.a.c.d"))).isNull();
  }

  @Test
  void bytesThatAreNotUtf8StayWhereNothingIsEditedAndAreRepairedElsewhere() {
    byte[] bytes = "{\"a\":\"?\",\"model\":\"m\"}".getBytes(StandardCharsets.UTF_8);
    bytes[6] = (byte) 0xff;
    JsonValue value = JsonValue.parse(bytes);
    assertThat(ExtractionPath.parse("$.a").firstString(value)).isEqualTo("\uFFFD");
    JsonDocument document = JsonDocument.of(value);
    assertThat(document.bytes()).isSameAs(bytes);
    document.set(MODEL, JsonValue.of("n"));
    assertThat(new String(document.bytes(), StandardCharsets.UTF_8))
        .isEqualTo("{\"a\":\"\uFFFD\",\"model\":\"n\"}");
  }

  @Test
  void htmlIsNotEscapedAndControlCharactersAre() {
    assertThat(JsonValue.of("<a href='x'>&\u2028\"\\\n\u0001é").text())
        .isEqualTo("\"<a href='x'>&\u2028\\\"\\\\\\n\\u0001é\"");
  }

  @Test
  void halvesOfSurrogatePairsBecomeReplacementCharacters() {
    assertThat(JsonValue.parse("\"\\ud83d\\ude00 \\ud83d x\"").string())
        .isEqualTo("\ud83d\ude00 \uFFFD x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\":1",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "{'a':1}",
        "[1,]",
        "[1 2]",
        "{} x",
        "{}{}",
        "01",
        "-",
        "1.",
        ".5",
        "1e",
        "+1",
        "NaN",
        "tru",
        "nullx",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"a\nb\"",
        "\"\\",
        "]",
        "[}",
        "{]",
        "// c\n{}",
        "\uFEFF{}"
      })
  void whatIsNotJsonIsRefused(String text) {
    assertThatThrownBy(() -> JsonValue.parse(text)).isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void aSyntaxErrorNamesTheTroubleAndTheByte() {
    assertThatThrownBy(() -> JsonValue.parse("{\"a\":1,}"))
        .hasMessage("unexpected '}' where a key in quotes should be at byte 7");
  }

  @Test
  void nestingHasALimitAndNoStackIsNeededForIt() {
    String deep = "[".repeat(1000) + "]".repeat(1000);
    assertThat(JsonValue.parse(deep).elements()).hasSize(1);
    assertThatThrownBy(() -> JsonValue.parse("[" + deep + "]"))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessageContaining("1000 levels");
    assertThatThrownBy(() -> JsonValue.parse("{\"a\":".repeat(2_000_000)))
        .isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void hugeNumbersCostLittleAndCompare() {
    assertThat(JsonNumbers.parse("9".repeat(1_000_000)).get())
        .isGreaterThan(JsonNumbers.parse("1e300").get());
    assertThat(JsonNumbers.parse("-1e99999999999").get().signum()).isNegative();
    assertThat(JsonNumbers.parse("1e-99999999999").get().signum()).isZero();
    assertThat(JsonNumbers.parse(" 1")).isEmpty();
    assertThat(JsonNumbers.parse("Infinity")).isEmpty();
    assertThat(JsonNumbers.parse("0x10")).isEmpty();
    assertThat(JsonNumbers.parse("+.5"))
        .hasValueSatisfying(n -> assertThat(n).isEqualByComparingTo("0.5"));
  }
}
