package dev.onr.server;

import dev.onr.WhiteSpace;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The environment as a source of settings. A blank variable counts as absent. */
record Variables(Map<String, String> values) {
  Optional<String> text(String name) {
    return raw(name).map(WhiteSpace::trim);
  }

  /** Not trimmed, for the one setting in which outer blanks mean something. */
  Optional<String> raw(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !WhiteSpace.isBlank(value));
  }

  static Optional<Boolean> flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "1", "true", "yes", "y", "on" -> Optional.of(true);
      case "0", "false", "no", "n", "off" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  static OptionalLong whole(String text) {
    try {
      return text.matches("[-+]?[0-9]+")
          ? OptionalLong.of(Long.parseLong(text))
          : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
