package dev.onr.server.log;

import java.nio.file.Path;

/** Where access-log lines go. */
public sealed interface AccessLogTarget {
  /** Nowhere. */
  record Disabled() implements AccessLogTarget {}

  /**
   * Standard output.
   *
   * @param colour whether the status is coloured
   */
  record StandardOutput(boolean colour) implements AccessLogTarget {}

  /** The end of a file, which is made (0600, missing directories 0750) if it does not exist. */
  record AppendedFile(Path path) implements AccessLogTarget {}

  /** The end of a file that is archived when it becomes too large and when a day ends. */
  record RotatedFile(Path path, Rotation rotation) implements AccessLogTarget {}

  /** How the operator knows the target: {@code disabled}, {@code stdout} or the path. */
  default String describe() {
    return switch (this) {
      case Disabled() -> "disabled";
      case StandardOutput(boolean colour) -> "stdout";
      case AppendedFile(Path path) -> path.toString();
      case RotatedFile(Path path, Rotation rotation) -> path.toString();
    };
  }
}
