package dev.onr.server.log;

/** A format of the access log that can't be used; the message says where and why, in one line. */
public final class InvalidAccessFormatException extends RuntimeException {
  InvalidAccessFormatException(String message) {
    super(message);
  }
}
