package dev.onr.server;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Failures of the operating system in words; Java leaves some of them out of its messages. */
final class ErrorText {
  private static final Pattern SYSTEM_CALL = Pattern.compile("\\w+\\(\\.\\.\\) failed.*: ([^:]+)");

  private ErrorText() {}

  /** What went wrong, with the file if there is one, in one line. */
  static String of(Throwable failure) {
    return switch (failure) {
      case NoSuchFileException e -> e.getFile() + ": no such file or directory";
      case AccessDeniedException e -> e.getFile() + ": permission denied";
      case NotDirectoryException e -> e.getFile() + ": not a directory";
      case FileAlreadyExistsException e -> e.getFile() + ": is in the way";
      case FileSystemException e -> String.valueOf(e.getMessage());
      default -> failure.getMessage() == null ? failure.toString() : reason(failure.getMessage());
    };
  }

  /** Of a system call's failure as Netty words it, only the end, in lower case as elsewhere. */
  private static String reason(String message) {
    Matcher call = SYSTEM_CALL.matcher(message);
    return call.matches() ? call.group(1).toLowerCase(Locale.ROOT) : message;
  }
}
