package dev.onr.server.exchange;

import static dev.onr.server.exchange.BedrockStage.FRAMES;
import static dev.onr.server.exchange.BedrockStage.MODEL;
import static dev.onr.server.exchange.BedrockStage.chunk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.bedrock.Frames;
import dev.onr.server.exchange.RawClient.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bedrock's streams of frames: as they should be, and broken in every way. */
class BedrockStreamsTest {
  private static final String ASK =
      "{\"model\":\"%s\",\"max_tokens\":9,\"stream\":true,".formatted(MODEL)
          + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

  private static byte[] join(byte[] first, byte[] second) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first);
    all.writeBytes(second);
    return all.toByteArray();
  }

  /** An upstream that sends these bytes as a stream, in pieces of a size, and ends it. */
  private static BedrockStage streaming(byte[] bytes, int size) {
    return new BedrockStage(
        (line, request) -> {
          line.write(FRAMES);
          for (int at = 0; at < bytes.length; at += size) {
            chunk(line, Arrays.copyOfRange(bytes, at, Math.min(at + size, bytes.length)));
          }
          line.endChunks();
        });
  }

  private static String brokenOff(BedrockStage stage, String path) throws Exception {
    try (RawClient client = stage.client()) {
      client.send(BedrockStage.request("aws-bedrock", path, ASK));
      return client.rest();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 100_000})
  void framesBecomeTheEventsOfTheModel(int size) throws Exception {
    try (BedrockStage stage = streaming(Claude.frames(6), size)) {
      Answer answer = stage.ask("aws-bedrock", "/v1/messages", ASK);

      assertThat(answer.header("content-type")).isEqualTo("text/event-stream");
      assertThat(answer.header("cache-control")).isEqualTo("no-cache");
      assertThat(answer.header("x-amzn-requestid")).isEqualTo("r-1");
      assertThat(answer.text()).isEqualTo(Claude.events(6) + "data: [DONE]\n\n");
      assertThat(stage.sent().firstLine())
          .isEqualTo(
              "POST /model/us.anthropic.claude-sonnet-4-20250514-v1%3A0"
                  + "/invoke-with-response-stream HTTP/1.1");
      ExchangeRecord record = stage.record();
      assertThat(record.outcome().ending()).isEqualTo(Ending.COMPLETED);
      assertThat(record.accounting().usageStage()).isEqualTo("upstream");
      assertThat(record.accounting().finishReason()).isEqualTo("end_turn");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 100_000})
  void aStreamOfMessagesBecomesOneOfChunks(int size) throws Exception {
    try (BedrockStage stage = streaming(Claude.frames(6), size)) {
      String text = stage.ask("aws-bedrock", "/v1/chat/completions", ASK).text();

      assertThat(text)
          .contains("\"content\":\"hello\"")
          .contains("\"finish_reason\":\"stop\"")
          .containsOnlyOnce("data: [DONE]")
          .endsWith("data: [DONE]\n\n")
          .doesNotContain("message_start");
    }
  }

  @Test
  void anEventLeavesAsSoonAsItsFrameIsWhole() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    byte[] second = Frames.chunk(Claude.EVENTS.get(1));
    try (BedrockStage stage =
            new BedrockStage(
                (line, request) -> {
                  line.write(FRAMES);
                  chunk(line, join(Claude.frames(1), Arrays.copyOf(second, 20)));
                  assertThat(seen.await(10, TimeUnit.SECONDS)).isTrue();
                  chunk(line, Arrays.copyOfRange(second, 20, second.length));
                  for (String event : Claude.EVENTS.subList(2, Claude.EVENTS.size())) {
                    chunk(line, Frames.chunk(event));
                  }
                  line.endChunks();
                });
        RawClient client = stage.client()) {
      client.send(BedrockStage.request("aws-bedrock", "/v1/messages", ASK));
      assertThat(client.head()).startsWith("HTTP/1.1 200");
      assertThat(client.chunk()).isEqualTo(Claude.events(1));
      seen.countDown();
      StringBuilder rest = new StringBuilder();
      for (String data = client.chunk(); !data.isEmpty(); data = client.chunk()) {
        rest.append(data);
      }
      assertThat(Claude.events(1) + rest)
          .isEqualTo(Claude.events(Claude.EVENTS.size()) + "data: [DONE]\n\n");
    }
  }

  @Test
  void anExceptionBeforeTheFirstEventIsAnError() throws Exception {
    byte[] exception = Frames.exception("throttlingException", "slow down");
    try (BedrockStage stage = streaming(exception, 100)) {
      Answer messages = stage.ask("aws-bedrock", "/v1/messages", ASK);
      assertThat(messages.status()).isEqualTo(429);
      assertThat(messages.header("content-type")).startsWith("application/json");
      assertThat(messages.text())
          .isEqualTo(
              "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\","
                  + "\"message\":\"throttlingException: slow down\","
                  + "\"code\":\"throttlingException\"}}");
      assertThat(stage.record().outcome().ending()).isEqualTo(Ending.UPSTREAM_ERROR);

      Answer chat = stage.ask("aws-bedrock", "/v1/chat/completions", ASK);
      assertThat(chat.status()).isEqualTo(429);
      assertThat(chat.text())
          .isEqualTo(
              "{\"error\":{\"message\":\"throttlingException: slow down\","
                  + "\"type\":\"upstream_error\",\"param\":null,\"code\":\"throttlingException\"}}");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void anExceptionWithinTheStreamIsItsLastEvent(int before) throws Exception {
    byte[] stream =
        join(Claude.frames(before), Frames.exception("internalServerException", "sorry"));
    for (int size : new int[] {64, 100_000}) {
      try (BedrockStage stage = streaming(stream, size)) {
        String messages = brokenOff(stage, "/v1/messages");

        assertThat(events(messages))
            .startsWith(Claude.events(before))
            .contains("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",")
            .contains("\"message\":\"internalServerException: sorry (request id: ")
            .contains("\"code\":\"internalServerException\"")
            .doesNotContain("[DONE]");
        ExchangeRecord.Outcome outcome = stage.record().outcome();
        assertThat(outcome.ending()).isEqualTo(Ending.UPSTREAM_ERROR);
        assertThat(outcome.errorCode()).isEqualTo("internalServerException");

        String chat = brokenOff(stage, "/v1/chat/completions");
        assertThat(events(chat))
            .contains("data: {\"error\":{\"code\":\"internalServerException\"")
            .doesNotContain("[DONE]");
        assertThat(chat.contains("\"content\":\"hello\"")).isEqualTo(before >= 3);
      }
    }
  }

  /** The data of a chunked answer that broke off. */
  private static String events(String answer) {
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    StringBuilder data = new StringBuilder();
    int at = 0;
    while (at < body.length()) {
      int end = body.indexOf("\r\n", at);
      int size = Integer.parseInt(body.substring(at, end), 16);
      assertThat(size).as("the last chunk, which ends a whole answer").isPositive();
      data.append(body, end + 2, end + 2 + size);
      at = end + 2 + size + 2;
    }
    return data.toString();
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "3, true"})
  void aFrameWithAWrongChecksumEndsTheStream(int before, boolean begun) throws Exception {
    byte[] broken = Frames.chunk(Claude.EVENTS.get(before));
    broken[broken.length - 9] ^= 1;
    try (BedrockStage stage = streaming(join(Claude.frames(before), broken), 100_000)) {
      String answer = brokenOffOrWhole(stage);

      assertThat(answer).contains("upstream_invalid_response").contains("checksum of a frame");
      assertThat(answer).startsWith(begun ? "HTTP/1.1 200" : "HTTP/1.1 502");
      assertThat(answer).doesNotContain("[DONE]");
      assertThat(stage.record().outcome().ending()).isEqualTo(Ending.UPSTREAM_INVALID);
    }
  }

  private static String brokenOffOrWhole(BedrockStage stage) throws Exception {
    try (RawClient client = stage.client()) {
      client.send(BedrockStage.request("aws-bedrock", "/v1/messages", ASK, "Connection: close"));
      return client.rest();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "0, 60", "1, 1", "2, 12", "5, 100"})
  void aFrameThatIsCutEndsTheStream(int before, int bytes) throws Exception {
    byte[] part = Arrays.copyOf(Frames.chunk(Claude.EVENTS.get(before)), bytes);
    try (BedrockStage stage = streaming(join(Claude.frames(before), part), 100_000)) {
      String answer = brokenOffOrWhole(stage);

      assertThat(answer).as("Q29").contains("upstream_cut").doesNotContain("[DONE]");
      assertThat(answer).startsWith(before > 0 ? "HTTP/1.1 200" : "HTTP/1.1 502");
      assertThat(stage.record().outcome().ending()).isEqualTo(Ending.UPSTREAM_CUT);
    }
  }

  @Test
  void aConnectionThatBreaksBetweenFramesIsACutToo() throws Exception {
    try (BedrockStage stage =
        new BedrockStage(
            (line, request) -> {
              line.write(FRAMES);
              chunk(line, Claude.frames(3));
              line.close();
            })) {
      String answer = brokenOff(stage, "/v1/messages");

      assertThat(events(answer)).startsWith(Claude.events(3)).contains("\"code\":\"upstream_cut\"");
      assertThat(stage.record().outcome().ending()).isEqualTo(Ending.UPSTREAM_CUT);
    }
  }

  @Test
  void aFrameThatClaimsTooMuchIsNotWaitedFor() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (BedrockStage stage =
        new BedrockStage(
            (line, request) -> {
              line.write(FRAMES);
              chunk(line, join(Claude.frames(2), prelude(1 << 30)));
              line.awaitClose();
              closed.countDown();
            })) {
      String answer = brokenOff(stage, "/v1/messages");

      assertThat(events(answer))
          .startsWith(Claude.events(2))
          .contains("a frame has a payload of more than 16777216 bytes");
      assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static byte[] prelude(int length) {
    ByteBuffer prelude = ByteBuffer.allocate(12).putInt(length).putInt(0);
    CRC32 crc = new CRC32();
    crc.update(prelude.array(), 0, 8);
    return prelude.putInt((int) crc.getValue()).array();
  }

  @Test
  void aClientThatLeavesCancelsTheStream() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (BedrockStage stage =
        new BedrockStage(
            (line, request) -> {
              line.write(FRAMES);
              chunk(line, Claude.frames(2));
              line.awaitClose();
              closed.countDown();
            })) {
      try (RawClient client = stage.client()) {
        client.send(BedrockStage.request("aws-bedrock", "/v1/messages", ASK));
        assertThat(client.head()).startsWith("HTTP/1.1 200");
      }
      assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(stage.record().outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
    }
  }

  @Test
  void anErrorStatusIsNoStreamOfFrames() throws Exception {
    try (BedrockStage stage =
        new BedrockStage(
            (line, request) ->
                line.write(BedrockStage.json(400, "{\"message\":\"The model is unknown\"}")))) {
      Answer messages = stage.ask("aws-bedrock", "/v1/messages", ASK);
      Answer chat = stage.ask("aws-bedrock", "/v1/chat/completions", ASK);

      assertThat(messages.status()).isEqualTo(400);
      assertThat(messages.text())
          .isEqualTo(
              "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
                  + "\"message\":\"The model is unknown\"}}");
      assertThat(chat.status()).isEqualTo(400);
      assertThat(chat.text()).startsWith("{\"error\":{\"message\":\"The model is unknown\"");
    }
  }
}
