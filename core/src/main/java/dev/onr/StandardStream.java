package dev.onr;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The three streams that a process is born with. */
public enum StandardStream {
  INPUT(0),
  OUTPUT(1),
  ERROR(2);

  private final int descriptor;

  StandardStream(int descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Whether a person sits at the other end. Linux shows what each descriptor is; elsewhere Java
   * only knows of input and output together, and nothing of standard error.
   */
  public boolean isTerminal() {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    if (Files.isSymbolicLink(link)) {
      try {
        String target = Files.readSymbolicLink(link).toString();
        return target.startsWith("/dev/pts/")
            || target.startsWith("/dev/tty")
            || target.equals("/dev/console");
      } catch (IOException e) {
        return false; // Closed while we looked.
      }
    }
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }
}
