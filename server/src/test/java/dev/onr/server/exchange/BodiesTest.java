package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whole requests and whole answers. */
class BodiesTest {
  @Test
  void aRequestGoesThroughAndItsAnswerComesBack() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{\"id\":\"x\"}");
        TestGateway gateway = TestGateway.to(upstream).start()) {
      RawClient.Answer answer = gateway.chat("{\"model\":\"m\",\"messages\":[]}");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("{\"id\":\"x\"}");
      assertThat(answer.header("content-length")).isEqualTo("10");
      ScriptedUpstream.Request sent = upstream.requests.getFirst();
      assertThat(sent.firstLine()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
      assertThat(sent.text()).isEqualTo("{\"model\":\"m\",\"messages\":[]}");
      assertThat(sent.header("authorization")).containsExactly("Bearer sk-up");
      ExchangeRecord record = gateway.record();
      assertThat(record.outcome().ending()).isEqualTo(Ending.COMPLETED);
      assertThat(record.target().model()).isEqualTo("m");
    }
  }
}
