package dev.onr.credential;

/** An encrypted value or its key can't be used. The message shows neither of them. */
public final class EncryptionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  EncryptionException(String message) {
    super(message);
  }
}
