package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Upstreams behind TLS: trusted by the JDK's store, and only under their own name. */
class TlsTest {
  private static final String CHAT = "{\"model\":\"m\"}";

  @TempDir static Path directory;
  private static TestCertificate certificate;
  private static Vertx vertx;
  private static HttpServer upstream;

  @BeforeAll
  static void start() throws Exception {
    certificate = TestCertificate.create(directory, "upstream");
    vertx = Vertx.vertx();
    upstream = certificate.serve(vertx);
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private static TestGateway.Builder gateway(String host) {
    return TestGateway.to("https://" + host + ":" + upstream.actualPort());
  }

  private static Answer ask(String host, boolean trusted) throws Exception {
    String more = trusted ? "upstream: {ca_file: " + certificate.certificate() + "}\n" : "";
    try (TestGateway gateway = gateway(host).yaml(more).start()) {
      return gateway.chat(CHAT);
    }
  }

  @Test
  void anUpstreamWithACertificateOfTheCaFileIsServedOverHttp2() throws Exception {
    assertThat(ask("localhost", true).text()).isEqualTo("{\"version\":\"HTTP_2\"}");
  }

  @Test
  void http2CanBeSwitchedOff() throws Exception {
    String more = "upstream: {http2: false, ca_file: " + certificate.certificate() + "}\n";
    try (TestGateway gateway = gateway("localhost").yaml(more).start()) {
      assertThat(gateway.chat(CHAT).text()).isEqualTo("{\"version\":\"HTTP_1_1\"}");
    }
  }

  @Test
  void theJdksTrustStoreCounts() throws Exception {
    System.setProperty("javax.net.ssl.trustStore", certificate.store().toString());
    System.setProperty("javax.net.ssl.trustStorePassword", TestCertificate.PASSWORD);
    try {
      assertThat(ask("localhost", false).status()).isEqualTo(200);
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
    }
  }

  @Test
  void anUntrustedCertificateIs502() throws Exception {
    Answer answer = ask("localhost", false);
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.text()).contains("upstream_unreachable").contains("TLS");
  }

  @Test
  void aCertificateForAnotherNameIs502() throws Exception {
    Answer answer = ask("127.0.0.1", true);
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.text()).contains("TLS");
  }
}
