package dev.onr.credential;

/**
 * A text that begins like a token key but can't be used as one. The reason is for the operator;
 * clients are told no more than 401. It names parameters and never shows their values.
 */
public final class InvalidTokenKeyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  // Strangers can make these happen at will, so they cost no stack trace.
  InvalidTokenKeyException(String reason) {
    super(reason, null, false, false);
  }
}
