package dev.onr.credential;

/**
 * A credential that can't do what the configuration wants of it. Only the operator can mend it; the
 * message names the part that is wrong and never its content.
 */
public final class InvalidCredential extends RuntimeException {
  public InvalidCredential(String message) {
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
