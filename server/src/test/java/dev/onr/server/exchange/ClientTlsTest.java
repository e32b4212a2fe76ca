package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.tls.TlsIdentity;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that come over TLS, with HTTP/2 and without. */
class ClientTlsTest {
  private static final String STREAM = "{\"model\":\"m\",\"stream\":true}";

  @TempDir static Path directory;
  private static TestCertificate first;
  private static TestCertificate second;

  @BeforeAll
  static void create() throws Exception {
    first = TestCertificate.create(directory, "first");
    second = TestCertificate.create(directory, "second");
  }

  private static TestGateway.Builder gateway(ScriptedUpstream upstream) {
    return TestGateway.to(upstream)
        .server("tls: {cert_file: %s, key_file: %s}".formatted(first.certificate(), first.key()));
  }

  private static HttpRequest chat(TestGateway gateway, String body) {
    return HttpRequest.newBuilder(
            URI.create("https://localhost:" + gateway.gateway.port() + "/v1/chat/completions"))
        .header("Authorization", "Bearer " + TestGateway.TOKEN)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void wholeAnswersAndStreamsArrive(HttpClient.Version version) throws Exception {
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  for (var request = line.request(); request != null; request = line.request()) {
                    if (request.text().contains("stream")) {
                      line.startEvents();
                      line.chunk("data: {\"n\":1}\n\n");
                      line.chunk("data: [DONE]\n\n");
                      line.endChunks();
                    } else {
                      line.write("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{\"ok\":1}");
                    }
                  }
                });
        TestGateway gateway = gateway(upstream).start();
        HttpClient client = first.client(version)) {
      HttpResponse<String> whole =
          client.send(chat(gateway, "{\"model\":\"m\"}"), BodyHandlers.ofString());
      assertThat(whole.version()).isEqualTo(version);
      assertThat(whole.body()).isEqualTo("{\"ok\":1}");
      HttpResponse<String> stream = client.send(chat(gateway, STREAM), BodyHandlers.ofString());
      assertThat(stream.body()).isEqualTo("data: {\"n\":1}\n\ndata: [DONE]\n\n");
      assertThat(stream.headers().firstValue("connection")).isEmpty();
    }
  }

  @Test
  void onRequestThatBreaksLeavesTheOthersOnItsConnectionAlone() throws Exception {
    CountDownLatch open = new CountDownLatch(2);
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  String text = line.request().text();
                  line.startEvents();
                  line.chunk("data: {\"n\":1}\n\n");
                  open.countDown();
                  open.await(10, TimeUnit.SECONDS);
                  if (text.contains("cut")) {
                    line.reset();
                  } else {
                    line.chunk("data: [DONE]\n\n");
                    line.endChunks();
                  }
                });
        TestGateway gateway = gateway(upstream).start();
        HttpClient client = first.client(HttpClient.Version.HTTP_2)) {
      var cut =
          client.sendAsync(
              chat(gateway, "{\"model\":\"cut\",\"stream\":true}"), BodyHandlers.ofString());
      HttpResponse<String> whole = client.send(chat(gateway, STREAM), BodyHandlers.ofString());
      assertThat(whole.body()).endsWith("data: [DONE]\n\n");
      cut.handle((answer, failure) -> answer == null ? "" : answer.body())
          .thenAccept(body -> assertThat(body).doesNotContain("[DONE]"))
          .get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void manyRequestsShareAConnection() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{\"ok\":1}");
        TestGateway gateway = gateway(upstream).start();
        HttpClient client = first.client(HttpClient.Version.HTTP_2)) {
      client.send(chat(gateway, "{}"), BodyHandlers.ofString());
      List<CompletableFuture<HttpResponse<String>>> answers =
          IntStream.range(0, 200)
              .mapToObj(
                  i ->
                      client.sendAsync(
                          chat(gateway, "{\"model\":\"m" + i + "\"}"), BodyHandlers.ofString()))
              .toList();
      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("{\"ok\":1}");
      }
    }
  }

  @Test
  void aClientThatResetsItsStreamEndsTheUpstreamCall() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.startEvents();
                  line.chunk("data: {\"n\":1}\n\n");
                  line.awaitClose();
                  ended.countDown();
                });
        TestGateway gateway = gateway(upstream).start();
        HttpClient client = first.client(HttpClient.Version.HTTP_2)) {
      InputStream body = client.send(chat(gateway, STREAM), BodyHandlers.ofInputStream()).body();
      assertThat(new String(body.readNBytes(6), StandardCharsets.UTF_8)).isEqualTo("data: ");
      body.close();
      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(gateway.record().outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
    }
  }

  @Test
  void anotherCertificateIsShownToNewConnections() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{\"ok\":1}");
        TestGateway gateway = gateway(upstream).start()) {
      gateway
          .gateway
          .show(TlsIdentity.read(second.certificate(), second.key()))
          .await(10, TimeUnit.SECONDS);
      try (HttpClient client = second.client(HttpClient.Version.HTTP_2)) {
        HttpResponse<String> answer = client.send(chat(gateway, "{}"), BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("{\"ok\":1}");
      }
    }
  }
}
