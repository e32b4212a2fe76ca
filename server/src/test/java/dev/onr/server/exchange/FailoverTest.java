package dev.onr.server.exchange;

import static dev.onr.server.exchange.FailoverStage.answering;
import static dev.onr.server.exchange.FailoverStage.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is asked, in which order, and what the client gets when some can't answer. */
class FailoverTest {
  private static final String GOOD = "{\"ok\":true}";
  private static final String TWO_KEYS =
      """
      providers:
        one: {keys: [{name: a, value: sk-a}, {name: b, value: sk-b}]}
        two: {keys: [{name: c, value: sk-c}]}
      """;

  private final FailoverStage stage = new FailoverStage();

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  @Test
  void anotherKeyOfTheProviderComesBeforeTheNextProvider() throws Exception {
    stage
        .provider("one", answering(429, "", "{}"))
        .provider("two", json(GOOD))
        .keys(TWO_KEYS)
        .start();
    assertThat(stage.chat().text()).isEqualTo(GOOD);
    assertThat(stage.keysOf("one")).containsExactly("sk-a", "sk-b");
    assertThat(stage.keysOf("two")).containsExactly("sk-c");
    ExchangeRecord record = stage.record();
    assertThat(record.target().attempts()).isEqualTo(3);
    assertThat(record.target().provider()).isEqualTo("two");
    assertThat(record.target().upstreamStatus()).isEqualTo(200);
    assertThat(record.outcome().ending()).isEqualTo(Ending.COMPLETED);
  }

  @Test
  void aDisabledKeyIsNotUsedAndAHeavierOneComesMoreOften() throws Exception {
    stage
        .provider("one", json(GOOD))
        .keys(
            "providers: {one: {keys: [{name: a, value: sk-a, weight: 2}, {name: b, value: sk-b},"
                + " {name: c, value: sk-c, disabled: true}]}}")
        .models("models: {m: {providers: [one]}}")
        .start();
    for (int i = 0; i < 6; i++) {
      stage.chat();
    }
    assertThat(stage.keysOf("one")).containsExactly("sk-a", "sk-b", "sk-a", "sk-a", "sk-b", "sk-a");
  }

  @Test
  void byDefaultAServerErrorIsTheClients() throws Exception {
    stage.provider("one", answering(500, "", "{\"e\":1}")).provider("two", json(GOOD)).start();
    Answer answer = stage.chat();
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).isEqualTo("{\"e\":1}");
    assertThat(stage.asked("two")).isEmpty();
  }

  @Test
  void offMeansOneAttempt() throws Exception {
    stage
        .provider("one", answering(429, "", "{\"e\":1}"))
        .provider("two", json(GOOD))
        .policy("one", "next_upstream off;")
        .start();
    assertThat(stage.chat().status()).isEqualTo(429);
    assertThat(stage.asked("two")).isEmpty();
  }

  @Test
  void theLastAnswerIsTheClientsWhateverItIs() throws Exception {
    stage
        .provider("one", answering(503, "", "{\"e\":1}"))
        .provider("two", answering(503, "", "{\"e\":2}"))
        .start();
    Answer answer = stage.chat();
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text()).isEqualTo("{\"e\":2}");
  }

  @Test
  void noMoreAttemptsThanTries() throws Exception {
    stage
        .provider("one", answering(503, "", "{\"e\":1}"))
        .provider("two", json(GOOD))
        .models("models: {m: {providers: [one, two], strategy: priority, tries: 1}}")
        .start();
    assertThat(stage.chat().status()).isEqualTo(503);
    assertThat(stage.asked("two")).isEmpty();
  }

  @Test
  void withABackoffTheSameChannelIsAskedAgain() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    stage
        .provider(
            "one",
            line -> {
              // An answer that nobody wants costs its connection.
              line.request();
              line.write(FailoverStage.whole(asked.incrementAndGet() == 1 ? 503 : 200, "", GOOD));
            })
        .models("models: {m: {providers: [one], tries: 2, backoff: 1ms}}")
        .start();
    assertThat(stage.chat().text()).isEqualTo(GOOD);
    assertThat(stage.asked("one")).hasSize(2);
  }

  @Test
  void allAttemptsTogetherHaveATime() throws Exception {
    stage
        .provider(
            "one",
            line -> {
              line.request();
              line.awaitClose();
            })
        .provider("two", json(GOOD))
        .policy("one", "next_upstream timeout;")
        .models("models: {m: {providers: [one, two], strategy: priority, timeout: 100ms}}")
        .start();
    Answer answer = stage.chat();
    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.text()).contains("no provider answered within 100 ms (1 attempt)");
    assertThat(stage.asked("two")).isEmpty();
    assertThat(stage.record().outcome().ending()).isEqualTo(Ending.UPSTREAM_TIMEOUT);
  }

  @Test
  void aChannelThatWasToldToWaitIsLeftAloneAndTheClientHearsForHowLong() throws Exception {
    stage
        .provider("one", answering(429, "Retry-After: 7\r\n", "{\"e\":1}"))
        .models("models: {m: {providers: [one]}}")
        .start();
    assertThat(stage.chat().text()).isEqualTo("{\"e\":1}");
    Answer second = stage.chat();
    assertThat(second.status()).isEqualTo(429);
    assertThat(second.header("retry-after")).isEqualTo("7");
    assertThat(second.text()).contains("upstream_cooling_down");
    assertThat(stage.asked("one")).hasSize(1);
  }

  @Test
  void theWaitIsHonouredWithinACap() throws Exception {
    stage
        .provider("one", answering(503, "Retry-After: 86400\r\n", "{}"))
        .settings("routing: {max_cooldown: 2s}")
        .models("models: {m: {providers: [one]}}")
        .start();
    stage.chat();
    Answer second = stage.chat();
    assertThat(second.status()).isEqualTo(503);
    assertThat(second.header("retry-after")).isEqualTo("2");
  }

  @Test
  void googleSaysInTheBodyForHowLong() throws Exception {
    String body =
        "{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"message\":\"slow down\","
            + "\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\","
            + "\"retryDelay\":\"12s\"}]}}";
    stage
        .provider("one", answering(429, "", body))
        .models("models: {m: {providers: [one]}}")
        .start();
    assertThat(stage.chat().text()).isEqualTo(body);
    assertThat(stage.chat().header("retry-after")).isEqualTo("12");
    assertThat(stage.asked("one")).hasSize(1);
  }

  @Test
  void whatABodySaysHasTheSameCapAndAnotherProviderIsAskedAtOnce() throws Exception {
    String body = "{\"error\":{\"details\":[{\"retryDelay\":\"3600s\"}]}}";
    stage
        .provider("one", answering(503, "", body))
        .provider("two", answering(503, "", body))
        .settings("routing: {max_cooldown: 2s}")
        .start();
    assertThat(stage.chat().text()).isEqualTo(body);
    assertThat(stage.asked("two")).hasSize(1);
    assertThat(stage.chat().header("retry-after")).isEqualTo("2");
  }

  @Test
  void aHeadThatSaysForHowLongCountsBeforeTheBody() throws Exception {
    stage
        .provider(
            "one",
            answering(
                429, "Retry-After: 5\r\n", "{\"error\":{\"details\":[{\"retryDelay\":\"9s\"}]}}"))
        .models("models: {m: {providers: [one]}}")
        .start();
    stage.chat();
    assertThat(stage.chat().header("retry-after")).isEqualTo("5");
  }

  @Test
  void aBodyThatNeverComesDoesNotKeepAnotherProviderFromBeingAsked() throws Exception {
    stage
        .provider(
            "one",
            line -> {
              line.request();
              line.write(
                  "HTTP/1.1 429 Whatever\r\nContent-Type: application/json\r\n"
                      + "Content-Length: 9\r\n\r\n{");
              line.awaitClose();
            })
        .provider("two", json(GOOD))
        .start();
    assertThat(stage.chat().text()).isEqualTo(GOOD);
  }

  @Test
  void whatIsKnownOfAChannelOutlivesReloads() throws Exception {
    stage
        .provider("one", answering(429, "Retry-After: 7\r\n", "{}"))
        .unreachable("two")
        .provider("three", json(GOOD))
        .policy("two", "max_fails 1; fail_timeout 1m;")
        .models("models: {m: {providers: [one, two, three], strategy: priority}}")
        .start();
    assertThat(stage.chat().text()).isEqualTo(GOOD);
    assertThat(stage.record().target().attempts()).isEqualTo(3);
    stage
        .keys(
            """
            providers:
              one: {keys: [{name: main, value: sk-one, weight: 2}]}
              two: {keys: [{name: main, value: sk-two}]}
              three: {keys: [{name: main, value: sk-three}]}
            """)
        .reload();
    assertThat(stage.chat().text()).isEqualTo(GOOD);
    assertThat(stage.record().target().attempts()).isEqualTo(1);
    stage
        .keys(
            """
            providers:
              one: {keys: [{name: main, value: sk-fresh}]}
              three: {keys: [{name: main, value: sk-three}]}
            """)
        .reload();
    assertThat(stage.chat().text()).isEqualTo(GOOD);
    assertThat(stage.keysOf("one")).containsExactly("sk-one", "sk-fresh");
  }

  @Test
  void theLeastBusyProviderComesFirst() throws Exception {
    Signal asked = new Signal();
    Signal done = new Signal();
    stage
        .provider(
            "one",
            line -> {
              line.request();
              asked.give();
              done.await();
              line.write(FailoverStage.whole(200, "", GOOD));
            })
        .provider("two", json(GOOD))
        .models("models: {m: {providers: [one, two], strategy: least_busy}}")
        .start();
    try (RawClient waiting = stage.gateway.client()) {
      waiting.send(FailoverStage.request("/v1/chat/completions", "{\"model\":\"m\"}"));
      asked.await();
      for (int i = 0; i < 4; i++) {
        stage.chat();
      }
      done.give();
      assertThat(waiting.answer().text()).isEqualTo(GOOD);
    }
    assertThat(stage.asked("one")).hasSize(1);
    assertThat(stage.asked("two")).hasSize(4);
  }

  @Test
  void oneRequestProbesAChannelThatWasOut() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Signal probed = new Signal();
    Signal done = new Signal();
    stage
        .provider(
            "one",
            line -> {
              while (line.request() != null) {
                if (asked.incrementAndGet() == 1) {
                  line.write(FailoverStage.whole(503, "", "{}"));
                } else {
                  probed.give();
                  done.await();
                  line.write(FailoverStage.whole(200, "", "{\"back\":1}"));
                }
              }
            })
        .provider("two", json(GOOD))
        .policy("one", "max_fails 1; fail_timeout 1ms;")
        .start();
    assertThat(stage.chat().text()).isEqualTo(GOOD);
    while (!upstreams().contains("\"state\":\"probing\"")) {
      Thread.onSpinWait();
    }
    try (RawClient probe = stage.gateway.client()) {
      probe.send(FailoverStage.request("/v1/chat/completions", "{\"model\":\"m\"}"));
      probed.await();
      for (int i = 0; i < 3; i++) {
        assertThat(stage.chat().text()).isEqualTo(GOOD);
      }
      assertThat(stage.asked("one")).hasSize(2);
      done.give();
      assertThat(probe.answer().text()).isEqualTo("{\"back\":1}");
    }
    assertThat(stage.chat().text()).isEqualTo("{\"back\":1}");
  }

  @Test
  void whileOneCoolsTheOtherIsAskedAtOnce() throws Exception {
    stage
        .provider("one", answering(429, "Retry-After: 7\r\n", "{}"))
        .provider("two", json(GOOD))
        .start();
    stage.chat();
    assertThat(stage.chat().text()).isEqualTo(GOOD);
    assertThat(stage.asked("one")).hasSize(1);
    assertThat(stage.asked("two")).hasSize(2);
  }

  @Test
  void aChannelThatFailsTooOftenIsLeftOut() throws Exception {
    stage
        .unreachable("one")
        .provider("two", json(GOOD))
        .policy("one", "max_fails 2; fail_timeout 1m;")
        .start();
    for (int i = 0; i < 3; i++) {
      assertThat(stage.chat().text()).isEqualTo(GOOD);
    }
    assertThat(List.of(stage.record(), stage.record(), stage.record()))
        .extracting(each -> each.target().attempts())
        .containsExactly(2, 2, 1);
  }

  @Test
  void theOperatorSeesHowChannelsAreDoing() throws Exception {
    stage.unreachable("one").provider("two", json(GOOD)).policy("one", "max_fails 1;").start();
    stage.chat();
    assertThat(upstreams())
        .contains(
            "{\"provider\":\"one\",\"key\":\"main\",\"weight\":1,\"state\":\"out\",\"back_in_ms\":")
        .contains("\"provider\":\"two\",\"key\":\"main\",\"weight\":1,\"state\":\"ready\"");
  }

  /** What the operator sees. */
  private String upstreams() throws Exception {
    try (RawClient client = stage.gateway.client()) {
      return client
          .send(TestGateway.get("/admin/upstreams", "Authorization: Bearer master"))
          .answer()
          .text();
    }
  }

  @Test
  void anAccessKeyDoesNotShowThem() throws Exception {
    stage
        .provider("one", json(GOOD))
        .keys("providers: {one: {keys: [{value: sk}]}}\naccess_keys: [{name: u, value: user-key}]")
        .models("models: {m: {providers: [one]}}")
        .start();
    try (RawClient client = stage.gateway.client()) {
      Answer answer =
          client
              .send(TestGateway.get("/admin/upstreams", "Authorization: Bearer user-key"))
              .answer();
      assertThat(answer.status()).isEqualTo(403);
    }
  }

  @Test
  void aFallbackMayKnowTheModelByAnotherNameAndGetsItsOwnKeyOnly() throws Exception {
    stage
        .provider("one", answering(503, "", "{}"))
        .provider("two", json(GOOD))
        .models("models: {m: {providers: [one, {name: two, model: big, backup: true}]}}")
        .start();
    stage.chat();
    assertThat(stage.asked("one").getFirst().text()).isEqualTo("{\"model\":\"m\"}");
    assertThat(stage.asked("two").getFirst().text()).isEqualTo("{\"model\":\"big\"}");
    assertThat(stage.asked("two").getFirst().head()).doesNotContain("sk-one");
  }

  @Test
  void theQuickestProviderComesFirstOnceAllWereMeasured() throws Exception {
    stage
        .provider("one", json(GOOD))
        .provider("two", json(GOOD))
        .models("models: {m: {providers: [one, two], strategy: fastest}}")
        .start();
    stage.chat();
    stage.chat();
    assertThat(stage.asked("one")).hasSize(1);
    assertThat(stage.asked("two")).hasSize(1);
  }

  @Test
  void weightsDecideHowOftenAProviderComesFirst() throws Exception {
    stage
        .provider("one", json(GOOD))
        .provider("two", json(GOOD))
        .models("models: {m: {providers: [{name: one, weight: 3}, two], strategy: weighted}}")
        .start();
    for (int i = 0; i < 8; i++) {
      stage.chat();
    }
    assertThat(stage.asked("one")).hasSize(6);
    assertThat(stage.asked("two")).hasSize(2);
  }
}
