package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import org.junit.jupiter.api.Test;

/** HTTP/1.1 in its corners. */
class WireTest {
  private static final String CHAT = "{\"model\":\"m\"}";

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  for (ScriptedUpstream.Request r = line.request(); r != null; r = line.request()) {
                    line.write(
                        "HTTP/1.1 200 OK\r\nContent-Length: "
                            + r.text().length()
                            + "\r\n\r\n"
                            + r.text());
                  }
                });
        TestGateway gateway = TestGateway.to(upstream).start();
        RawClient client = gateway.client()) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        all.append(TestGateway.post("/v1/chat/completions", "{\"model\":\"" + i + "\"}"));
        all.append(TestGateway.get("/healthz"));
      }
      client.send(all.toString());
      for (int i = 0; i < 20; i++) {
        assertThat(client.answer().text()).isEqualTo("{\"model\":\"" + i + "\"}");
        assertThat(client.answer().text()).isEqualTo("{\"ok\":true}");
      }
    }
  }

  @Test
  void aClientThatWaitsIsInvitedToSendItsBody() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{}");
        TestGateway gateway = TestGateway.to(upstream).start();
        RawClient client = gateway.client()) {
      String request = TestGateway.post("/v1/chat/completions", CHAT, "Expect: 100-continue");
      int body = request.indexOf(CHAT);
      client.send(request.substring(0, body));
      assertThat(client.head()).startsWith("HTTP/1.1 100");
      client.send(CHAT);
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(upstream.requests.getFirst().text()).isEqualTo(CHAT);
      assertThat(upstream.requests.getFirst().header("expect")).isEmpty();
    }
  }

  @Test
  void aClientThatWaitsInVainGetsItsRefusalAtOnce() throws Exception {
    try (TestGateway gateway = TestGateway.to("http://127.0.0.1:9").start();
        RawClient client = gateway.client()) {
      client.send(
          "POST /v1/chat/completions HTTP/1.1\r\nHost: g\r\nExpect: 100-continue\r\n"
              + "Content-Length: 10\r\n\r\n");
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("connection")).isEqualTo("close");
    }
  }

  @Test
  void aRefusedRequestWithASmallBodyKeepsItsConnection() throws Exception {
    try (TestGateway gateway = TestGateway.to("http://127.0.0.1:9").start();
        RawClient client = gateway.client()) {
      String refused =
          "POST /v1/chat/completions HTTP/1.1\r\nHost: g\r\nContent-Length: 13\r\n\r\n" + CHAT;
      client.send(refused);
      assertThat(client.answer().status()).isEqualTo(401);
      client.send(TestGateway.get("/healthz"));
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void twoFramingsAtOnceSmuggleNothing() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{}");
        TestGateway gateway = TestGateway.to(upstream).start();
        RawClient client = gateway.client()) {
      client.send(
          "POST /v1/chat/completions HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer "
              + TestGateway.TOKEN
              + "\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "0\r\n\r\nGET /admin/providers HTTP/1.1\r\nHost: g\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(400);
      assertThat(client.isClosed()).isTrue();
      assertThat(upstream.requests).isEmpty();
    }
  }

  @Test
  void brokenFramingReachesNoUpstream() throws Exception {
    String head =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer "
            + TestGateway.TOKEN
            + "\r\n";
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{}");
        TestGateway gateway = TestGateway.to(upstream).start()) {
      for (String rest :
          new String[] {
            "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
            "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ",
            "Content-Length: +2\r\n\r\n{}",
            "Content-Length: x\r\n\r\n{}",
            "Transfer-Encoding: gzip\r\n\r\n{}",
            "Bad Header: 1\r\nContent-Length: 2\r\n\r\n{}"
          }) {
        try (RawClient client = gateway.client()) {
          client.send(head + rest);
          assertThat(client.rest()).as(rest).doesNotContain(" 200 ");
        }
      }
      assertThat(upstream.requests).isEmpty();
    }
  }
}
