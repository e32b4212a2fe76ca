package dev.onr.json;

import dev.onr.ByteCollector;
import dev.onr.ByteSink;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value: a stretch of valid JSON bytes that is read only where somebody asks. What nobody
 * asks for keeps its form: {@code 1.0} stays {@code 1.0}. Immutable as long as nobody changes the
 * bytes it was made from.
 */
public final class JsonValue {
  public static final JsonValue NULL = ofValid("null");
  public static final JsonValue TRUE = ofValid("true");
  public static final JsonValue FALSE = ofValid("false");

  final byte[] source;
  final int start;
  final int end;

  /** The members of a root object, known since it was checked; null where they are not known. */
  private final @Nullable MemberTable table;

  private JsonValue(byte[] source, int start, int end, @Nullable MemberTable table) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.table = table;
  }

  /** A value inside text that is known to be valid. */
  static JsonValue within(byte[] source, int start, int end) {
    return new JsonValue(source, start, end, null);
  }

  private static JsonValue ofValid(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return within(bytes, 0, bytes.length);
  }

  /**
   * Checks one whole JSON text (RFC 8259, within {@link JsonLimits#WIDEST}) and keeps its bytes.
   *
   * @throws JsonSyntaxException when the bytes are anything else
   */
  public static JsonValue parse(byte[] text) {
    return parse(text, 0, text.length);
  }

  /** As {@link #parse(byte[])}, for the bytes from {@code from} up to before {@code to}. */
  public static JsonValue parse(byte[] text, int from, int to) {
    return parse(text, from, to, JsonLimits.WIDEST);
  }

  /** As {@link #parse(byte[])}, within other limits. */
  public static JsonValue parse(byte[] text, JsonLimits limits) {
    return parse(text, 0, text.length, limits);
  }

  private static JsonValue parse(byte[] text, int from, int to, JsonLimits limits) {
    JsonScanner.Checked checked = JsonScanner.check(text, from, to, limits);
    return new JsonValue(text, checked.start(), checked.end(), checked.members());
  }

  /** As {@link #parse(byte[])}. */
  public static JsonValue parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether the bytes from {@code from} up to before {@code to} are one JSON object. */
  public static boolean isObject(byte[] text, int from, int to) {
    return JsonScanner.isObject(text, from, to);
  }

  /** A string. */
  public static JsonValue of(String text) {
    ByteCollector out = new ByteCollector(text.length() + 2);
    JsonStrings.write(text, out);
    byte[] bytes = out.toByteArray();
    return within(bytes, 0, bytes.length);
  }

  /** An integer. */
  public static JsonValue of(long number) {
    return ofValid(Long.toString(number));
  }

  /** A number in plain notation, without zeros at the end of a fraction. */
  public static JsonValue of(BigDecimal number) {
    return ofValid(JsonNumbers.plain(number));
  }

  /** A boolean. */
  public static JsonValue of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** An array of the given values. */
  public static JsonValue ofArray(List<JsonValue> elements) {
    // Measured first: elements may be images.
    int length = Math.max(2, elements.size() + 1);
    for (JsonValue element : elements) {
      length = Math.addExact(length, element.end - element.start);
    }
    byte[] bytes = new byte[length];
    bytes[0] = '[';
    int at = 1;
    for (JsonValue element : elements) {
      if (at > 1) {
        bytes[at++] = ',';
      }
      System.arraycopy(element.source, element.start, bytes, at, element.end - element.start);
      at += element.end - element.start;
    }
    bytes[at] = ']';
    return within(bytes, 0, length);
  }

  /** An array of strings. */
  public static JsonValue ofStrings(List<String> texts) {
    return ofArray(texts.stream().map(JsonValue::of).toList());
  }

  /** What kind of value this is. */
  public JsonType type() {
    return switch (source[start]) {
      case '{' -> JsonType.OBJECT;
      case '[' -> JsonType.ARRAY;
      case '"' -> JsonType.STRING;
      case 't', 'f' -> JsonType.BOOL;
      case 'n' -> JsonType.NULL;
      default -> JsonType.NUMBER;
    };
  }

  public boolean isObject() {
    return source[start] == '{';
  }

  public boolean isString() {
    return source[start] == '"';
  }

  public boolean isNull() {
    return source[start] == 'n';
  }

  public boolean isTrue() {
    return source[start] == 't';
  }

  /**
   * The text of a string, empty for every other value. Bytes that are not UTF-8 and halves of
   * surrogate pairs become U+FFFD.
   */
  public String string() {
    return isString() ? JsonStrings.decode(source, start + 1, end - 1) : "";
  }

  /** The number as written; empty for every other value. */
  public String numberText() {
    return type() == JsonType.NUMBER ? text() : "";
  }

  /** The value of a number; nothing for every other value. */
  public Optional<BigDecimal> number() {
    return type() == JsonType.NUMBER ? JsonNumbers.parse(text()) : Optional.empty();
  }

  /** The member of an object that has this name; of several the last. Null where there is none. */
  public @Nullable JsonValue member(String name) {
    if (!isObject()) {
      return null;
    }
    MemberTable members = members();
    for (int i = members.size() - 1; i >= 0; i--) {
      if (members.isNamed(source, i, name)) {
        return within(source, members.valueFrom(i), members.valueTo(i));
      }
    }
    return null;
  }

  /** The members of an object by name; of several of one name the last. Empty for other values. */
  public Map<String, JsonValue> memberValues() {
    if (!isObject()) {
      return Map.of();
    }
    Map<String, JsonValue> values = new LinkedHashMap<>();
    MemberTable members = members();
    for (int i = 0; i < members.size(); i++) {
      values.put(members.name(source, i), within(source, members.valueFrom(i), members.valueTo(i)));
    }
    return values;
  }

  /** Whether this is an array without elements or an object without members. */
  public boolean isEmptyContainer() {
    if (source[start] != '[' && source[start] != '{') {
      return false;
    }
    int i = start + 1;
    while (source[i] == ' ' || source[i] == '\t' || source[i] == '\n' || source[i] == '\r') {
      i++;
    }
    return i == end - 1;
  }

  /** The same value in bytes of its own, so that the text around it need not be kept. */
  public JsonValue detached() {
    return within(bytes(), 0, end - start);
  }

  /** The value at a path; null where a key is missing or something on the way is no object. */
  public @Nullable JsonValue find(ObjectPath path) {
    JsonValue value = this;
    for (String key : path.keys()) {
      value = value.member(key);
      if (value == null) {
        return null;
      }
    }
    return value;
  }

  /** The elements of an array; none for every other value. */
  public List<JsonValue> elements() {
    if (source[start] != '[') {
      return List.of();
    }
    int[] spans = ValidJson.elements(source, start, end);
    List<JsonValue> elements = new ArrayList<>(spans.length / 2);
    for (int i = 0; i < spans.length; i += 2) {
      elements.add(within(source, spans[i], spans[i + 1]));
    }
    return elements;
  }

  /**
   * Whether two values mean the same: texts, truth values and null by value, numbers by their
   * decimal value whatever their form, arrays and objects only when their bytes are equal.
   */
  public boolean means(JsonValue other) {
    if (Arrays.equals(source, start, end, other.source, other.start, other.end)) {
      return true;
    }
    JsonType type = type();
    if (type != other.type()) {
      return false;
    }
    return switch (type) {
      case STRING -> string().equals(other.string());
      case NUMBER ->
          number().isPresent()
              && other.number().isPresent()
              && number().get().compareTo(other.number().get()) == 0;
      case NULL -> true;
      case BOOL, ARRAY, OBJECT -> false;
    };
  }

  /** The JSON text. */
  public String text() {
    return new String(source, start, end - start, StandardCharsets.UTF_8);
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return Arrays.copyOfRange(source, start, end);
  }

  /** Writes the bytes as they are. */
  public void writeTo(ByteSink out) {
    out.write(source, start, end - start);
  }

  /** The JSON text; values of clients do not belong into logs, so do not print this. */
  @Override
  public String toString() {
    return text();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonValue value
        && Arrays.equals(source, start, end, value.source, value.start, value.end);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + source[i];
    }
    return hash;
  }

  MemberTable members() {
    return table != null ? table : ValidJson.members(source, start, end);
  }
}
