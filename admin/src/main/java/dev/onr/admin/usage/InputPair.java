package dev.onr.admin.usage;

import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An input that is given as a text or as a file, by two flags of which one may be used.
 *
 * @param flag the flag for the text, without dashes
 * @param fileFlag the flag for the file, without dashes
 */
record InputPair(String flag, Optional<String> text, String fileFlag, Optional<String> file) {
  /** Exit code of commands whose input is missing or unreadable. */
  static final int NO_INPUT = 2;

  InputPair {
    if (text.isPresent() && file.isPresent()) {
      throw new Failure("-%s and -%s are mutually exclusive".formatted(flag, fileFlag), NO_INPUT);
    }
  }

  /** The bytes of the text or the file; nothing where neither is given. */
  Optional<byte[]> read(Shell shell) {
    return text.map(value -> value.getBytes(StandardCharsets.UTF_8))
        .or(() -> file.map(name -> read(name, shell)));
  }

  private byte[] read(String name, Shell shell) {
    Path path = shell.path(name);
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new Failure(
          "can't read -%s %s: it is missing or unreadable".formatted(fileFlag, name), NO_INPUT);
    }
  }

  /** All of standard input. */
  static byte[] standardInput(Shell shell) {
    try {
      return shell.in().readAllBytes();
    } catch (IOException e) {
      throw new Failure("can't read standard input: " + e.getMessage(), NO_INPUT);
    }
  }
}
