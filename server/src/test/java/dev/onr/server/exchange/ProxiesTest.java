package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Upstreams behind proxies. Their name, {@code upstream.test}, is known to nobody: only a proxy
 * that gets the name itself can lead there.
 */
class ProxiesTest {
  private static final String CHAT = "{\"model\":\"m\"}";

  @TempDir static Path directory;
  private static TestCertificate certificate;
  private static Vertx vertx;
  private static HttpServer tlsUpstream;

  @BeforeAll
  static void start() throws Exception {
    certificate = TestCertificate.create(directory, "upstream");
    vertx = Vertx.vertx();
    tlsUpstream = certificate.serve(vertx);
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private static TestGateway.Builder gateway(String target, String proxy) {
    return TestGateway.to(target)
        .yaml(
            "upstream:\n  ca_file: %s\nupstream_proxies:\n  by_provider:\n    acme: %s\n"
                .formatted(certificate.certificate(), proxy));
  }

  private static Answer ask(String target, String proxy) throws Exception {
    try (TestGateway gateway = gateway(target, proxy).start()) {
      return gateway.chat(CHAT);
    }
  }

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anHttpProxyGetsTheWholeUrlOfAPlainUpstream() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{\"ok\":1}");
        FakeProxy proxy = FakeProxy.leadingTo(upstream.port(), FakeProxy::http)) {
      Answer answer = ask("http://upstream.test", "http://me:p%40ss@127.0.0.1:" + proxy.port());
      assertThat(answer.text()).isEqualTo("{\"ok\":1}");
      String head = proxy.asked.getFirst();
      assertThat(head).startsWith("POST http://upstream.test/v1/chat/completions HTTP/1.1\r\n");
      assertThat(head.toLowerCase(java.util.Locale.ROOT)).contains("host: upstream.test\r\n");
      assertThat(head).containsIgnoringCase("proxy-authorization: " + basic("me:p@ss"));
      assertThat(upstream.requests.getFirst().text()).isEqualTo(CHAT);
    }
  }

  @Test
  void anHttpProxyOpensATunnelToATlsUpstream() throws Exception {
    try (FakeProxy proxy = FakeProxy.leadingTo(tlsUpstream.actualPort(), FakeProxy::http)) {
      Answer answer = ask("https://upstream.test", "http://me:secret@127.0.0.1:" + proxy.port());
      assertThat(answer.text()).isEqualTo("{\"version\":\"HTTP_2\"}");
      assertThat(proxy.asked).hasSize(1);
      assertThat(proxy.asked.getFirst())
          .startsWith("CONNECT upstream.test:443 HTTP/1.1\r\n")
          .containsIgnoringCase("proxy-authorization: " + basic("me:secret"));
    }
  }

  @Test
  void anHttpsProxyIsSpokenToOverTls() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{\"ok\":1}");
        FakeProxy plain = new FakeProxy(tlsListener(), upstream.port(), FakeProxy::http);
        FakeProxy tunnel =
            new FakeProxy(tlsListener(), tlsUpstream.actualPort(), FakeProxy::http)) {
      assertThat(ask("http://upstream.test", "https://localhost:" + plain.port()).text())
          .isEqualTo("{\"ok\":1}");
      assertThat(plain.asked.getFirst()).startsWith("POST http://upstream.test/");
      assertThat(ask("https://upstream.test", "https://localhost:" + tunnel.port()).text())
          .contains("HTTP_");
      assertThat(tunnel.asked.getFirst()).startsWith("CONNECT upstream.test:443 ");
    }
  }

  private static ServerSocket tlsListener() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(certificate.store())) {
      keys.load(in, TestCertificate.PASSWORD.toCharArray());
    }
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, TestCertificate.PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5", "socks5h"})
  void aSocksProxyGetsTheNameAndTheLogin(String scheme) throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{\"ok\":1}");
        FakeProxy proxy = FakeProxy.leadingTo(upstream.port(), FakeProxy::socks5)) {
      Answer answer =
          ask("http://upstream.test:81", scheme + "://me:secret@127.0.0.1:" + proxy.port());
      assertThat(answer.text()).isEqualTo("{\"ok\":1}");
      assertThat(proxy.asked).isEqualTo(List.of("login me secret", "upstream.test:81"));
    }
  }

  @Test
  void aSocksProxyLeadsToATlsUpstream() throws Exception {
    try (FakeProxy proxy = FakeProxy.leadingTo(tlsUpstream.actualPort(), FakeProxy::socks5)) {
      Answer answer = ask("https://upstream.test", "socks5://127.0.0.1:" + proxy.port());
      assertThat(answer.text()).isEqualTo("{\"version\":\"HTTP_2\"}");
      assertThat(proxy.asked).isEqualTo(List.of("upstream.test:443"));
    }
  }

  @Test
  void connectionsThroughAProxyAreKept() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{\"ok\":1}");
        FakeProxy proxy = FakeProxy.leadingTo(upstream.port(), FakeProxy::socks5);
        TestGateway gateway =
            gateway("http://upstream.test", "socks5://127.0.0.1:" + proxy.port()).start()) {
      gateway.chat(CHAT);
      gateway.chat(CHAT);
      assertThat(upstream.requests).hasSize(2);
      assertThat(proxy.asked).hasSize(1);
    }
  }

  @Test
  void aProxyThatWantsALoginIs502() throws Exception {
    try (FakeProxy proxy = FakeProxy.leadingTo(0, FakeProxy.refusing("407 Who Are You"))) {
      for (String target : List.of("http://upstream.test", "https://upstream.test")) {
        Answer answer = ask(target, "http://me:secret@127.0.0.1:" + proxy.port());
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text())
            .contains("upstream_unreachable", "through the proxy 127.0.0.1:" + proxy.port())
            .doesNotContain("secret");
      }
    }
  }

  @Test
  void aProxyThatRefusesATunnelIs502() throws Exception {
    try (FakeProxy proxy = FakeProxy.leadingTo(0, FakeProxy.refusing("403 Forbidden"))) {
      Answer answer = ask("https://upstream.test", "http://127.0.0.1:" + proxy.port());
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("upstream_unreachable", "the proxy answered 403");
    }
  }

  @Test
  void aProxyThatCutsIs502() throws Exception {
    try (FakeProxy proxy = FakeProxy.leadingTo(0, FakeProxy::cutting)) {
      for (String target : List.of("http://upstream.test", "https://upstream.test")) {
        Answer answer = ask(target, "http://127.0.0.1:" + proxy.port());
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text()).contains("upstream_unreachable");
      }
    }
  }

  @Test
  void aProxyThatHangsIs504InTime() throws Exception {
    try (FakeProxy proxy = FakeProxy.leadingTo(0, FakeProxy::hanging);
        TestGateway gateway =
            gateway("https://upstream.test", "http://127.0.0.1:" + proxy.port())
                .server("connect_timeout_ms: 200")
                .start()) {
      Answer answer = gateway.chat(CHAT);
      assertThat(answer.status()).isEqualTo(504);
      assertThat(answer.text()).contains("upstream_timeout", "through the proxy");
    }
  }

  @Test
  void aProxyThatIsNotThereIs502AndNeverGoneAround() throws Exception {
    int port;
    try (ServerSocket gone = new ServerSocket(0)) {
      port = gone.getLocalPort();
    }
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{}")) {
      Answer answer = ask(upstream.url(), "http://127.0.0.1:" + port);
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("through the proxy 127.0.0.1:" + port + ": connection");
      assertThat(upstream.requests).isEmpty();
    }
  }
}
