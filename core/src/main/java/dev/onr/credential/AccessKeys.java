package dev.onr.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * The keys that open the gateway, ready for comparison.
 *
 * <p>Keys are compared by their SHA-256, so neither the time nor the number of steps tells a caller
 * how long a key is, how much of it was right, or which one it was.
 */
public final class AccessKeys {
  private final List<byte[]> digests;

  private AccessKeys(List<byte[]> digests) {
    this.digests = digests;
  }

  /** Blank keys are left out: nothing matches them. */
  public static AccessKeys of(List<Secret> keys) {
    return new AccessKeys(
        keys.stream().filter(key -> !key.isBlank()).map(key -> digest(key.reveal())).toList());
  }

  /** Whether the credential is one of the keys; looks at all of them in any case. */
  public boolean matches(String credential) {
    byte[] candidate = digest(credential);
    boolean found = false;
    for (byte[] digest : digests) {
      found |= MessageDigest.isEqual(digest, candidate);
    }
    return found;
  }

  private static byte[] digest(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
