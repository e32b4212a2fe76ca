package dev.onr.credential;

import dev.onr.WhiteSpace;
import java.nio.charset.StandardCharsets;
import javax.crypto.spec.SecretKeySpec;

/** The AES-256 key that opens encrypted values. */
public final class MasterKey {
  /** The environment variable that holds it. */
  public static final String VARIABLE = "ONR_MASTER_KEY";

  private static final int BYTES = 32;

  private final byte[] bytes;

  private MasterKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads the variable's text: 32 bytes as they are, or 32 bytes in base64, of either alphabet,
   * with padding or without.
   *
   * @param text empty where the variable isn't set
   * @throws EncryptionException where it is neither
   */
  public static MasterKey of(String text) {
    String trimmed = WhiteSpace.trim(text);
    byte[] literal = trimmed.getBytes(StandardCharsets.UTF_8);
    if (literal.length == 0) {
      throw new EncryptionException(VARIABLE + " is required to decrypt ENC[...] values");
    }
    if (literal.length == BYTES) {
      return new MasterKey(literal);
    }
    byte[] decoded =
        PaddedBase64.decode(padded(trimmed))
            .orElseThrow(
                () ->
                    new EncryptionException(
                        VARIABLE + " must be 32 bytes or base64-encoded 32 bytes"));
    if (decoded.length != BYTES) {
      throw new EncryptionException(VARIABLE + " must be 32 bytes (AES-256)");
    }
    return new MasterKey(decoded);
  }

  private static String padded(String base64) {
    String standard = base64.replace('-', '+').replace('_', '/');
    return standard.endsWith("=")
        ? standard
        : standard + "=".repeat((4 - standard.length() % 4) % 4);
  }

  SecretKeySpec spec() {
    return new SecretKeySpec(bytes, "AES");
  }

  @Override
  public String toString() {
    return "[master key]";
  }
}
