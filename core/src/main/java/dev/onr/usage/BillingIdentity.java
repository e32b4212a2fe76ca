package dev.onr.usage;

import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What makes several quantities one item of a bill.
 *
 * @param dimension in lower case
 * @param unit in lower case
 * @param attributes sorted by name
 * @param flatName the name under which logs and price lists know it, made of the others: {@code
 *     cache_write_ttl_5m_tokens}, {@code audio_tts_seconds}
 */
record BillingIdentity(
    String dimension, String unit, Map<String, String> attributes, String flatName) {
  BillingIdentity(String dimension, String unit, Map<String, String> attributes) {
    this(dimension, unit, attributes, flatName(dimension, unit, attributes));
  }

  /** Whether it is a plain count of tokens of this dimension, with or without attributes. */
  boolean isTokens(String someDimension) {
    return unit.equals("token") && dimension.equals(someDimension);
  }

  private static String flatName(String dimension, String unit, Map<String, String> attributes) {
    StringJoiner name = new StringJoiner("_");
    name.setEmptyValue("");
    append(name, dimension);
    attributes.forEach(
        (attribute, value) -> {
          append(name, attribute);
          append(name, value);
        });
    append(
        name,
        switch (unit) {
          case "token", "call", "image", "second" -> unit + "s";
          default -> unit;
        });
    return name.toString();
  }

  /** Letters and digits stay; every run of anything else becomes one underscore, none outside. */
  private static void append(StringJoiner name, String part) {
    StringBuilder clean = new StringBuilder(part.length());
    boolean gap = false;
    for (int point : part.strip().toLowerCase(Locale.ROOT).codePoints().toArray()) {
      if (!Character.isLetterOrDigit(point)) {
        gap = true;
        continue;
      }
      if (gap && !clean.isEmpty()) {
        clean.append('_');
      }
      gap = false;
      clean.appendCodePoint(point);
    }
    if (!clean.isEmpty()) {
      name.add(clean);
    }
  }
}
