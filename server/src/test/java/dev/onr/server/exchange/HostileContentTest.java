package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is inside of requests: bodies, names, ids. */
class HostileContentTest {
  private static final String MATCH =
      """
      match api = "chat.completions" {
        upstream { set_path concat("/v1/", $request.model, "/chat"); set_query "m" $request.model; }
        request { set_header "x-model" $request.model; json_set "$.extra" true; }
      }
      match api = "responses" {
        upstream { set_path "/v1/chat/completions"; }
        request { req_map openai_responses_to_openai_chat; }
        response { resp_map openai_chat_to_openai_responses; }
      }
      """;

  @RegisterExtension final Chain chain = new Chain();

  private void start() throws Exception {
    chain.start(ScriptedUpstream.json("{}"), gateway -> gateway.matches(MATCH));
  }

  private Answer send(byte[] body, String... headers) throws Exception {
    return send("/v1/chat/completions", body, headers);
  }

  private Answer send(String path, byte[] body, String... headers) throws Exception {
    String empty = TestGateway.post(path, "", headers);
    RawClient client = chain.client();
    client.send(empty.replace("Content-Length: 0", "Content-Length: " + body.length));
    return client.send(body).answer();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void refused(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(chain.upstream.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/chat/completions", "/v1/responses"})
  void deepJson(String path) throws Exception {
    start();
    String deep = "[".repeat(200_000) + "]".repeat(200_000);
    refused(send(path, bytes("{\"model\":\"m\",\"input\":\"i\",\"x\":" + deep + "}")));
    String objects = "{\"a\":".repeat(200_000) + "1" + "}".repeat(200_000);
    refused(send(path, bytes("{\"model\":\"m\",\"input\":\"i\",\"x\":" + objects + "}")));
  }

  @Test
  void ofDuplicateKeysTheLastCountsForEverybody() throws Exception {
    start();
    send(bytes("{\"model\":\"cheap\",\"a\":1,\"model\":\"dear\",\"a\":2}"));
    ScriptedUpstream.Request sent = chain.upstream.requests.getFirst();
    assertThat(sent.firstLine()).startsWith("POST /v1/dear/chat?m=dear ");
    assertThat(sent.text()).contains("\"model\":\"dear\"").doesNotContain("cheap");
    assertThat(chain.record().target().model()).isEqualTo("dear");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/chat/completions", "/v1/responses"})
  void hugeNumbersAreNotComputedWith(String path) throws Exception {
    start();
    String digits = "9".repeat(1_000_000);
    for (String number : new String[] {digits, "1e" + digits, "1e999999999", "-0." + digits}) {
      Answer answer =
          send(path, bytes("{\"model\":\"m\",\"input\":\"i\",\"temperature\":" + number + "}"));
      assertThat(answer.status()).as(answer.text()).isIn(200, 400, 502);
    }
    assertThat(chain.gateway.log.toString(StandardCharsets.UTF_8)).doesNotContain("Exception");
  }

  @Test
  void invalidUtf8IsReplacedWhereABodyIsChangedAndNeverTranslated() throws Exception {
    start();
    for (int[] bad :
        new int[][] {{0xff}, {0xc0, 0xaf}, {0xed, 0xa0, 0x80}, {0xe2, 0x82}, {0xf5, 0x80, 0x80}}) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.writeBytes(bytes("{\"input\":\"i\",\"model\":\"m"));
      for (int each : bad) {
        body.write(each);
      }
      body.writeBytes(bytes("\"}"));
      refused(send("/v1/responses", body.toByteArray()));
      assertThat(send(body.toByteArray()).status()).isEqualTo(200);
      ScriptedUpstream.Request sent = chain.upstream.requests.getLast();
      assertThat(bytes(sent.text())).as("well-formed").isEqualTo(sent.body());
      assertThat(sent.text()).contains("\"model\":\"m\ufffd");
      chain.upstream.requests.clear();
    }
  }

  @Test
  void encodedRequestsAreNeverInflated() throws Exception {
    start();
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write(bytes("{\"model\":\"m\",\"x\":\""));
      gzip.write(new byte[32 << 20]);
    }
    for (String path : new String[] {"/v1/chat/completions", "/v1/responses"}) {
      Answer answer = send(path, bomb.toByteArray(), "Content-Encoding: gzip");
      assertThat(answer.status()).as(answer.text()).isEqualTo(415);
      assertThat(answer.text()).contains("Content-Encoding");
    }
    assertThat(chain.upstream.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"m\\r\\nX-Evil: 1", "m\\nX-Evil: 1", "m\\rX-Evil: 1", "m\\u0000"})
  void headersAreNotInjectedFromValues(String model) throws Exception {
    start();
    refused(send(bytes("{\"model\":\"" + model + "\"}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../admin",
        "x/../../y",
        "@evil.example",
        "http://evil.example/",
        "//evil.example",
        "?a=b",
        "#f",
        "x?y#z",
        ".evil.example",
        ":1@evil.example",
        "\\\\evil",
        "%2e%2e",
        "%0d%0aX: 1"
      })
  void namesDoNotChangeTheTarget(String model) throws Exception {
    start();
    Answer answer = send(bytes("{\"model\":\"" + model + "\"}"));
    for (ScriptedUpstream.Request sent : chain.upstream.requests) {
      assertThat(sent.header("host")).containsExactly("127.0.0.1:" + chain.upstream.port());
      String path = sent.firstLine().split(" ")[1];
      assertThat(path).startsWith("/v1/").contains("/chat?m=");
      assertThat(path.indexOf('?')).isEqualTo(path.lastIndexOf('?'));
      assertThat(path).doesNotContain("/../").doesNotContain("#");
    }
    assertThat(answer.status()).isIn(200, 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "..", "a/b", "a\\b", "%2e%2e%2f", "a b", "", "x y=z"})
  void requestIdsAreNoPaths(String id) throws Exception {
    start();
    Answer answer = send(bytes("{\"model\":\"m\"}"), "X-Onr-Request-Id: " + id);
    assertThat(answer.header("x-onr-request-id")).matches("[0-9]{28}");
  }

  @Test
  void nothingOfTheClientsCredentialsOrHopsReachesTheUpstream() throws Exception {
    start();
    send(
        bytes("{\"model\":\"m\"}"),
        "Cookie: session=1",
        "x-api-key: theirs",
        "x-goog-api-key: theirs",
        "Proxy-Authorization: Basic eA==",
        "Connection: x-hop",
        "X-Hop: 1",
        "TE: trailers",
        "Upgrade: h2c",
        "X-Forwarded-For: 1.2.3.4",
        "Forwarded: for=1.2.3.4",
        "OpenAI-Organization: org");
    ScriptedUpstream.Request sent = chain.upstream.requests.getFirst();
    assertThat(
            sent.head()
                .lines()
                .skip(1)
                .filter(line -> !line.isEmpty())
                .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)))
        .containsExactlyInAnyOrder(
            "host",
            "content-type",
            "authorization",
            "x-model",
            "x-onr-hops",
            "user-agent",
            "content-length");
    assertThat(sent.header("authorization")).containsExactly("Bearer sk-up");
  }
}
