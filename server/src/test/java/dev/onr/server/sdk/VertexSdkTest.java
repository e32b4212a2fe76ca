package dev.onr.server.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.onr.auth.RfcKey;
import dev.onr.json.JsonValue;
import dev.onr.server.RunningGateway;
import dev.onr.server.demo.SimulatedUpstream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The vendors' SDKs reach Vertex AI through the provider file that ships: a service account gets
 * the tokens, and the simulated upstream stands behind a door that lets in what Vertex would.
 */
final class VertexSdkTest {
  private static final String KEY = "key-of-the-upstream";
  private static final String PROJECT = "/v1/projects/the-project/locations/europe-west4";
  private static final GenerateContentConfig PLAIN = GenerateContentConfig.builder().build();

  private static final Vertx VERTX = Vertx.vertx();
  private static final List<String> TOKEN_REQUESTS = new CopyOnWriteArrayList<>();

  @TempDir static Path directory;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    SimulatedUpstream simulated =
        SimulatedUpstream.start(VERTX, SimulatedUpstream.Options.test().withExpectedKey(KEY))
            .await();
    HttpClient client = VERTX.createHttpClient();
    HttpServer vertex =
        VERTX
            .createHttpServer()
            .requestHandler(request -> enter(request, client, simulated.baseUrl()))
            .listen(0, "127.0.0.1")
            .await();
    gateway = RunningGateway.start(configuration("http://127.0.0.1:" + vertex.actualPort()));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    VERTX.close().await();
  }

  private static Path configuration(String vertex) throws Exception {
    Path account = directory.resolve("account.json");
    Files.writeString(
        account,
        """
        {"project_id": "the-project", "client_email": "robot@acme.test", "private_key": %s,
         "token_uri": "%s/token"}
        """
            .formatted(JsonValue.of(RfcKey.pkcs8()).text(), vertex));
    Path keys = directory.resolve("keys.yaml");
    Files.writeString(
        keys,
        """
        providers:
          vertex:
            keys: [{credential_file: "%s", location: europe-west4, base_url_override: "%s"}]
        access_keys: [{value: client}]
        """
            .formatted(account, vertex));
    Path configuration = directory.resolve("onr.yaml");
    Files.writeString(
        configuration,
        """
        server: {listen: "127.0.0.1:0", workers: 1}
        providers: {dir: "%s"}
        keys: {file: "%s"}
        models: {file: "%s"}
        """
            .formatted(
                Path.of("../config/onr.conf").toAbsolutePath().normalize(),
                keys,
                directory.resolve("none.yaml")));
    return configuration;
  }

  /** Vertex's door: tokens at one end, and paths of a project for who has one. */
  private static void enter(HttpServerRequest request, HttpClient client, String upstream) {
    if (request.path().equals("/token")) {
      request
          .body()
          .onSuccess(
              body -> {
                TOKEN_REQUESTS.add(body.toString());
                request.response().end("{\"access_token\":\"ya29.token\",\"expires_in\":3599}");
              });
      return;
    }
    String path = request.path();
    boolean mayEnter =
        "Bearer ya29.token".equals(request.getHeader("Authorization"))
            && "the-project".equals(request.getHeader("x-goog-user-project"))
            && path.startsWith(PROJECT);
    if (!mayEnter) {
      request.response().setStatusCode(403).end("{\"error\":{\"message\":\"no entry\"}}");
      return;
    }
    String inner =
        path.substring(PROJECT.length())
            .replace("/endpoints/openapi/", "/v1/")
            .replace("/publishers/google/", "/v1beta/");
    String query = request.query() == null ? "" : "?" + request.query();
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setAbsoluteURI(upstream + inner + query)
            .putHeader("x-goog-api-key", KEY)
            .putHeader("Authorization", "Bearer " + KEY)
            .putHeader("Content-Type", request.getHeader("Content-Type"));
    Future<?> sent =
        request
            .body()
            .compose(body -> client.request(options).compose(outgoing -> outgoing.send(body)))
            .compose(
                answer -> {
                  request.response().setStatusCode(answer.statusCode()).setChunked(true);
                  request.response().putHeader("Content-Type", answer.getHeader("Content-Type"));
                  return answer.pipeTo(request.response());
                });
    sent.onFailure(cause -> request.response().reset());
  }

  private static Client google() {
    return Client.builder()
        .apiKey("client")
        .httpOptions(
            HttpOptions.builder()
                .baseUrl(gateway.baseUrl())
                .headers(Map.of("x-onr-provider", "vertex"))
                .build())
        .build();
  }

  @Test
  void googlesSdkAsksForContent() {
    try (Client client = google()) {
      GenerateContentResponse answer = client.models.generateContent("demo", "Hello there", PLAIN);
      assertThat(answer.text()).endsWith("You asked: \"Hello there\"");
    }
    assertThat(TOKEN_REQUESTS).as("one token serves all tests").hasSize(1);
  }

  @Test
  void googlesSdkAsksForAStream() {
    StringBuilder text = new StringBuilder();
    try (Client client = google();
        ResponseStream<GenerateContentResponse> stream =
            client.models.generateContentStream("demo", "Hello there", PLAIN)) {
      stream.forEach(chunk -> text.append(chunk.text()));
    }
    assertThat(text.toString()).endsWith("You asked: \"Hello there\"");
  }

  @Test
  void openAisSdkReachesTheCompatibilityEndpoint() {
    var client =
        OpenAIOkHttpClient.builder()
            .baseUrl(gateway.baseUrl() + "/v1")
            .apiKey("client")
            .putHeader("x-onr-provider", "vertex")
            .maxRetries(0)
            .build();
    var answer =
        client
            .chat()
            .completions()
            .create(
                ChatCompletionCreateParams.builder()
                    .model("demo")
                    .addUserMessage("Hello there")
                    .build());
    assertThat(answer.model()).isEqualTo("google/demo");
    assertThat(answer.choices().getFirst().message().content().orElseThrow())
        .endsWith("You asked: \"Hello there\"");
  }

  @Test
  void anthropicsSdkIsTranslated() {
    var client =
        AnthropicOkHttpClient.builder()
            .baseUrl(gateway.baseUrl())
            .apiKey("client")
            .putHeader("x-onr-provider", "vertex")
            .maxRetries(0)
            .build();
    var answer =
        client
            .messages()
            .create(
                MessageCreateParams.builder()
                    .model("demo")
                    .maxTokens(100)
                    .addUserMessage("Hello there")
                    .build());
    assertThat(answer.content().getFirst().asText().text()).endsWith("You asked: \"Hello there\"");
  }
}
