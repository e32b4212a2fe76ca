package dev.onr.server;

import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Failures of the operating system in words; Java leaves some of them out of its messages. */
final class ErrorText {
  private ErrorText() {}

  /** What went wrong, with the file if there is one, in one line. */
  static String of(Throwable failure) {
    return switch (failure) {
      case NoSuchFileException e -> e.getFile() + ": no such file or directory";
      case AccessDeniedException e -> e.getFile() + ": permission denied";
      case NotDirectoryException e -> e.getFile() + ": not a directory";
      case FileAlreadyExistsException e -> e.getFile() + ": is in the way";
      case FileSystemException e -> String.valueOf(e.getMessage());
      case BindException e -> bind(e);
      default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
    };
  }

  /** Netty says "bind(..) failed: Address already in use"; only the end of it is of interest. */
  private static String bind(BindException e) {
    String text = String.valueOf(e.getMessage());
    int reason = text.lastIndexOf(": ");
    String end = reason < 0 ? text : text.substring(reason + 2);
    // As the system's other texts begin, in lower case.
    return end.isEmpty() ? text : Character.toLowerCase(end.charAt(0)) + end.substring(1);
  }
}
