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
  private static final MessageDigest SHA_256 = sha256();

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
      // Never fed itself, so that any thread may copy it, which is quicker than to look one up.
      MessageDigest fresh = (MessageDigest) SHA_256.clone();
      return fresh.digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("every Java platform's SHA-256 can be copied", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
