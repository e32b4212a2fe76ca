package dev.onr.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the SDK tests do not see: misbehaviour on demand, records, and the bytes on the wire. */
final class SimulatedUpstreamTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String HELLO =
      "{\"model\":\"demo\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

  private final HttpClient client = HttpClient.newHttpClient();
  private Vertx vertx;
  private SimulatedUpstream upstream;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    upstream = SimulatedUpstream.start(vertx, SimulatedUpstream.Options.test()).await();
  }

  @AfterEach
  void stop() {
    client.close();
    vertx.close().await();
  }

  @Test
  void everyAnswerSaysWhereItComesFrom() throws Exception {
    HttpResponse<String> answer = ask("");

    assertThat(answer.headers().firstValue("x-simulated-upstream")).hasValue("onr");
    assertThat(answer.body()).contains("This answer comes from onr's simulated upstream");
  }

  @Test
  void aStreamOfFiftyEventsHasFiftyDeltas() throws Exception {
    List<String> events = send(CHAT, "events=50", HELLO.formatted(true)).body().lines().toList();

    assertThat(events).filteredOn(line -> line.contains("\"content\":\"")).hasSize(1 + 50);
    assertThat(events).endsWith("data: [DONE]", "");
  }

  /**
   * Over a bare socket: Java's client throws away what it has not handed out yet when a stream
   * breaks.
   */
  @Test
  void aStreamIsCutAfterThreeEvents() throws Exception {
    byte[] body = HELLO.formatted(true).getBytes(StandardCharsets.UTF_8);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), upstream.port())) {
      String head =
          "POST "
              + CHAT
              + " HTTP/1.1\r\nHost: u\r\nContent-Type: application/json\r\n"
              + "x-simulate: cut-after=3\r\nContent-Length: "
              + body.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(body);
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer.lines().filter(line -> line.startsWith("data: {"))).hasSize(3);
      assertThat(answer).doesNotContain("[DONE]").doesNotEndWith("0\r\n\r\n");
    }
  }

  @Test
  void aWholeAnswerIsCutInTheMiddle() {
    assertThatThrownBy(() -> ask("cut-after=0")).isInstanceOf(IOException.class);
  }

  @Test
  void aStreamStallsAfterTwoEventsUntilTheClientLeaves() throws Exception {
    try (BufferedReader lines = stream("stall-after=2")) {
      assertThat(lines.readLine()).startsWith("data: {");
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).startsWith("data: {");
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.ready()).isFalse();
      assertThat(upstream.lastRequest().orElseThrow().end().isComplete()).isFalse();
    }
    assertThat(endOfLastRequest()).isFalse();
  }

  @Test
  void aPacedStreamEndsWhenTheClientLeaves() throws Exception {
    try (BufferedReader lines = stream("pace-ms=5 events=100000")) {
      assertThat(lines.readLine()).startsWith("data: {");
    }
    assertThat(endOfLastRequest()).isFalse();
  }

  @Test
  void aPacedStreamSaysTheSameAsABurst() throws Exception {
    String paced = send(CHAT, "pace-ms=1", HELLO.formatted(true)).body();
    String burst = send(CHAT, "", HELLO.formatted(true)).body();

    assertThat(contents(paced)).isEqualTo(contents(burst)).isNotEmpty();
    assertThat(endOfLastRequest()).isTrue();
  }

  private static List<String> contents(String events) {
    return events
        .lines()
        .filter(line -> line.contains("\"delta\""))
        .map(line -> line.substring(line.indexOf("\"delta\"")))
        .toList();
  }

  @Test
  void aDelayedAnswerDoesNotHoldUpOthers() throws Exception {
    CompletableFuture<HttpResponse<String>> delayed =
        client.sendAsync(
            request(CHAT, "delay-ms=60000", HELLO.formatted(false)), BodyHandlers.ofString());

    assertThat(ask("").statusCode()).isEqualTo(200);
    assertThat(delayed).isNotDone();
    delayed.cancel(true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/v1/chat/completions | {\"error\":{\"message\":\"M\",\"type\":\"requests\","
            + "\"param\":null,\"code\":\"rate_limit_exceeded\"}}",
        "/v1/messages | {\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\","
            + "\"message\":\"M\"},\"request_id\":\"req_simulated\"}",
        "/v1beta/models/demo:generateContent | {\"error\":{\"code\":429,\"message\":\"M\","
            + "\"status\":\"RESOURCE_EXHAUSTED\"}}",
      })
  void errorsHaveTheShapeOfTheVendor(String path, String body) throws Exception {
    HttpResponse<String> answer = send(path, "status=429, retry-after=7", "{}");

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("retry-after")).hasValue("7");
    assertThat(answer.body())
        .isEqualTo(body.replace("\"M\"", "\"Simulated error 429, as the request asked.\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/v1/chat/completions | {\"model\":\"demo\",\"stream\":true,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]} | data: {\"error\":",
        "/v1/responses | {\"model\":\"demo\",\"stream\":true,\"input\":\"Hello\"} | event: error",
        "/v1/messages | {\"model\":\"demo\",\"stream\":true,\"max_tokens\":9,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]} | event: error",
        "/v1beta/models/demo:streamGenerateContent?alt=sse | {\"contents\":[]}"
            + " | data: {\"error\":",
      })
  void aStreamEndsWithTheErrorEventOfTheVendor(String path, String body, String start)
      throws Exception {
    List<String> lines = send(path, "error-after=2", body).body().lines().toList();

    assertThat(lines).filteredOn(line -> line.startsWith("data: ")).hasSize(3);
    assertThat(lines).filteredOn(line -> line.startsWith(start)).hasSize(1);
  }

  @Test
  void aRedirectHasALocationAndNoBody() throws Exception {
    HttpResponse<String> answer = ask("status=307");

    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(answer.headers().firstValue("location")).hasValue("/elsewhere");
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sleep=3 | unknown [sleep]",
        "status | 'status' is not of the form name=number",
        "status=many | 'status=many' is not of the form name=number",
      })
  void aWishThatNobodyKnowsIsRefused(String wish, String message) throws Exception {
    HttpResponse<String> answer = ask(wish);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions, invalid_api_key",
    "/v1/messages, authentication_error",
    "/v1beta/models/demo:generateContent, UNAUTHENTICATED"
  })
  void anotherKeyThanTheExpectedOneIsRefused(String path, String code) throws Exception {
    var options = SimulatedUpstream.Options.test().withExpectedKey("right");
    upstream = SimulatedUpstream.start(vertx, options).await();

    HttpResponse<String> answer = send(path, "", "{}");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains(code);
  }

  @Test
  void whatIsNotJsonOrHasNoModelOrNoPlaceIsRefused() throws Exception {
    assertThat(send(CHAT, "", "{\"model\":").statusCode()).isEqualTo(400);
    assertThat(send(CHAT, "", "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}").body())
        .contains("Missing required parameter: 'model'.");
    assertThat(send("/v1/nothing", "", "{}").statusCode()).isEqualTo(404);
    assertThat(send("/v1/images/edits", "", "{}").body()).contains("multipart/form-data");
  }

  @Test
  void requestsAreRecordedAsTheyCame() throws Exception {
    send(CHAT + "?b=2&a=%20", "", HELLO.formatted(false));

    RecordedRequest recorded = upstream.lastRequest().orElseThrow();
    assertThat(recorded.method()).isEqualTo("POST");
    assertThat(recorded.target()).isEqualTo(CHAT + "?b=2&a=%20");
    assertThat(recorded.headers().get("content-type")).isEqualTo("application/json");
    assertThat(recorded.text()).isEqualTo(HELLO.formatted(false));
    upstream.forgetRequests();
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void geminiStreamsAnArrayUnlessAskedForEvents() throws Exception {
    String path = "/v1beta/models/demo:streamGenerateContent";
    String question = "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}";

    HttpResponse<String> array = send(path, "", question);
    HttpResponse<String> events = send(path + "?alt=sse", "", question);

    assertThat(array.headers().firstValue("content-type").orElseThrow())
        .startsWith("application/json");
    assertThat(Json.tree(array.body()).size())
        .isEqualTo((int) events.body().lines().filter(line -> line.startsWith("data: ")).count());
    assertThat(events.body()).contains("}\r\n\r\n");
  }

  @Test
  void aLongRunningJobIsDoneWhenAskedFor() throws Exception {
    String started = send("/v1beta/models/demo:predictLongRunning", "", "{}").body();
    assertThat(started).isEqualTo("{\"name\":\"models/demo/operations/simulated\"}");

    String name = Json.tree(started).path("name").stringValue();
    HttpRequest poll =
        HttpRequest.newBuilder(URI.create(upstream.baseUrl() + "/v1beta/" + name)).build();
    assertThat(client.send(poll, BodyHandlers.ofString()).body()).contains("\"done\":true");
  }

  private boolean endOfLastRequest() throws Exception {
    return upstream
        .lastRequest()
        .orElseThrow()
        .end()
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  private HttpResponse<String> ask(String wish) throws Exception {
    return send(CHAT, wish, HELLO.formatted(false));
  }

  private HttpResponse<String> send(String path, String wish, String body) throws Exception {
    return client.send(request(path, wish, body), BodyHandlers.ofString());
  }

  private BufferedReader stream(String wish) throws Exception {
    InputStream body =
        client
            .send(request(CHAT, wish, HELLO.formatted(true)), BodyHandlers.ofInputStream())
            .body();
    return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  private HttpRequest request(String path, String wish, String body) {
    return HttpRequest.newBuilder(URI.create(upstream.baseUrl() + path))
        .header("content-type", "application/json")
        .header("x-simulate", wish)
        .timeout(Duration.ofSeconds(60))
        .POST(BodyPublishers.ofString(body))
        .build();
  }
}
