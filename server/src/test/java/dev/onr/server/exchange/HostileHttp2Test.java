package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attacks on the TLS listener, with HTTP/2 and without. */
class HostileHttp2Test {
  private static final String CHAT = "{\"model\":\"m\"}";

  @TempDir static Path directory;
  private static TestCertificate certificate;

  private final Vertx vertx = Vertx.vertx();

  @BeforeAll
  static void create() throws Exception {
    certificate = TestCertificate.create(directory, "gateway");
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private static TestGateway.Builder gateway(ScriptedUpstream upstream) {
    return TestGateway.to(upstream)
        .server(
            "tls: {cert_file: %s, key_file: %s}"
                .formatted(certificate.certificate(), certificate.key()));
  }

  private HttpClientAgent http2() {
    return vertx.createHttpClient(
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setUseAlpn(true)
            .setSsl(true)
            .setTrustAll(true)
            .setVerifyHost(false),
        new PoolOptions().setHttp2MaxSize(1));
  }

  private static RequestOptions chat(TestGateway gateway) {
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setHost("localhost")
        .setPort(gateway.gateway.port())
        .setURI("/v1/chat/completions")
        .putHeader("authorization", "Bearer " + TestGateway.TOKEN);
  }

  private static HttpRequest ordinary(TestGateway gateway, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("https://localhost:" + gateway.gateway.port() + "/v1/chat/completions"))
            .header("Authorization", "Bearer " + TestGateway.TOKEN)
            .POST(HttpRequest.BodyPublishers.ofString(CHAT));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  @Test
  void aClientThatResetsItsRequestsInARowLosesItsConnection() throws Exception {
    Signal closed = new Signal();
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{}");
        TestGateway gateway = gateway(upstream).start();
        HttpClient bystander = certificate.client(HttpClient.Version.HTTP_2)) {
      HttpClientAgent client = http2();
      HttpConnection connection =
          client.request(chat(gateway)).await(10, TimeUnit.SECONDS).connection();
      connection.closeHandler(ignored -> closed.give());
      // More than the 400 resets of one connection that are taken within a minute.
      for (int i = 0; i < 1000; i++) {
        client
            .request(chat(gateway))
            .onSuccess(
                request -> {
                  request.setChunked(true).exceptionHandler(ignored -> {});
                  request.writeHead().onComplete(ignored -> request.reset(8));
                });
      }
      closed.await();
      HttpResponse<String> answer = bystander.send(ordinary(gateway), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      // The last answer may be read before its exchange is closed.
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (gateway.gateway.inFlight() > 0 && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      assertThat(gateway.gateway.inFlight()).isZero();
    }
  }

  @Test
  void aSlowBodyOnAStreamIs408AndTheOthersGoOn() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{}");
        TestGateway gateway = gateway(upstream).server("read_timeout_ms: 300").start()) {
      HttpClientAgent client = http2();
      var slow = client.request(chat(gateway)).await(10, TimeUnit.SECONDS);
      slow.setChunked(true);
      slow.write("{");
      var refused = slow.response().await(10, TimeUnit.SECONDS);
      assertThat(refused.statusCode()).isEqualTo(408);
      var other =
          client
              .request(chat(gateway))
              .compose(request -> request.send(CHAT))
              .await(10, TimeUnit.SECONDS);
      assertThat(other.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anOversizedHeadIsRefused() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{}");
        TestGateway gateway = gateway(upstream).yaml("limits: {max_header_bytes: 16384}").start();
        HttpClient client = certificate.client(HttpClient.Version.HTTP_2)) {
      // Many fields, since compression would make a repeated one small.
      String[] headers =
          IntStream.range(0, 40)
              .boxed()
              .flatMap(i -> java.util.stream.Stream.of("x-" + i, "x".repeat(1000)))
              .toArray(String[]::new);
      assertThat(
              client
                  .sendAsync(ordinary(gateway, headers), BodyHandlers.ofString())
                  .handle((answer, failure) -> answer == null ? 431 : answer.statusCode())
                  .get(10, TimeUnit.SECONDS))
          .isEqualTo(431);
      assertThat(upstream.requests).isEmpty();
      assertThat(client.send(ordinary(gateway), BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void aSlowHeadOverTlsClosesTheConnection() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{}");
        TestGateway gateway = gateway(upstream).server("read_timeout_ms: 300").start();
        SSLSocket socket = tls(gateway)) {
      socket
          .getOutputStream()
          .write("GET /healthz HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(10_000);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aSlowBodyOverTlsIs408() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{}");
        TestGateway gateway = gateway(upstream).server("read_timeout_ms: 300").start();
        SSLSocket socket = tls(gateway)) {
      String request = TestGateway.post("/v1/chat/completions", CHAT);
      socket
          .getOutputStream()
          .write(request.substring(0, request.length() - 3).getBytes(StandardCharsets.UTF_8));
      socket.setSoTimeout(10_000);
      String head = ScriptedUpstream.Wire.head(socket.getInputStream());
      assertThat(new Answer(head, new byte[0]).status()).isEqualTo(408);
    }
  }

  private static SSLSocket tls(TestGateway gateway) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());
    return (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", gateway.gateway.port());
  }

  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
