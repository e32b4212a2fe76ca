package dev.onr.steps;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Content-Type (RFC 9110 §8.3).
 *
 * @param essence type and subtype in lower case; empty when the value is no media type
 * @param parameters by lower-case name
 * @param raw the value as it came
 */
record MediaType(String essence, Map<String, String> parameters, String raw) {
  static MediaType parse(String value) {
    HeaderParameters parsed = HeaderParameters.parse(value);
    String essence = parsed.value().toLowerCase(Locale.ROOT);
    boolean sound =
        parsed.isSound() && essence.matches("[!#$%&'*+.^_`|~0-9a-z-]+/[!#$%&'*+.^_`|~0-9a-z-]+");
    return new MediaType(
        sound ? essence : "", sound ? parsed.parameters() : new TreeMap<>(), value);
  }

  boolean is(String type) {
    return essence.equals(type);
  }

  /** A parameter's value; empty where it is missing. */
  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** Whether the media type, or a value that is none, has {@code json} in it. */
  boolean mentionsJson() {
    String text = essence.isEmpty() ? raw.toLowerCase(Locale.ROOT) : essence;
    return text.contains("json");
  }
}
