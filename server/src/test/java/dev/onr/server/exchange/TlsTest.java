package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JksOptions;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Upstreams behind TLS: trusted by the JDK's store, and only under their own name. */
class TlsTest {
  private static final String PASSWORD = "changeit";
  private static final String CHAT = "{\"model\":\"m\"}";

  @TempDir static Path directory;
  private static Vertx vertx;
  private static HttpServer upstream;

  @BeforeAll
  static void start() throws Exception {
    Path keys = directory.resolve("keys.p12");
    int made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "upstream",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start()
            .waitFor();
    assertThat(made).isZero();
    vertx = Vertx.vertx();
    upstream =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setKeyCertOptions(
                        new JksOptions().setPath(keys.toString()).setPassword(PASSWORD)))
            .requestHandler(request -> request.response().end("{\"tls\":true}"))
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private static Answer ask(String host, boolean trusted) throws Exception {
    if (trusted) {
      System.setProperty("javax.net.ssl.trustStore", directory.resolve("keys.p12").toString());
      System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    }
    try (TestGateway gateway =
        TestGateway.to("https://" + host + ":" + upstream.actualPort()).start()) {
      return gateway.chat(CHAT);
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
    }
  }

  @Test
  void aTrustedUpstreamIsServed() throws Exception {
    Answer answer = ask("localhost", true);
    assertThat(answer.text()).isEqualTo("{\"tls\":true}");
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
