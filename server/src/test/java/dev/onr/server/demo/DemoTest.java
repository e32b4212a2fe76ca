package dev.onr.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.RunningGateway;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a newcomer meets it: start, paste, read. */
final class DemoTest {
  private static final Pattern CURL =
      Pattern.compile("curl (?:-N )?(\\S+) -H '([^']+)' -H '([^']+)' -d '([^']+)'");

  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private Vertx vertx;
  private Demo demo;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    demo = Demo.prepare(vertx, directory, 0).await();
    gateway = RunningGateway.start(demo.configuration());
  }

  @AfterEach
  void stop() {
    client.close();
    gateway.close();
    vertx.close().await();
  }

  @Test
  void thePrintedLinesWorkWhenPasted() throws Exception {
    List<String> lines =
        demo.banner(gateway.port()).lines().filter(line -> line.startsWith("curl ")).toList();

    assertThat(lines).hasSize(3);
    for (String line : lines) {
      HttpResponse<String> answer = paste(line);
      assertThat(answer.statusCode()).as(line).isEqualTo(200);
      // Streams bring it word by word.
      assertThat(answer.body()).as(line).containsPattern("no model was asked|\"asked");
    }
    assertThat(paste(lines.getFirst()).body()).endsWith("data: [DONE]\n\n");
  }

  @Test
  void everyApiOfTheDemoAnswers() throws Exception {
    assertThat(post("/v1/responses", "{\"model\":\"demo\",\"input\":\"Hi\"}")).isEqualTo(200);
    assertThat(post("/v1/completions", "{\"model\":\"demo\",\"prompt\":\"Hi\"}")).isEqualTo(200);
    assertThat(post("/v1/embeddings", "{\"model\":\"demo-embedding\",\"input\":\"Hi\"}"))
        .isEqualTo(200);
    assertThat(post("/v1/images/generations", "{\"model\":\"demo-image\",\"prompt\":\"Hi\"}"))
        .isEqualTo(200);
    assertThat(post("/v1/audio/speech", "{\"model\":\"demo-speech\",\"input\":\"Hi\"}"))
        .isEqualTo(200);
    assertThat(
            post(
                "/v1beta/models/demo:streamGenerateContent",
                "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}"))
        .isEqualTo(200);
  }

  @Test
  void theRecordSaysWhatAnswersUsedAndCost() throws Exception {
    String chat = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    post("/v1/chat/completions", "{\"model\":\"demo\"," + chat);
    post("/v1/messages", "{\"model\":\"demo\",\"max_tokens\":9," + chat);
    post("/v1/messages", "{\"model\":\"demo\",\"max_tokens\":9,\"stream\":true," + chat);
    post("/v1/responses", "{\"model\":\"demo\",\"stream\":true,\"input\":\"Hi\"}");
    post(
        "/v1beta/models/demo:streamGenerateContent",
        "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}");
    for (int i = 0; i < 5; i++) {
      var record = gateway.nextRecord();
      assertThat(record.accounting().usageStage()).as("%s", record).isEqualTo("upstream");
      assertThat(record.accounting().figures())
          .as("%s", record)
          .containsKeys("input_tokens", "output_tokens", "cost_total");
      assertThat(record.accounting().finishReason()).as("%s", record).isNotEmpty();
    }
  }

  @Test
  void misbehaviourCanBeAskedFor() throws Exception {
    HttpRequest request =
        to("/v1/chat/completions")
            .header("Authorization", "Bearer demo")
            .header("x-simulate", "status=429")
            .POST(BodyPublishers.ofString("{\"model\":\"demo\"}"))
            .build();

    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(429);
  }

  @Test
  void anotherKeyIsRefused() throws Exception {
    HttpRequest request = to("/v1/models").header("Authorization", "Bearer something else").build();

    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
  }

  private int post(String path, String body) throws Exception {
    HttpRequest request =
        to(path)
            .header("Authorization", "Bearer " + Demo.ACCESS_KEY)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString()).statusCode();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(gateway.baseUrl() + path));
  }

  private HttpResponse<String> paste(String line) throws Exception {
    Matcher curl = CURL.matcher(line);
    assertThat(curl.matches()).as(line).isTrue();
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(curl.group(1)));
    for (String header : List.of(curl.group(2), curl.group(3))) {
      int colon = header.indexOf(": ");
      request.header(header.substring(0, colon), header.substring(colon + 2));
    }
    return client.send(
        request.POST(BodyPublishers.ofString(curl.group(4))).build(), BodyHandlers.ofString());
  }
}
