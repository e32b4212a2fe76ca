package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that two parsers could read in two ways (RFC 9112 §11.2) reach no upstream. */
class SmugglingTest {
  private static final String LINE = "POST /v1/chat/completions HTTP/1.1\r\n";
  private static final String HEAD =
      "Host: g\r\nAuthorization: Bearer " + TestGateway.TOKEN + "\r\n";
  private static final String SECOND = "GET /healthz HTTP/1.1\r\nHost: g\r\n\r\n";

  private static ScriptedUpstream upstream;
  private static TestGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    upstream = ScriptedUpstream.json("{}");
    gateway =
        TestGateway.to(upstream)
            .server("read_timeout_ms: 300")
            .server("idle_timeout_ms: 300")
            .start();
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    upstream.close();
  }

  /** Nothing goes to the upstream, and nothing behind the request is taken for another one. */
  private static void refused(String request) throws Exception {
    upstream.requests.clear();
    try (RawClient client = gateway.client()) {
      client.send(request);
      String all = client.rest();
      assertThat(all).as(request).doesNotContain(" 200 ");
      assertThat(upstream.requests).as(request).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: 5, 6\r\n"
      })
  void twoLengths(String headers) throws Exception {
    refused(LINE + HEAD + headers + "\r\n0\r\n\r\n" + SECOND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: identity\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding:\u000bchunked\r\n",
        "Transfer-Encoding: chunked\u0000\r\n"
      })
  void aTransferEncodingThatIsNone(String header) throws Exception {
    refused(LINE + HEAD + header + "\r\n0\r\n\r\n" + SECOND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "+2", "0x2", "2 2", "1e1", "99999999999999999999"})
  void aLengthThatIsNone(String length) throws Exception {
    refused(LINE + HEAD + "Content-Length: " + length + "\r\n\r\n{}" + SECOND);
  }

  @Test
  void aFoldedLength() throws Exception {
    refused(LINE + HEAD + "Content-Length: 2\r\n 0\r\n\r\n{}" + SECOND);
    refused(LINE + HEAD + "Transfer-Encoding:\r\n chunked\r\nContent-Length: 2\r\n\r\n{}" + SECOND);
  }

  /** The framing of these is sound; the head is refused before anybody acts on it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /v1/chat/completions\u0001 HTTP/1.1\r\n",
        "POST /v1/chat/completions?a=\u007f HTTP/1.1\r\n",
        "POST /v1/chat/completions HTTP/1.1\r\n: 1\r\n"
      })
  void aMalformedHead(String beginning) throws Exception {
    upstream.requests.clear();
    try (RawClient client = gateway.client()) {
      client.send(beginning + HEAD + "Content-Length: 2\r\n\r\n{}");
      assertThat(client.answer().status()).isEqualTo(400);
      assertThat(upstream.requests).isEmpty();
    }
  }

  /** Forms that a server may take (RFC 9112 §3, §5.2) are one request, framed anew. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /v1/chat/completions HTTP/1.1\r\nX-Folded: a\r\n b\r\n",
        "POST /v1/chat/completions HTTP/1.1\r\nX-Folded:\r\n\tTransfer-Encoding: chunked\r\n",
        "POST  /v1/chat/completions HTTP/1.1\r\n",
        " POST /v1/chat/completions HTTP/1.1\r\n",
        "\r\nPOST /v1/chat/completions HTTP/1.1\r\n"
      })
  void lenientFormsAreOneRequest(String beginning) throws Exception {
    upstream.requests.clear();
    try (RawClient client = gateway.client()) {
      client.send(beginning + HEAD + "Content-Length: 2\r\n\r\n{}" + SECOND);
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(client.answer().text()).isEqualTo("{\"ok\":true}");
      assertThat(client.isClosed()).isTrue();
    }
    assertThat(upstream.requests).hasSize(1);
    assertThat(upstream.requests.getFirst().text()).isEqualTo("{}");
    assertThat(upstream.requests.getFirst().header("transfer-encoding")).isEmpty();
    assertThat(upstream.requests.getFirst().header("x-folded")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-A: 1\nX-B: 2\r\n", "X-A: 1\n\r\n", "X-A: 1\rX-B: 2\r\n"})
  void aBareLineFeedOrCarriageReturn(String header) throws Exception {
    refused(LINE + HEAD + header + "Content-Length: 2\r\n\r\n{}" + SECOND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u0001", "\u001f", "\u007f", "\t", "\u000b"})
  void controlBytesBeforeTheRequestLine(String bytes) throws Exception {
    refused(bytes + LINE + HEAD + "Content-Length: 2\r\n\r\n{}" + SECOND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /v1/chat/completions HTTP/1.1\n",
        "POST /v1/chat/completions\r\n",
        "POST /v1/chat/completions HTTP/9.9\r\n",
        "POST /v1/chat/completions HTTP/1.1 x\r\n",
        "PO\u0000ST /v1/chat/completions HTTP/1.1\r\n"
      })
  void aRequestLineThatIsNone(String line) throws Exception {
    refused(line + HEAD + "Content-Length: 2\r\n\r\n{}" + SECOND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\n{}\r\n0\r\n\r\n",
        "-2\r\n{}\r\n0\r\n\r\n",
        "2\n{}\n0\n\n",
        "2\r\n{}0\r\n\r\n",
        "2\r\n{}xx0\r\n\r\n",
        "ffffffffffffffff2\r\n{}\r\n0\r\n\r\n",
        "0x2\r\n{}\r\n0\r\n\r\n",
        "2;a=\u0000\r\n{}\r\n0\r\n\r\n",
        "2;a\n{}\r\n0\r\n\r\n"
      })
  void aChunkThatIsNone(String body) throws Exception {
    refused(LINE + HEAD + "Transfer-Encoding: chunked\r\n\r\n" + body + SECOND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bad Header: 1\r\n", "X-A\r\n", "X-A\u0000: 1\r\n", "X-A: \u0000\r\n"})
  void aHeaderThatIsNone(String header) throws Exception {
    refused(LINE + HEAD + header + "Content-Length: 2\r\n\r\n{}" + SECOND);
  }
}
