package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, credentials, request ids and the shapes of errors. */
class SurfaceTest {
  private static ScriptedUpstream upstream;
  private static TestGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    upstream = ScriptedUpstream.json("{\"ok\":1}");
    gateway = TestGateway.to(upstream).server("trusted_proxies: [127.0.0.1]").start();
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    upstream.close();
  }

  private static Answer ask(String request) throws Exception {
    try (RawClient client = gateway.client()) {
      return client.send(request).answer();
    }
  }

  @Test
  void healthNeedsNoCredential() throws Exception {
    Answer answer = ask(TestGateway.get("/healthz"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("{\"ok\":true}");
  }

  @Test
  void providersAndModelsAreListed() throws Exception {
    String key = "x-api-key: master";
    assertThat(ask(TestGateway.get("/admin/providers", key)).text())
        .isEqualTo("{\"providers\":[\"acme\"]}");
    assertThat(ask(TestGateway.get("/v1/models", key)).text())
        .isEqualTo("{\"data\":[],\"object\":\"list\"}");
    assertThat(ask(TestGateway.get("/v1beta/models", key)).text()).isEqualTo("{\"models\":[]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer master",
        "authorization:   Bearer   master  ",
        "x-api-key: master",
        "X-Goog-Api-Key: master",
        "Authorization: Basic abc\r\nx-api-key: master",
        "Authorization: bearer nope\r\nx-goog-api-key: master"
      })
  void aCredentialMayComeInAnyOfThreeHeaders(String header) throws Exception {
    assertThat(ask(TestGateway.get("/v1/models", header)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Nothing: 1",
        "Authorization: bearer master",
        "Authorization: Bearer wrong",
        "Authorization: Bearer wrong\r\nx-api-key: master",
        "Cookie: key=master"
      })
  void anythingElseIs401(String header) throws Exception {
    Answer answer = ask(TestGateway.get("/v1/models", header));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text())
        .isEqualTo(
            "{\"error\":{\"code\":\"invalid_api_key\",\"message\":\"unauthorized\","
                + "\"type\":\"invalid_request_error\"}}");
    assertThat(answer.header("x-onr-request-id")).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/nope",
    "GET,/v1/chat/completions",
    "HEAD,/healthz",
    "OPTIONS,/v1/chat/completions",
    "POST,/healthz",
    "GET,/v1/",
    "GET,/V1/models",
    "GET,//healthz",
    "GET,/v1beta/models/m",
    "GET,/v1/models/m",
    "DELETE,/v1/models"
  })
  void everythingElseIsNotFound(String method, String path) throws Exception {
    try (RawClient client = gateway.client()) {
      client.send(method + " " + path + " HTTP/1.1\r\nHost: g\r\n\r\n");
      String head = client.head();
      assertThat(head).startsWith("HTTP/1.1 404").contains("text/plain");
      if (!method.equals("HEAD")) {
        assertThat(new String(client.in.readNBytes(18), StandardCharsets.UTF_8))
            .isEqualTo("404 page not found");
      }
      assertThat(gateway.record(new Answer(head, new byte[0])).outcome().status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/v1/models/,301,/v1/models",
    "GET,/healthz/?a=1,301,/healthz?a=1",
    "POST,/v1/messages/,307,/v1/messages",
    "POST,/v1beta/models?x=y,307,/v1beta/models/?x=y"
  })
  void aSlashTooManyOrTooFewIsRedirected(String method, String path, int status, String target)
      throws Exception {
    Answer answer = ask(method + " " + path + " HTTP/1.1\r\nHost: g\r\nContent-Length: 0\r\n\r\n");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("location")).isEqualTo(target);
  }

  @Test
  void pathsCompareDecoded() throws Exception {
    assertThat(ask(TestGateway.get("/health%7A")).status()).isEqualTo(200);
    assertThat(ask(TestGateway.get("/health%zz")).status()).isEqualTo(404);
  }

  @Test
  void aHarmlessRequestIdIsKeptAndOthersAreReplaced() throws Exception {
    assertThat(
            ask(TestGateway.get("/healthz", "X-Onr-Request-Id:  a.B:c-9_ "))
                .header("x-onr-request-id"))
        .isEqualTo("a.B:c-9_");
    for (String bad : new String[] {"../../x", "a b", "", "x".repeat(129), "é"}) {
      assertThat(
              ask(TestGateway.get("/healthz", "X-Onr-Request-Id: " + bad))
                  .header("x-onr-request-id"))
          .matches("[0-9]{28}");
    }
  }

  @Test
  void aChainOfTrustedProxiesTellsTheClientsAddress() throws Exception {
    Answer answer =
        ask(
            TestGateway.get(
                "/healthz", "X-Forwarded-For: 6.6.6.6, 203.0.113.9", "X-Forwarded-For: 127.0.0.1"));
    assertThat(gateway.record(answer).client().address()).isEqualTo("203.0.113.9");
    answer = ask(TestGateway.get("/healthz", "X-Real-IP: 2001:db8::1"));
    assertThat(gateway.record(answer).client().address()).isEqualTo("2001:db8::1");
    answer = ask(TestGateway.get("/healthz"));
    assertThat(gateway.record(answer).client().address()).isEqualTo("127.0.0.1");
  }

  @Test
  void recordsKnowTheApplication() throws Exception {
    Answer answer = ask(TestGateway.get("/healthz?x=1", "appname:  my app ", "User-Agent: ua/1"));
    ExchangeRecord.Client client = gateway.record(answer).client();
    assertThat(client.appName()).isEqualTo("my app");
    assertThat(client.userAgent()).isEqualTo("ua/1");
    assertThat(client.path()).isEqualTo("/healthz");
    assertThat(client.method()).isEqualTo("GET");
  }

  @Test
  void geminiPathsNameModelAndAction() throws Exception {
    upstream.requests.clear();
    Answer answer = ask(TestGateway.post("/v1beta/models/a/b:streamGenerateContent?b=1&a=2", "{}"));
    assertThat(upstream.requests.getFirst().firstLine())
        .isEqualTo("POST /v1beta/models/a/b:streamGenerateContent?a=2&alt=sse&b=1 HTTP/1.1");
    ExchangeRecord record = gateway.record(answer);
    assertThat(record.target().model()).isEqualTo("a/b");
    assertThat(record.target().stream()).contains(true);
  }

  @Test
  void geminiOperationsArePolled() throws Exception {
    upstream.requests.clear();
    Answer answer =
        ask(
            TestGateway.get(
                "/v1beta/models/veo/operations/o/1", "x-goog-api-key: " + TestGateway.TOKEN));
    assertThat(answer.status()).isEqualTo(200);
    ScriptedUpstream.Request sent = upstream.requests.getFirst();
    assertThat(sent.firstLine()).isEqualTo("GET /v1beta/models/veo/operations/o/1 HTTP/1.1");
    assertThat(sent.header("content-length")).isEmpty();
    assertThat(gateway.record(answer).target().model()).isEqualTo("veo");
  }

  @Test
  void geminiErrorsComeInGooglesShape() throws Exception {
    Answer answer =
        ask(TestGateway.post("/v1beta/models/m:generateContentFoo", "{}", "X-Onr-Request-Id: r1"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text())
        .isEqualTo(
            "{\"error\":{\"code\":400,\"message\":\"unsupported gemini action: generateContentFoo"
                + " (request id: r1)\",\"status\":\"INVALID_ARGUMENT\",\"details\":[{\"@type\":"
                + "\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":"
                + "\"unsupported_gemini_action\",\"domain\":\"onr\",\"metadata\":"
                + "{\"request_id\":\"r1\"}}]}}");
    assertThat(ask(TestGateway.post("/v1beta/models/", "{}")).text())
        .contains("missing gemini path");
    assertThat(ask(TestGateway.post("/v1beta/models/m:", "{}")).text()).contains("invalid_path");
  }

  @Test
  void anthropicErrorsComeInAnthropicsShape() throws Exception {
    Answer answer = ask(TestGateway.post("/v1/messages", "{", "X-Onr-Request-Id: r1"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text())
        .startsWith(
            "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"invalid"
                + " json: ")
        .endsWith(" (request id: r1)\",\"code\":\"invalid_json\"},\"request_id\":\"r1\"}");
    assertThat(ask("POST /v1/messages HTTP/1.1\r\nHost: g\r\nContent-Length: 2\r\n\r\n{}").text())
        .contains("\"type\":\"authentication_error\"");
  }

  @Test
  void providersMustBeNamedAndKnown() throws Exception {
    String byok = "onr:v1?k=master&uk=sk";
    String request = TestGateway.post("/v1/embeddings", "{}").replace(TestGateway.TOKEN, byok);
    Answer none = ask(request);
    assertThat(none.status()).isEqualTo(400);
    assertThat(none.text()).contains("provider_not_selected");
    Answer header = ask(request.replace("Host:", "x-onr-provider:  ACME \r\nHost:"));
    assertThat(header.status()).isEqualTo(200);
    assertThat(gateway.record(header).target().source()).contains(ProviderSource.HEADER);
    Answer unknown = ask(request.replace("Host:", "x-onr-provider: nobody\r\nHost:"));
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.text()).contains("provider not found: nobody");
    Answer keyless =
        ask(
            TestGateway.post("/v1/embeddings", "{}")
                .replace(TestGateway.TOKEN, "onr:v1?k=master&p=nobody"));
    assertThat(keyless.status()).isEqualTo(503);
    assertThat(keyless.text())
        .contains("missing_upstream_key")
        .contains("no upstream key for provider: nobody");
  }
}
