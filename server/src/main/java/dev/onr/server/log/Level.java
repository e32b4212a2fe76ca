package dev.onr.server.log;

import java.util.Locale;
import java.util.Optional;

/** How much a line of the system log matters. */
public enum Level {
  DEBUG(Colour.CYAN),
  INFO(Colour.GREEN),
  WARN(Colour.YELLOW),
  ERROR(Colour.RED);

  private final Colour colour;

  Level(Colour colour) {
    this.colour = colour;
  }

  Colour colour() {
    return colour;
  }

  /** The level of a word such as {@code info}; case and blanks around it do not matter. */
  public static Optional<Level> named(String word) {
    String wanted = word.strip().toUpperCase(Locale.ROOT);
    for (Level level : values()) {
      if (level.name().equals(wanted)) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }
}
