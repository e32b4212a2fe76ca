package dev.onr.steps;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A Content-Type (RFC 9110 §8.3).
 *
 * @param essence type and subtype in lower case; empty when the value is no media type
 * @param parameters by lower-case name
 * @param raw the value as it came
 */
record MediaType(String essence, Map<String, String> parameters, String raw) {
  private static final Pattern ESSENCE =
      Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+/[!#$%&'*+.^_`|~0-9a-z-]+");

  /** What nearly every client sends. */
  private static final MediaType JSON =
      new MediaType("application/json", Map.of(), "application/json");

  static MediaType parse(String value) {
    if (value.equals(JSON.raw)) {
      return JSON;
    }
    HeaderParameters parsed = HeaderParameters.parse(value);
    String essence = parsed.value().toLowerCase(Locale.ROOT);
    boolean sound = parsed.isSound() && ESSENCE.matcher(essence).matches();
    return new MediaType(sound ? essence : "", sound ? parsed.parameters() : Map.of(), value);
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
