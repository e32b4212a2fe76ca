package dev.onr.server.tls;

/** A certificate or key file that can't be used; the message says why and what to do. */
public final class InvalidPemException extends Exception {
  private static final long serialVersionUID = 1;

  InvalidPemException(String message) {
    super(message);
  }

  InvalidPemException(String message, Throwable cause) {
    super(message, cause);
  }
}
