package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is estimated where an upstream reports nothing, and what answers cost. */
class CostTest {
  private static final String ASKED =
      "{\"model\":\"gpt-5.5\",\"messages\":[{\"role\":\"user\",\"content\":\"hi there friend\"}]}";
  private static final String PRICES =
      """
      entries:
        - {provider: acme, model: big-1, cost: {input: 2, output: 8}}
      """;

  private static String stream(String body) {
    return body.replaceFirst("\\{", "{\"stream\":true,");
  }

  @Test
  void whatAnUpstreamDoesNotReportIsEstimated() throws Exception {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.json(
                "{\"choices\":[{\"message\":{\"content\":\"hello back to you\"}}]}");
        TestGateway gateway = TestGateway.to(upstream).matches(UsageTest.MATCHES).start()) {
      gateway.chat(ASKED);
      var accounting = gateway.record().accounting();
      assertThat(accounting.usageStage()).isEqualTo("estimate_both");
      assertThat(accounting.figures())
          .containsEntry("input_tokens", 9L)
          .containsEntry("output_tokens", 10L)
          .containsEntry("total_tokens", 19L);
    }
  }

  @Test
  void aStreamThatItsClientLeftIsEstimatedFromTheTextSoFar() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.startEvents();
                  line.chunk(
                      "data: {\"choices\":[{\"delta\":{\"content\":\"hello back to you\"}}]}\n\n");
                  never.await();
                });
        TestGateway gateway =
            TestGateway.to(upstream)
                .matches(UsageTest.MATCHES)
                .yaml("usage_estimation: {strategy: tokenizer}\n")
                .start()) {
      try (RawClient client = gateway.client()) {
        client.send(TestGateway.post("/v1/chat/completions", stream(ASKED))).head();
        client.chunk();
      }
      ExchangeRecord record = gateway.record();
      assertThat(record.outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
      assertThat(record.accounting().usageStage()).isEqualTo("estimate_both");
      assertThat(record.accounting().figures().get("output_tokens")).isEqualTo(4L);
    }
  }

  @Test
  void theCostIsThatOfTheProvidersOwnModel() throws Exception {
    String answer = "{\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":3}}";
    try (ScriptedUpstream upstream = ScriptedUpstream.json(answer);
        TestGateway gateway =
            TestGateway.to(upstream)
                .matches(
                    "match api = \"chat.completions\" { request { model_map \"gpt-5.5\" \"big-1\";"
                        + " } "
                        + UsageTest.METRICS
                        + " }")
                .prices(PRICES)
                .start()) {
      gateway.chat(ASKED);
      var accounting = gateway.record().accounting();
      assertThat(accounting.costModel()).isEqualTo("big-1");
      assertThat((BigDecimal) accounting.figures().get("cost_total"))
          .isEqualByComparingTo("0.002024");
      assertThat(accounting.figures()).containsEntry("billable_input_tokens", 1000L);
    }
  }

  @Test
  void aClientThatAskedForAStreamAndGotAWholeAnswerIsCountedAllTheSame() throws Exception {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.json("{\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}");
        TestGateway gateway = TestGateway.to(upstream).matches(UsageTest.MATCHES).start()) {
      gateway.chat(stream(ASKED));
      assertThat(gateway.record().accounting().figures())
          .containsEntry("input_tokens", 7L)
          .containsEntry("output_tokens", 3L);
    }
  }

  @Test
  void onlyStatus200IsAccountedFor() throws Exception {
    String body = "{\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}";
    try (ScriptedUpstream upstream =
            ScriptedUpstream.answering(
                "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length()
                    + "\r\n\r\n"
                    + body);
        TestGateway gateway = TestGateway.to(upstream).matches(UsageTest.MATCHES).start()) {
      gateway.chat(ASKED);
      assertThat(gateway.record().accounting().figures()).isEmpty();
    }
  }

  @Test
  void nothingIsEstimatedOfAnErrorThatCameAsASuccess() throws Exception {
    for (String map : new String[] {"", "error_map openai; "}) {
      try (ScriptedUpstream upstream = ScriptedUpstream.json("{\"code\":1002,\"message\":\"no\"}");
          TestGateway gateway =
              TestGateway.to(upstream)
                  .matches(
                      "match api = \"chat.completions\" { "
                          + UsageTest.METRICS
                          + " error { "
                          + map
                          + "error_when path=\"$.code\" ne=0 status=429; } }")
                  .start()) {
        assertThat(gateway.chat(ASKED).status()).isEqualTo(429);
        assertThat(gateway.record().accounting().figures()).isEmpty();
      }
    }
  }
}
