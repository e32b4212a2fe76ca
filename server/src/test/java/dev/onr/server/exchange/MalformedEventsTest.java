package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Events that can't be read, inside streams that can: the others are as good as without them.
 * {@link FaultMatrixTest} has them for streams that pass in each dialect, {@link PairsTest} for
 * each translation.
 */
class MalformedEventsTest {
  private static final String STREAM = "{\"model\":\"m\",\"stream\":true}";
  private static final String BROKEN = "data: {\"broken\": \n\n";
  private static final String NO_OBJECT = "data: 7\n\n";
  private static final String FIRST =
      "data:"
          + " {\"id\":\"c\",\"secret\":1,\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n";
  private static final String LAST =
      "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
          + "data: [DONE]\n\n";

  @RegisterExtension final Chain chain = new Chain();

  private static ScriptedUpstream.Script sending(String events) {
    return line -> {
      line.request();
      line.startEvents();
      line.chunk(events);
      line.endChunks();
    };
  }

  private int counted() throws Exception {
    ExchangeRecord record = chain.record();
    assertThat(record.outcome().ending()).isEqualTo(Ending.COMPLETED);
    return record.accounting().malformedEvents();
  }

  @Test
  void stepsLetThemPass() throws Exception {
    chain.start(sending(FIRST + BROKEN + NO_OBJECT + LAST), TestGateway.Builder::deletesSecrets);
    Answer answer = chain.chat(STREAM);
    assertThat(answer.text())
        .isEqualTo(FIRST.replace("\"secret\":1,", "") + BROKEN + NO_OBJECT + LAST);
    assertThat(counted()).isEqualTo(2);
  }

  @Test
  void aCollectedAnswerIsMadeOfTheOthers() throws Exception {
    chain.start(
        sending(FIRST + BROKEN + LAST),
        gateway ->
            gateway.matches(
                """
                match api = "chat.completions" {
                  response { sse_collect openai_chat_completions; }
                }
                """));
    Answer answer = chain.chat("{\"model\":\"m\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("\"content\":\"Hi\"").doesNotContain("broken");
    assertThat(counted()).isEqualTo(1);
  }

  @Test
  void commentsBlankDataAndTheEndMarkerAreFine() throws Exception {
    chain.start(sending(": ping\n\n" + FIRST + "data:\n\n" + "event: ping\n\n" + LAST));
    chain.chat(STREAM);
    assertThat(counted()).isZero();
  }

  @Test
  void halfAnEventIsACutAndNotMalformed() throws Exception {
    Signal seen = new Signal();
    chain.start(
        line -> {
          line.request();
          line.startEvents();
          line.chunk(FIRST + "data: {\"half\":");
          seen.await();
          line.reset();
        });
    RawClient client = chain.client();
    client.send(TestGateway.post("/v1/chat/completions", STREAM));
    client.head();
    assertThat(client.chunk()).isEqualTo(FIRST);
    seen.give();
    client.rest();
    ExchangeRecord record = chain.record();
    assertThat(record.outcome().ending()).isEqualTo(Ending.UPSTREAM_CUT);
    assertThat(record.accounting().malformedEvents()).isZero();
  }
}
