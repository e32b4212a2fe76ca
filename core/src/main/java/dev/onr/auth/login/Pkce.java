package dev.onr.auth.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * A proof that whoever exchanges a code is who asked for it (RFC 7636, method S256).
 *
 * @param verifier shown when the code is exchanged; a secret until then
 * @param challenge shown when the login begins
 */
public record Pkce(String verifier, String challenge) {
  private static final int VERIFIER_BYTES = 64;
  private static final int STATE_BYTES = 32;

  /**
   * Makes one.
   *
   * @param random outside of tests a {@link java.security.SecureRandom}
   */
  public static Pkce random(RandomGenerator random) {
    String verifier = text(random, VERIFIER_BYTES);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return new Pkce(verifier, Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** What a browser must bring back, so that no other page can slip in a code (RFC 6749 §10.12). */
  public static String state(RandomGenerator random) {
    return text(random, STATE_BYTES);
  }

  private static String text(RandomGenerator random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Neither half. */
  @Override
  public String toString() {
    return "[pkce]";
  }
}
