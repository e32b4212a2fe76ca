package dev.onr.auth;

import dev.onr.credential.InvalidCredential;
import dev.onr.credential.Secret;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Private RSA keys in PEM (RFC 7468): PKCS#8, and the older PKCS#1. */
final class RsaKey {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  /** Version 0 and the algorithm rsaEncryption with no parameters (RFC 5208 §5). */
  private static final byte[] PKCS8_RSA =
      HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;

  private RsaKey() {}

  /**
   * Reads the first block of a PEM text.
   *
   * @throws InvalidCredential where it holds no private RSA key
   */
  static PrivateKey parse(Secret pem) {
    Matcher block = BLOCK.matcher(pem.reveal());
    if (!block.find()) {
      throw new InvalidCredential("credential file private_key has no PEM block");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(block.group(2));
      KeyFactory rsa = KeyFactory.getInstance("RSA");
      boolean old = block.group(1).equals("RSA PRIVATE KEY");
      return rsa.generatePrivate(new PKCS8EncodedKeySpec(old ? wrapped(der) : der));
    } catch (IllegalArgumentException | InvalidKeySpecException e) {
      throw new InvalidCredential(
          "credential file private_key is not an RSA key in PKCS#8 or PKCS#1");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  /** PKCS#8 is PKCS#1 inside an envelope that names the algorithm. */
  private static byte[] wrapped(byte[] pkcs1) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.writeBytes(PKCS8_RSA);
    inner.writeBytes(der(OCTET_STRING, pkcs1));
    return der(SEQUENCE, inner.toByteArray());
  }

  /** One DER value with a length of up to three bytes (X.690 §8.1.3). */
  private static byte[] der(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    out.write(0x83);
    out.write(content.length >> 16);
    out.write(content.length >> 8);
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }
}
