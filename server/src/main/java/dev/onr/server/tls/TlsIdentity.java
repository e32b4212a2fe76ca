package dev.onr.server.tls;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate with its key, as the gateway shows it to its clients. Two are equal when their
 * files have the same bytes.
 *
 * @param certificateFile PEM file: the certificate, and those that lead to its authority
 * @param keyFile PEM file: its private key in PKCS#8 form, not encrypted
 * @param certificate the bytes of the first
 * @param key the bytes of the second
 */
public record TlsIdentity(Path certificateFile, Path keyFile, Buffer certificate, Buffer key) {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END");

  /**
   * Reads both files and checks that they belong together.
   *
   * @throws InvalidPemException says what is wrong with them
   */
  public static TlsIdentity read(Path certificateFile, Path keyFile) throws InvalidPemException {
    byte[] certificate = bytes(certificateFile);
    byte[] key = bytes(keyFile);
    List<X509Certificate> chain = TrustedAuthorities.certificates(certificate);
    if (chain.isEmpty()) {
      throw new InvalidPemException(certificateFile + " has no certificate; it must be a PEM file");
    }
    checkPair(certificateFile, chain.getFirst(), keyFile, key);
    return new TlsIdentity(
        certificateFile, keyFile, Buffer.buffer(certificate), Buffer.buffer(key));
  }

  /** Reads the same files again. */
  public TlsIdentity reread() throws InvalidPemException {
    return read(certificateFile, keyFile);
  }

  /** For Vert.x. */
  public KeyCertOptions options() {
    return new PemKeyCertOptions().addCertValue(certificate).addKeyValue(key);
  }

  @Override
  public String toString() {
    return certificateFile + " with " + keyFile;
  }

  private static byte[] bytes(Path file) throws InvalidPemException {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InvalidPemException(file + " can't be read", e);
    }
  }

  private static void checkPair(
      Path certificateFile, X509Certificate certificate, Path keyFile, byte[] pem)
      throws InvalidPemException {
    String algorithm = certificate.getPublicKey().getAlgorithm();
    try {
      PrivateKey key =
          KeyFactory.getInstance(algorithm)
              .generatePrivate(new PKCS8EncodedKeySpec(pkcs8(keyFile, pem)));
      Signature probe = Signature.getInstance(signature(algorithm));
      byte[] text = {1, 2, 3};
      probe.initSign(key);
      probe.update(text);
      byte[] signed = probe.sign();
      probe.initVerify(certificate.getPublicKey());
      probe.update(text);
      if (probe.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      // Of another kind than the certificate's, or broken.
    }
    throw new InvalidPemException(
        keyFile + " is not the private key of the certificate in " + certificateFile);
  }

  private static byte[] pkcs8(Path file, byte[] pem) throws InvalidPemException {
    // ISO 8859-1 turns any byte into a character.
    Matcher block = KEY.matcher(new String(pem, java.nio.charset.StandardCharsets.ISO_8859_1));
    if (!block.find()) {
      throw new InvalidPemException(file + " has no private key; it must be a PEM file");
    }
    if (!block.group(1).isEmpty()) {
      throw new InvalidPemException(
          file
              + " has a key in another form than PKCS#8 without a passphrase; turn it into that"
              + " with: openssl pkcs8 -topk8 -nodes -in "
              + file.getFileName());
    }
    try {
      return Base64.getMimeDecoder().decode(block.group(2));
    } catch (IllegalArgumentException e) {
      throw new InvalidPemException(file + " has a private key that can't be read", e);
    }
  }

  private static String signature(String algorithm) {
    return switch (algorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> algorithm; // EdDSA keys sign under their own name.
    };
  }
}
