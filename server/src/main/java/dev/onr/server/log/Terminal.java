package dev.onr.server.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Tells whether a person looks at a standard stream, so that colours make sense on it. */
public final class Terminal {
  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;

  private Terminal() {}

  /** Whether standard output wants colours: a terminal, and {@code NO_COLOR} is blank or absent. */
  public static boolean colourOnOutput(Map<String, String> environment) {
    return wantsColour(environment) && isTerminal(STANDARD_OUTPUT);
  }

  /** Whether standard error wants colours: a terminal, and {@code NO_COLOR} is blank or absent. */
  public static boolean colourOnError(Map<String, String> environment) {
    return wantsColour(environment) && isTerminal(STANDARD_ERROR);
  }

  private static boolean wantsColour(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isBlank();
  }

  /**
   * Java knows of a terminal only when input and output both are one, and nothing of standard
   * error; Linux shows what each descriptor is.
   */
  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return Objects.requireNonNull(System.console()).isTerminal();
    }
  }
}
