package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What a client gets when its provider fails: every fault, in every dialect, whole and streamed.
 * The upstreams' own records say how often they were asked. docs/reliability.md shows the table.
 */
class FaultMatrixTest {
  private static final String POLICY =
      "response_timeout 300ms; first_event_timeout 300ms; idle_timeout 300ms;"
          + " next_upstream error timeout cut invalid http_429 http_5xx context_length"
          + " content_filter;";

  private final Map<Fault, Map<Talk, Set<String>>> measured = new TreeMap<>();

  @TestFactory
  Stream<DynamicTest> faults() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      for (Talk talk : Talk.values()) {
        for (boolean stream : new boolean[] {false, true}) {
          if (fault.appliesTo(stream)) {
            String name =
                "%s, %s, %s".formatted(fault.title, talk.title, stream ? "streamed" : "whole");
            tests.add(DynamicTest.dynamicTest(name, () -> measure(fault, talk, stream)));
          }
        }
      }
    }
    tests.add(
        DynamicTest.dynamicTest(
            "the page shows the table",
            () ->
                ReliabilityPage.show(
                    "faults: written by FaultMatrixTest", "end of faults", table())));
    return tests.stream();
  }

  private void measure(Fault fault, Talk talk, boolean stream) throws Exception {
    run(fault, talk, stream);
    measured
        .computeIfAbsent(fault, ignored -> new TreeMap<>())
        .computeIfAbsent(talk, ignored -> new LinkedHashSet<>())
        .add(fault.verdict.words);
  }

  private static void run(Fault fault, Talk talk, boolean stream) throws Exception {
    Signal seen = new Signal();
    try (FailoverStage stage = new FailoverStage()) {
      fault
          .script(talk, stream, seen)
          .ifPresentOrElse(script -> stage.provider("one", script), () -> stage.unreachable("one"));
      stage.provider("two", fault.fallback(talk, stream)).policy("one", POLICY).start();
      switch (fault.verdict) {
        case FALLBACK -> fallsBack(fault, stage, talk, stream);
        case BROKEN -> breaks(stage, talk, seen);
        case WHOLE -> passes(stage, talk);
        case REFUSAL -> refuses(stage, talk, stream);
        case FLAPPING -> flaps(stage, talk, stream);
      }
    }
  }

  private static void fallsBack(Fault fault, FailoverStage stage, Talk talk, boolean stream)
      throws Exception {
    Answer answer = stage.send(talk.path(stream), talk.request(stream));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo(good(talk, stream, "fallback"));
    assertThat(stage.keysOf("two")).containsExactly("sk-two");
    assertThat(stage.asked("one")).hasSize(fault == Fault.REFUSED ? 0 : 1);
    ExchangeRecord record = stage.record();
    assertThat(record.target().attempts()).isEqualTo(2);
    assertThat(record.target().provider()).isEqualTo("two");
    assertThat(record.outcome().ending()).isEqualTo(Ending.COMPLETED);
    assertThat(record.accounting().figures().get("input_tokens").longValue())
        .isEqualTo(fault == Fault.ACCOUNTING ? Fault.USED_IN_VAIN + 7 : 7);
  }

  private static void breaks(FailoverStage stage, Talk talk, Signal seen) throws Exception {
    try (RawClient client = stage.gateway.client()) {
      client.send(FailoverStage.request(talk.path(true), talk.request(true)));
      assertThat(client.head()).startsWith("HTTP/1.1 200");
      assertThat(client.chunk()).isEqualTo(talk.events("primary").getFirst());
      seen.give();
      String text = client.rest();
      assertThat(text)
          .contains("error")
          // No last chunk either: nothing looks like the end of a whole answer.
          .doesNotContain("\r\n0\r\n\r\n");
      talk.ends().forEach(end -> assertThat(text).doesNotContain(end));
    }
    assertThat(stage.asked("one")).hasSize(1);
    assertThat(stage.asked("two")).isEmpty();
    ExchangeRecord record = stage.record();
    assertThat(record.target().attempts()).isEqualTo(1);
    assertThat(record.accounting().malformedEvents()).isZero();
    assertThat(record.outcome().ending()).isIn(Ending.UPSTREAM_CUT, Ending.UPSTREAM_STALLED);
  }

  private static void passes(FailoverStage stage, Talk talk) throws Exception {
    String text = stage.send(talk.path(true), talk.request(true)).text();
    List<String> events = talk.events("primary");
    assertThat(text)
        .startsWith(events.getFirst())
        .endsWith(String.join("", events.subList(1, events.size())));
    assertThat(stage.asked("two")).isEmpty();
    ExchangeRecord record = stage.record();
    assertThat(record.outcome().ending()).isEqualTo(Ending.COMPLETED);
    assertThat(record.accounting().malformedEvents()).isEqualTo(1);
  }

  private static void refuses(FailoverStage stage, Talk talk, boolean stream) throws Exception {
    Answer answer = stage.send(talk.path(stream), talk.request(stream));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).isEqualTo("{\"no\":\"thanks\"}");
    assertThat(stage.asked("one")).hasSize(1);
    assertThat(stage.asked("two")).hasSize(1);
  }

  private static void flaps(FailoverStage stage, Talk talk, boolean stream) throws Exception {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      answers.add(stage.send(talk.path(stream), talk.request(stream)).text());
    }
    String primary = good(talk, stream, "primary");
    String fallback = good(talk, stream, "fallback");
    assertThat(answers).containsExactly(fallback, primary, fallback, primary);
    assertThat(stage.asked("one")).hasSize(4);
    assertThat(stage.asked("two")).hasSize(2);
  }

  private static String good(Talk talk, boolean stream, String who) {
    return stream ? String.join("", talk.events(who)) : talk.whole(who, 7);
  }

  private String table() {
    StringBuilder table = new StringBuilder("| fault of the primary | answers |");
    for (Talk talk : Talk.values()) {
      table.append(' ').append(talk.title).append(" |");
    }
    table.append("\n|---|---|").append("---|".repeat(Talk.values().length)).append('\n');
    measured.forEach(
        (fault, byTalk) -> {
          table.append("| ").append(fault.title).append(" | ").append(fault.applies.words);
          table.append(" |");
          byTalk.values().forEach(words -> table.append(ReliabilityPage.cell(words)));
          table.append('\n');
        });
    return table.toString();
  }
}
