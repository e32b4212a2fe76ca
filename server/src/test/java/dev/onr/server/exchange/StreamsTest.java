package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers that flow. */
class StreamsTest {
  private static final String STREAM = "{\"model\":\"m\",\"stream\":true}";
  private static final String REQUEST = TestGateway.post("/v1/chat/completions", STREAM);

  @RegisterExtension final Chain chain = new Chain();

  @Test
  void aLoneEventLeavesBeforeTheNextIsThere() throws Exception {
    Signal firstSeen = new Signal();
    chain.start(
        line -> {
          line.request();
          line.startEvents();
          line.chunk("data: {\"n\":1}\n\n");
          firstSeen.await();
          line.chunk("data: [DONE]\n\n");
          line.endChunks();
          line.awaitClose();
        });
    RawClient client = chain.client();
    client.send(REQUEST);
    assertThat(client.head()).contains("text/event-stream");
    assertThat(client.chunk()).isEqualTo("data: {\"n\":1}\n\n");
    firstSeen.give();
    assertThat(client.chunk()).isEqualTo("data: [DONE]\n\n");
    assertThat(client.chunk()).isEmpty();
    ExchangeRecord record = chain.record();
    assertThat(record.outcome().ending()).isEqualTo(Ending.COMPLETED);
    assertThat(record.target().stream()).contains(true);
    assertThat(record.timings().timeToFirstByte()).isPresent();
  }

  @Test
  void theHeadLeavesWithTheFirstEventAndNotBefore() throws Exception {
    chain.start(
        line -> {
          line.request();
          line.startEvents();
          line.chunk("data: half an event\n");
          line.reset();
        });
    RawClient client = chain.client();
    client.send(REQUEST);
    RawClient.Answer answer = client.answer();
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.text()).contains("upstream_cut").doesNotContain("half");
  }

  @Test
  void aBurstLeavesAsOneWrite() throws Exception {
    StringBuilder burst = new StringBuilder();
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      String event = "data: {\"n\":" + i + "}\n\n";
      burst.append(Integer.toHexString(event.length())).append("\r\n").append(event).append("\r\n");
      plain.append(event);
    }
    chain.start(
        ScriptedUpstream.answering(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + burst
                + "0\r\n\r\n"));
    RawClient client = chain.client();
    client.send(REQUEST);
    // Everything came in one turn, so length and body are known when the head is written.
    Answer answer = client.answer();
    assertThat(answer.text()).isEqualTo(plain.toString());
    assertThat(answer.header("content-length")).isEqualTo(String.valueOf(plain.length()));
  }

  @Test
  void bytesOfUntouchedEventsStayAsTheyAreWhereverChunksBreak() throws Exception {
    String stream =
        ": comment\r\n"
            + "event: a\r\n"
            + "id: 7\r\n"
            + "data: {\"ü\": 1.0 }\r\n\r\n\r\n"
            + "data: x\r"
            + "data: y\r\r"
            + "retry: 3";
    chain.start(
        line -> {
          while (line.request() != null) {
            line.startEvents();
            byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
            for (byte b : bytes) {
              line.write(new byte[] {'1', '\r', '\n', b, '\r', '\n'});
            }
            line.endChunks();
          }
        });
    assertThat(chain.chat(STREAM).text()).isEqualTo(stream);
  }

  @Test
  void eventsAreRewrittenOneByOne() throws Exception {
    Signal firstSeen = new Signal();
    chain.start(
        line -> {
          line.request();
          line.startEvents();
          line.chunk("data: {\"secret\":1,");
          line.chunk("\"n\":1}\n\ndata: {\"n\"");
          firstSeen.await();
          line.chunk(":2,\"secret\":2}\n\ndata: [DONE]\n\n");
          line.endChunks();
          line.awaitClose();
        },
        gateway -> gateway.deletesSecrets());
    RawClient client = chain.client();
    client.send(REQUEST);
    assertThat(client.head()).doesNotContain("content-length");
    assertThat(client.chunk()).isEqualTo("data: {\"n\":1}\n\n");
    firstSeen.give();
    assertThat(client.chunk()).isEqualTo("data: {\"n\":2}\n\ndata: [DONE]\n\n");
  }

  @Test
  void aStreamForAClientThatAskedForNoneIsStreamed() throws Exception {
    chain.start(
        ScriptedUpstream.answering(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 9\r\n\r\n"
                + "data: 1\n\n"));
    Answer answer = chain.chat("{\"model\":\"m\"}");
    assertThat(answer.header("content-type")).isEqualTo("text/event-stream");
    assertThat(answer.text()).isEqualTo("data: 1\n\n");
  }

  @Test
  void plainJsonForAClientThatAskedForAStreamPasses() throws Exception {
    chain.start(ScriptedUpstream.json("{\"a\":1}"));
    Answer answer = chain.chat(STREAM);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.text()).isEqualTo("{\"a\":1}");
  }
}
