package dev.onr.server.log;

import dev.onr.StandardStream;
import java.util.Map;

/** Tells whether a person looks at a standard stream, so that colours make sense on it. */
public final class Terminal {
  private Terminal() {}

  /** Whether standard output wants colours: a terminal, and {@code NO_COLOR} is blank or absent. */
  public static boolean colourOnOutput(Map<String, String> environment) {
    return wantsColour(environment) && StandardStream.OUTPUT.isTerminal();
  }

  /** Whether standard error wants colours: a terminal, and {@code NO_COLOR} is blank or absent. */
  public static boolean colourOnError(Map<String, String> environment) {
    return wantsColour(environment) && StandardStream.ERROR.isTerminal();
  }

  private static boolean wantsColour(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isBlank();
  }
}
