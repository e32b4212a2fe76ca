package dev.onr.credential;

import dev.onr.WhiteSpace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A text that must never be printed. Only code that writes it into a request may {@link #reveal()}
 * it.
 */
public final class Secret {
  /** The secret that is not there. */
  public static final Secret NONE = new Secret("");

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** Wraps a text. */
  public static Secret of(String value) {
    return value.isEmpty() ? NONE : new Secret(value);
  }

  /** The text itself, for a header or a cipher and nothing else. */
  public String reveal() {
    return value;
  }

  /** Whether there is nothing in it but white space. */
  public boolean isBlank() {
    return WhiteSpace.isBlank(value);
  }

  /** The same secret without white space at its ends. */
  public Secret trimmed() {
    return of(WhiteSpace.trim(value));
  }

  /**
   * Compares in time that does not depend on where the texts differ. An empty secret matches
   * nothing.
   */
  public boolean matches(String candidate) {
    return !value.isEmpty()
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && value.equals(secret.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "[secret]";
  }
}
