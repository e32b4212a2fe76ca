package dev.onr.server.sdk.pairs;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON between the SDKs, each of which has its own types for it. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Json() {}

  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  static JsonNode parse(String text) {
    return MAPPER.readTree(text);
  }

  static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** The members of an object as values of an SDK. */
  static <V> Map<String, V> properties(Map<String, Object> object, Function<Object, V> value) {
    Map<String, V> properties = new TreeMap<>();
    object.forEach((name, member) -> properties.put(name, value.apply(member)));
    return properties;
  }
}
