package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Speech that an upstream sends as text inside JSON. */
class BinaryAnswersTest {
  private static final String MATCHES =
      """
      match api = "audio.speech" stream = false {
        response {
          resp_body_extract path="$.data.audio" decode=hex;
          resp_content_type from_path="$.format" kind=audio default="mp3";
        }
        error { error_map openai; error_when path="$.code" ne=0 status=429; }
      }
      match api = "audio.speech" stream = true {
        response {
          resp_content_type kind=audio default="mp3";
          sse_binary_extract path="$.audio" decode=hex stop_path="$.status" stop_eq=2;
        }
        error { error_map openai; error_when path="$.code" ne=0 status=429; }
      }
      """;
  private static final String SPEECH = "{\"model\":\"m\",\"input\":\"x\",\"voice\":\"v\"}";
  private static final String STREAMED = SPEECH.replaceFirst("\\{", "{\"stream\":true,");

  private static Answer speech(TestGateway gateway, String body) throws Exception {
    try (RawClient client = gateway.client()) {
      return client.send(TestGateway.post("/v1/audio/speech", body)).answer();
    }
  }

  private static ScriptedUpstream events(String... events) {
    return new ScriptedUpstream(
        line -> {
          line.request();
          line.startEvents();
          for (String event : events) {
            line.chunk("data: " + event + "\n\n");
          }
          // An upstream that keeps its stream open after the last audio.
          line.awaitClose();
        });
  }

  @Test
  void aWholeAnswerBecomesItsBytes() throws Exception {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.json(
                "{\"data\":{\"audio\":\"00ff10\"},\"format\":\"wav\",\"code\":0}");
        TestGateway gateway = TestGateway.to(upstream).matches(MATCHES).start()) {
      Answer answer = speech(gateway, SPEECH);
      assertThat(answer.header("content-type")).isEqualTo("audio/wav");
      assertThat(answer.body()).containsExactly(0, 0xff, 0x10);
    }
  }

  @Test
  void aFailureInsideASuccessIsAnError() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{\"code\":1002,\"message\":\"slow\"}");
        TestGateway gateway = TestGateway.to(upstream).matches(MATCHES).start()) {
      for (String request : new String[] {SPEECH, STREAMED}) {
        Answer answer = speech(gateway, request);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.text()).contains("\"message\":\"slow\"", "\"code\":\"1002\"");
      }
    }
  }

  @Test
  void aStreamBecomesItsBytesAndEndsWhereTheUpstreamSaysSo() throws Exception {
    try (ScriptedUpstream upstream =
            events("{\"audio\":\"6f6e\",\"status\":1}", "{\"audio\":\"72\",\"status\":2}");
        TestGateway gateway = TestGateway.to(upstream).matches(MATCHES).start()) {
      Answer answer = speech(gateway, STREAMED);
      assertThat(answer.header("content-type")).isEqualTo("audio/mpeg");
      assertThat(answer.text()).isEqualTo("onr");
      assertThat(gateway.record(answer).outcome().ending()).isEqualTo(Ending.COMPLETED);
    }
  }

  @Test
  void aStreamThatBeginsWithAnErrorIsAnError() throws Exception {
    try (ScriptedUpstream upstream = events("{\"code\":1002,\"message\":\"slow\"}");
        TestGateway gateway = TestGateway.to(upstream).matches(MATCHES).start()) {
      Answer answer = speech(gateway, STREAMED);
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.text()).contains("\"message\":\"slow\"");
      assertThat(gateway.record(answer).outcome().ending()).isEqualTo(Ending.UPSTREAM_ERROR);
    }
  }

  @Test
  void audioThatBreaksInTheMiddleDoesNotLookWhole() throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.startEvents();
                  line.chunk("data: {\"audio\":\"6f6e\"}\n\n");
                  heard.await();
                  line.chunk("data: {\"audio\":\"no hex\"}\n\n");
                  line.awaitClose();
                });
        TestGateway gateway = TestGateway.to(upstream).matches(MATCHES).start();
        RawClient client = gateway.client()) {
      client.send(TestGateway.post("/v1/audio/speech", STREAMED));
      assertThat(client.head()).contains("200 OK");
      assertThat(client.chunk()).isEqualTo("on");
      heard.countDown();
      assertThat(client.rest()).isEmpty();
      assertThat(gateway.record().outcome().ending()).isEqualTo(Ending.UPSTREAM_INVALID);
    }
  }

  @Test
  void audioThatCantBeReadAtAllIs502() throws Exception {
    try (ScriptedUpstream upstream = events("{\"audio\":\"no hex\"}");
        TestGateway gateway = TestGateway.to(upstream).matches(MATCHES).start()) {
      assertThat(speech(gateway, STREAMED).status()).isEqualTo(502);
    }
  }

  @Test
  void whatAnErrorInDisguiseSaysOfWaitingReachesTheClient() throws Exception {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.answering(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nRetry-After: 9\r\n"
                    + "Content-Length: 32\r\n\r\n{\"code\":7,\"message\":\"slow down\"}");
        TestGateway gateway = TestGateway.to(upstream).matches(MATCHES).start()) {
      Answer answer = speech(gateway, SPEECH);
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.header("retry-after")).isEqualTo("9");
    }
  }
}
