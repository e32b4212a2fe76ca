package dev.onr.server.tls;

import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates upstreams may show: those of the JDK's trust store, and more.
 *
 * @param more authorities beside the JDK's
 */
public record TrustedAuthorities(List<X509Certificate> more) {
  /** The JDK's alone. */
  public static final TrustedAuthorities DEFAULT = new TrustedAuthorities(List.of());

  public TrustedAuthorities {
    more = List.copyOf(more);
  }

  /**
   * Adds the certificates of a PEM file.
   *
   * @throws InvalidPemException when it can't be read or has none
   */
  public static TrustedAuthorities of(Path file) throws InvalidPemException {
    try {
      List<X509Certificate> found = certificates(Files.readAllBytes(file));
      if (found.isEmpty()) {
        throw new InvalidPemException(file + " has no certificate; it must be a PEM file");
      }
      return new TrustedAuthorities(found);
    } catch (IOException e) {
      throw new InvalidPemException(file + " can't be read", e);
    }
  }

  static List<X509Certificate> certificates(byte[] pem) throws InvalidPemException {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException e) {
      throw new InvalidPemException(
          "it has a certificate that can't be read: " + e.getMessage(), e);
    }
  }

  /** For Vert.x; empty where the JDK's own store is enough. */
  public Optional<TrustOptions> options() {
    if (more.isEmpty()) {
      return Optional.empty();
    }
    try {
      KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
      all.load(null, null);
      int number = 0;
      for (X509Certificate issuer : defaultIssuers()) {
        all.setCertificateEntry("jdk-" + number++, issuer);
      }
      for (X509Certificate issuer : more) {
        all.setCertificateEntry("file-" + number++, issuer);
      }
      return Optional.of(TrustOptions.wrap(factory(all)));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the JDK can't keep certificates in memory", e);
    }
  }

  private static X509Certificate[] defaultIssuers() throws GeneralSecurityException {
    for (TrustManager manager : factory(null).getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509.getAcceptedIssuers();
      }
    }
    return new X509Certificate[0];
  }

  private static TrustManagerFactory factory(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }
}
