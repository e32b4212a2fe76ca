package dev.onr.credential;

import dev.onr.WhiteSpace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Secrets that may lie in a file: {@code ENC[v1:aesgcm:…]}, where the base64 text holds a nonce of
 * 12 bytes, the ciphertext, and the tag of 16 bytes, by AES-256-GCM without associated data.
 */
public final class EncryptedValue {
  private static final String PREFIX = "ENC[";
  private static final Pattern FORM = Pattern.compile("ENC\\[v1:aesgcm:([A-Za-z0-9+/=]+)\\]");
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private EncryptedValue() {}

  /** Whether the text is meant as an encrypted value, well-formed or not. */
  public static boolean isMeant(String text) {
    return WhiteSpace.trim(text).startsWith(PREFIX);
  }

  /**
   * Opens an encrypted value.
   *
   * @return the plain text, byte for byte as it was encrypted
   * @throws EncryptionException where the form is wrong, the key is another, or a byte was changed
   */
  public static Secret decrypt(String text, MasterKey key) {
    ByteBuffer sealed = ByteBuffer.wrap(bytes(text));
    if (sealed.remaining() < NONCE_BYTES) {
      throw new EncryptionException("ciphertext too short");
    }
    byte[] nonce = new byte[NONCE_BYTES];
    sealed.get(nonce);
    byte[] rest = new byte[sealed.remaining()];
    sealed.get(rest);
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(Cipher.DECRYPT_MODE, key.spec(), new GCMParameterSpec(TAG_BITS, nonce));
      return Secret.of(new String(cipher.doFinal(rest), StandardCharsets.UTF_8));
    } catch (AEADBadTagException e) {
      throw new EncryptionException(
          "decrypt failed: %s is another key, or the value was changed"
              .formatted(MasterKey.VARIABLE));
    } catch (GeneralSecurityException e) {
      throw new EncryptionException("decrypt failed: " + e.getClass().getSimpleName());
    }
  }

  /** Checks the form alone, which needs no key. */
  static void checkForm(String text) {
    bytes(text);
  }

  /**
   * Seals a secret under a nonce of its own.
   *
   * @param random where the nonce comes from; outside of tests a {@link
   *     java.security.SecureRandom}, as a nonce used twice breaks the cipher
   */
  public static String encrypt(Secret plain, MasterKey key, RandomGenerator random) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(Cipher.ENCRYPT_MODE, key.spec(), new GCMParameterSpec(TAG_BITS, nonce));
      byte[] sealed = cipher.doFinal(plain.reveal().getBytes(StandardCharsets.UTF_8));
      byte[] all = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
      return "ENC[v1:aesgcm:" + Base64.getEncoder().encodeToString(all) + "]";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  private static byte[] bytes(String text) {
    Matcher form = FORM.matcher(WhiteSpace.trim(text));
    if (!form.matches()) {
      throw new EncryptionException("ciphertext must be in ENC[v1:aesgcm:...] format");
    }
    return PaddedBase64.decode(form.group(1))
        .orElseThrow(
            () ->
                new EncryptionException(
                    "invalid base64 ciphertext: wrong length, or '=' anywhere but at the end"));
  }
}
