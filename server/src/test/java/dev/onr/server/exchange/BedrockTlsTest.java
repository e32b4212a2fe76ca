package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.RunningGateway;
import dev.onr.server.exchange.RawClient.Answer;
import dev.onr.server.exchange.ScriptedUpstream.Request;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures hold over TLS with either version of HTTP, whose requests differ in their form. */
class BedrockTlsTest {
  @TempDir Path directory;
  private Vertx vertx;
  private TestCertificate certificate;
  private HttpServer upstream;

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    certificate = TestCertificate.create(directory, "upstream");
    upstream = certificate.serve(vertx, BedrockTlsTest::check);
  }

  /** Answers with the version, or with what is wrong with the signature. */
  private static void check(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              StringBuilder head = new StringBuilder("POST " + request.uri() + " HTTP\r\n");
              if (!request.headers().contains("host")) {
                head.append("host: ").append(request.authority()).append("\r\n");
              }
              request
                  .headers()
                  .forEach(
                      (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
              request
                  .response()
                  .end(verdict(request, new Request(head.toString(), body.getBytes())));
            });
  }

  private static String verdict(HttpServerRequest request, Request asSent) {
    try {
      return BedrockStage.CHECK.trouble(asSent).orElse(request.version().name());
    } catch (Exception e) {
      return e.toString();
    }
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource({
    "true, aws-bedrock, HTTP_2",
    "true, aws-bedrock-mantle, HTTP_2",
    "false, aws-bedrock, HTTP_1_1",
    "false, aws-bedrock-mantle, HTTP_1_1",
  })
  void theSignatureIsOfWhatIsSent(boolean http2, String provider, String version) throws Exception {
    String more =
        "upstream: {http2: %s, ca_file: %s}\n".formatted(http2, certificate.certificate());
    String baseUrl = "https://localhost:" + upstream.actualPort();
    String ask = "{\"model\":\"a:0\",\"max_tokens\":1,\"messages\":[]}";
    try (RunningGateway gateway = BedrockStage.gateway(baseUrl, more);
        RawClient client = new RawClient(gateway.port())) {
      Answer answer = client.send(BedrockStage.request(provider, "/v1/messages", ask)).answer();

      assertThat(answer.text()).isEqualTo(version);
    }
  }
}
