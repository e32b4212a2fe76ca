package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whole requests and whole answers. */
class BodiesTest {
  private static final String CHAT = "{\"model\":\"m\",\"messages\":[]}";
  private static final String REQUEST = TestGateway.post("/v1/chat/completions", CHAT);

  @RegisterExtension final Chain chain = new Chain();

  @Test
  void aRequestGoesThroughAndItsAnswerComesBack() throws Exception {
    chain.start(ScriptedUpstream.json("{\"id\":\"x\"}"));
    Answer answer = chain.chat(CHAT);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("{\"id\":\"x\"}");
    assertThat(answer.header("content-length")).isEqualTo("10");
    ScriptedUpstream.Request sent = chain.upstream.requests.getFirst();
    assertThat(sent.firstLine()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
    assertThat(sent.text()).isEqualTo(CHAT);
    assertThat(sent.header("authorization")).containsExactly("Bearer sk-up");
    assertThat(sent.header("user-agent")).containsExactly("onr");
    assertThat(sent.header("accept-encoding")).isEmpty();
    assertThat(sent.header("host")).containsExactly("127.0.0.1:" + chain.upstream.port());
    ExchangeRecord record = chain.record();
    assertThat(record.outcome().ending()).isEqualTo(Ending.COMPLETED);
    assertThat(record.outcome().status()).isEqualTo(200);
    assertThat(record.target().model()).isEqualTo("m");
    assertThat(record.target().provider()).isEqualTo("acme");
    assertThat(record.target().source()).contains(ProviderSource.TOKEN);
    assertThat(record.traffic().fromClient()).isEqualTo(CHAT.length());
    assertThat(record.traffic().toClient()).isEqualTo(10);
    assertThat(record.timings().proxyLatency()).isPresent();
  }

  @Test
  void connectionsAreKeptOnBothSides() throws Exception {
    chain.start(ScriptedUpstream.json("{}"));
    RawClient client = chain.client();
    for (int i = 0; i < 5; i++) {
      client.send(REQUEST);
      assertThat(client.answer().status()).isEqualTo(200);
    }
    assertThat(chain.upstream.requests).hasSize(5);
    assertThat(chain.upstream.connections()).isEqualTo(1);
  }

  @Test
  void aChunkedRequestReachesTheUpstreamWithALength() throws Exception {
    chain.start(ScriptedUpstream.json("{}"));
    RawClient client = chain.client();
    client.send(
        "POST /v1/chat/completions HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer "
            + TestGateway.TOKEN
            + "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"mod\r\n");
    client.send("9;x=y\r\nel\":\"m\"} \r\n0\r\nX-Trailer: t\r\n\r\n");
    assertThat(client.answer().status()).isEqualTo(200);
    ScriptedUpstream.Request sent = chain.upstream.requests.getFirst();
    assertThat(sent.text()).isEqualTo("{\"model\":\"m\"} ");
    assertThat(sent.header("content-length")).containsExactly("14");
    assertThat(sent.header("transfer-encoding")).isEmpty();
    assertThat(sent.header("x-trailer")).isEmpty();
  }

  @Test
  void aLargeBodyArrivesUnharmed() throws Exception {
    String body = "{\"model\":\"m\",\"input\":\"" + "ä0123456789".repeat(100_000) + "\"}";
    chain.start(ScriptedUpstream.json("{}"));
    assertThat(chain.chat(body).status()).isEqualTo(200);
    assertThat(chain.upstream.requests.getFirst().text()).isEqualTo(body);
  }

  @Test
  void headersThatSpeakOfOneConnectionStayBehind() throws Exception {
    chain.start(
        ScriptedUpstream.answering(
            "HTTP/1.1 201 Made\r\nContent-Type: text/plain\r\nConnection: X-Hop, keep-alive\r\n"
                + "X-Hop: 1\r\nKeep-Alive: timeout=5\r\nProxy-Authenticate: Basic\r\n"
                + "Upgrade: h2c\r\nX-Onr-Request-Id: theirs\r\nSet-Cookie: a=1\r\n"
                + "Set-Cookie: b=2\r\nX-Kept: yes\r\nTransfer-Encoding: chunked\r\n"
                + "Trailer: X-Sum\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 1\r\n\r\n"));
    Answer answer = chain.chat(CHAT);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.head()).startsWith("HTTP/1.1 201 Made\r\n");
    assertThat(answer.text()).isEqualTo("ok");
    assertThat(answer.headers("set-cookie")).containsExactly("a=1", "b=2");
    assertThat(answer.header("x-kept")).isEqualTo("yes");
    assertThat(answer.headers("x-onr-request-id")).hasSize(1).doesNotContain("theirs");
    for (String hop :
        new String[] {
          "x-hop", "keep-alive", "proxy-authenticate", "upgrade", "trailer", "connection", "x-sum"
        }) {
      assertThat(answer.header(hop)).as(hop).isNull();
    }
  }

  @Test
  void aStepThatChangesTheAnswerChangesItsLength() throws Exception {
    chain.start(
        ScriptedUpstream.json("{\"secret\":1,\"kept\":1.0}"), gateway -> gateway.deletesSecrets());
    Answer answer = chain.chat(CHAT);
    assertThat(answer.text()).isEqualTo("{\"kept\":1.0}");
    assertThat(answer.header("content-length")).isEqualTo("12");
  }

  @Test
  void errorsOfTheUpstreamKeepStatusAndBody() throws Exception {
    String body = "{\"error\":{\"message\":\"slow down\",\"type\":\"rate\",\"code\":\"r\"}}";
    chain.start(
        ScriptedUpstream.answering(
            "HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/json\r\n"
                + "Retry-After: 7\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body));
    Answer answer = chain.chat(CHAT);
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("retry-after")).isEqualTo("7");
    assertThat(answer.text()).isEqualTo(body);
    ExchangeRecord record = chain.record();
    assertThat(record.target().upstreamStatus()).isEqualTo(429);
    assertThat(record.outcome().ending()).isEqualTo(Ending.COMPLETED);
  }

  @Test
  void redirectsAreHandedOnAndNotFollowed() throws Exception {
    chain.start(
        ScriptedUpstream.answering(
            "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://elsewhere.example/x\r\n"
                + "Content-Length: 0\r\n\r\n"));
    Answer answer = chain.chat(CHAT);
    assertThat(answer.status()).isEqualTo(307);
    assertThat(answer.header("location")).isEqualTo("http://elsewhere.example/x");
    assertThat(chain.upstream.requests).hasSize(1);
  }

  @Test
  void answersWithoutABodyLeaveTheConnectionUsable() throws Exception {
    chain.start(
        line -> {
          line.request();
          line.write("HTTP/1.1 204 No Content\r\n\r\n");
          line.request();
          line.write("HTTP/1.1 304 Not Modified\r\nETag: \"e\"\r\n\r\n");
          line.request();
          line.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
          line.awaitClose();
        },
        gateway -> gateway.deletesSecrets());
    RawClient client = chain.client();
    client.send(REQUEST);
    Answer noContent = client.answer();
    assertThat(noContent.status()).isEqualTo(204);
    assertThat(noContent.header("transfer-encoding")).isNull();
    client.send(REQUEST);
    Answer notModified = client.answer();
    assertThat(notModified.status()).isEqualTo(304);
    assertThat(notModified.header("etag")).isEqualTo("\"e\"");
    client.send(REQUEST);
    assertThat(client.answer().text()).isEqualTo("ok");
  }

  @Test
  void interimAnswersAreSkipped() throws Exception {
    chain.start(
        ScriptedUpstream.answering(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\nX-A: 1\r\n\r\n"
                + "HTTP/1.1 103 Early Hints\r\nLink: </s>\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
    RawClient client = chain.client();
    for (int i = 0; i < 2; i++) {
      client.send(REQUEST);
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("ok");
      assertThat(answer.header("link")).isNull();
    }
    assertThat(chain.upstream.connections()).isEqualTo(1);
  }

  @Test
  void aBodyThatEndsWithTheConnectionIsWhole() throws Exception {
    chain.start(
        line -> {
          line.request();
          line.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nto the end");
        });
    assertThat(chain.chat(CHAT).text()).isEqualTo("to the end");
    assertThat(chain.record().outcome().ending()).isEqualTo(Ending.COMPLETED);
  }

  @Test
  void aClientOfHttp10GetsABodyThatEndsWithTheConnection() throws Exception {
    Signal seen = new Signal();
    chain.start(
        line -> {
          line.request();
          line.startEvents();
          line.chunk("data: 1\n\n");
          seen.await();
          line.chunk("data: 2\n\n");
          line.endChunks();
          line.awaitClose();
        });
    RawClient client = chain.client();
    client.send(
        TestGateway.post("/v1/chat/completions", CHAT, "Connection: keep-alive")
            .replace("HTTP/1.1", "HTTP/1.0"));
    assertThat(client.head()).doesNotContain("chunked");
    assertThat(client.in.readNBytes(9)).asString().isEqualTo("data: 1\n\n");
    seen.give();
    assertThat(client.rest()).isEqualTo("data: 2\n\n");
  }
}
