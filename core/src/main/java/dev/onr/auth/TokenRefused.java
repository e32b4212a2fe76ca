package dev.onr.auth;

/** A token endpoint's answer that holds no token. The message repeats nothing secret of it. */
public final class TokenRefused extends RuntimeException {
  TokenRefused(String message) {
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
