package dev.onr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onr.server.exchange.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that is renewed under a running gateway. */
@Timeout(120)
class CertificateReloadTest {
  @TempDir private Path directory;

  private void install(Path file, String name) throws IOException {
    Path fresh = Files.copy(file, directory.resolve(name + ".new"));
    Files.move(fresh, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static int status(String url, TestCertificate trusted) throws Exception {
    URI uri = URI.create(url.replace("127.0.0.1", "localhost") + "/healthz");
    try (HttpClient client = trusted.client(HttpClient.Version.HTTP_2)) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  @Test
  void aRenewedCertificateIsShownAndABrokenOneIsNot() throws Exception {
    TestCertificate first = TestCertificate.create(directory, "first");
    TestCertificate second = TestCertificate.create(directory, "second");
    install(first.certificate(), "tls.crt");
    install(first.key(), "tls.key");
    Files.writeString(
        directory.resolve("onr.yaml"),
        """
        server:
          listen: "127.0.0.1:0"
          pid_file: onr.pid
          tls: {cert_file: tls.crt, key_file: tls.key}
        admin: {listen: "127.0.0.1:0"}
        """);
    Files.writeString(directory.resolve("keys.yaml"), "access_keys: [{value: first}]\n");
    Files.createDirectories(directory.resolve("config/providers"));
    try (OnrProcess onr = OnrProcess.start(directory, Map.of(), "-c", "onr.yaml")) {
      String url = onr.awaitUrl();
      String admin = onr.awaitAdminUrl();
      assertThat(url).startsWith("https://");
      assertThat(admin).startsWith("https://");
      assertThat(status(url, first)).isEqualTo(200);
      assertThat(status(admin, first)).isEqualTo(404);
      install(second.certificate(), "tls.crt");
      onr.awaitError("tls.key is not the private key of the certificate in tls.crt");
      assertThat(status(url, first)).isEqualTo(200);
      install(second.key(), "tls.key");
      onr.awaitError("certificate changed");
      assertThat(status(url, second)).isEqualTo(200);
      assertThat(status(admin, second)).isEqualTo(404);
      assertThatThrownBy(() -> status(url, first)).isInstanceOf(SSLException.class);
    }
  }
}
