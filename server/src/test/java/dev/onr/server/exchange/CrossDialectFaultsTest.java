package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.demo.SimulatedUpstream;
import dev.onr.server.exchange.PairsTest.Pair;
import dev.onr.server.exchange.PairsTest.Side;
import dev.onr.server.exchange.RawClient.Answer;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What a client gets when its provider fails and speaks another dialect: the main faults, for every
 * pair of dialects. What was measured stands in docs/reliability.md.
 */
class CrossDialectFaultsTest {
  private static final String POLICY =
      "response_timeout 300ms; first_event_timeout 300ms; idle_timeout 300ms; max_fails 0;"
          + " next_upstream error timeout cut invalid http_429 http_5xx context_length"
          + " content_filter;";

  /** Chat Completions has a mark for the end of the events, which is none of a whole answer. */
  private static final String MARKED = "error event, then [DONE]";

  /** What the simulated upstream can't do, as scripts do it that speak the provider's dialect. */
  private static final List<Fault> SCRIPTED =
      List.of(
          Fault.RESET,
          Fault.REFUSED,
          Fault.MALFORMED,
          Fault.NO_END_MARKER,
          Fault.TOO_LONG,
          Fault.FILTERED,
          Fault.FALLBACK_REFUSES,
          Fault.FLAPPING);

  /** What goes wrong, in the words of the simulated upstream. */
  enum Trouble {
    LIMITED("429 with Retry-After", "status=429,retry-after=5", true, true),
    ERROR("500 once", "status=500", true, true),
    UNAVAILABLE("503", "status=503", true, true),
    SILENT("no response", "delay-ms=3000", true, true),
    CUT_WHOLE("cut whole answer", "cut-after=1", true, false),
    CUT_BEFORE("cut before the first event", "cut-after=0", false, true),
    STALLED_BEFORE("slow first token", "stall-after=0", false, true),
    ERROR_FIRST("error as the first event", "error-after=0", false, true),
    CUT("cut stream", "cut-after=6,pace-ms=40", false, true),
    STALLED("stalled stream", "stall-after=6", false, true),
    ERROR_LATER("error within the stream", "error-after=6,pace-ms=40", false, true);

    private final String title;
    private final String wish;
    private final boolean whole;
    private final boolean streamed;

    Trouble(String title, String wish, boolean whole, boolean streamed) {
      this.title = title;
      this.wish = wish;
      this.whole = whole;
      this.streamed = streamed;
    }

    private boolean appliesTo(boolean stream) {
      return stream ? streamed : whole;
    }

    private boolean breaks() {
      return this == CUT || this == STALLED || this == ERROR_LATER;
    }
  }

  private final Map<String, Map<Side, Set<String>>> measured = new LinkedHashMap<>();
  private Vertx vertx;
  private SimulatedUpstream primary;
  private SimulatedUpstream fallback;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    primary = SimulatedUpstream.start(vertx, SimulatedUpstream.Options.test()).await();
    fallback = SimulatedUpstream.start(vertx, SimulatedUpstream.Options.test()).await();
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @TestFactory
  Stream<DynamicTest> faults() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Pair pair : PairsTest.pairs().toList()) {
      tests.add(DynamicTest.dynamicTest(pair.toString(), () -> play(pair)));
      for (Fault fault : SCRIPTED) {
        for (boolean stream : new boolean[] {false, true}) {
          if (fault.appliesTo(stream)) {
            String name = pair + ", " + fault.title + (stream ? ", streamed" : ", whole");
            tests.add(DynamicTest.dynamicTest(name, () -> play(pair, fault, stream)));
          }
        }
      }
    }
    tests.add(DynamicTest.dynamicTest("the page shows the table", this::page));
    return tests.stream();
  }

  private void saw(String title, Pair pair, String words) {
    measured
        .computeIfAbsent(title, ignored -> new TreeMap<>())
        .computeIfAbsent(pair.client(), ignored -> new LinkedHashSet<>())
        .add(words);
  }

  private void play(Pair pair) throws Exception {
    String matches = pair.match(false) + pair.match(true);
    try (FailoverStage stage =
        new FailoverStage()
            .provider("one", primary.baseUrl())
            .provider("two", fallback.baseUrl())
            .matches("one", matches)
            .matches("two", matches)
            .policy("one", POLICY)
            .models("models: {demo: {providers: [one, two], strategy: priority}}")
            .settings("routing: {max_cooldown: off}")
            .start()) {
      for (Trouble trouble : Trouble.values()) {
        for (boolean stream : new boolean[] {false, true}) {
          if (trouble.appliesTo(stream)) {
            saw(trouble.title, pair, measure(stage, pair, trouble, stream));
          }
        }
      }
    }
  }

  private String measure(FailoverStage stage, Pair pair, Trouble trouble, boolean stream)
      throws Exception {
    primary.forgetRequests();
    fallback.forgetRequests();
    primary.simulateNext(trouble.wish);
    Side client = pair.client();
    String text;
    try (RawClient line = stage.gateway.client()) {
      line.send(FailoverStage.request(client.path(stream), client.request(stream)));
      if (trouble == Trouble.CUT || trouble == Trouble.STALLED) {
        assertThat(line.head()).startsWith("HTTP/1.1 200");
        text = line.rest();
      } else {
        Answer answer = line.answer();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        text = answer.text();
      }
    }
    String name = trouble.title + (stream ? ", streamed" : ", whole");
    assertThat(primary.requests()).as(name).hasSize(1);
    ExchangeRecord record = stage.record();
    if (trouble.breaks()) {
      assertThat(fallback.requests()).as(name).isEmpty();
      assertThat(text).as(name).contains("error").doesNotContain("\"finish_reason\":\"stop\"");
      boolean marked = trouble == Trouble.ERROR_LATER && client == Side.CHAT;
      assertThat(text.contains(client.end)).as(name).isEqualTo(marked);
      assertThat(record.outcome().ending()).as(name).isNotEqualTo(Ending.COMPLETED);
      return marked ? MARKED : Fault.Verdict.BROKEN.words;
    }
    assertThat(fallback.requests()).as(name).hasSize(1);
    assertThat(text).as(name).contains("simulated").doesNotContain("\"error\":{");
    assertThat(text.contains(client.end)).as(name).isEqualTo(stream || client == Side.GEMINI);
    assertThat(record.target().attempts()).as(name).isEqualTo(2);
    assertThat(record.target().provider()).as(name).isEqualTo("two");
    assertThat(record.outcome().ending()).as(name).isEqualTo(Ending.COMPLETED);
    return Fault.Verdict.FALLBACK.words;
  }

  private void play(Pair pair, Fault fault, boolean stream) throws Exception {
    Talk talk = Talk.valueOf(pair.upstream().name());
    Signal seen = new Signal();
    try (FailoverStage stage = new FailoverStage()) {
      script(fault, talk, stream, seen)
          .ifPresentOrElse(script -> stage.provider("one", script), () -> stage.unreachable("one"));
      stage
          .provider("two", fault.fallback(talk, stream))
          .matches("one", pair.match(stream))
          .matches("two", pair.match(stream))
          .policy("one", POLICY)
          .models("models: {demo: {providers: [one, two], strategy: priority}}")
          .start();
      saw(
          fault.title,
          pair,
          switch (fault.verdict) {
            case FALLBACK -> fallsBack(fault, stage, pair.client(), stream);
            case BROKEN -> breaks(stage, pair.client(), seen);
            case WHOLE -> passes(stage, pair.client());
            case REFUSAL -> refuses(stage, pair.client(), stream);
            case FLAPPING -> flaps(stage, pair.client(), stream);
          });
    }
  }

  private static Optional<ScriptedUpstream.Script> script(
      Fault fault, Talk talk, boolean stream, Signal seen) {
    if (fault != Fault.NO_END_MARKER) {
      return fault.script(talk, stream, seen);
    }
    // Not every dialect has something to say after the first event of another.
    String begun =
        talk.events("primary").stream()
            .filter(event -> talk.ends().stream().noneMatch(event::contains))
            .collect(Collectors.joining());
    return Optional.of(
        line -> {
          line.request();
          line.startEvents();
          line.chunk(begun);
          seen.await();
          line.endChunks();
        });
  }

  private static Answer send(FailoverStage stage, Side client, boolean stream) throws Exception {
    return stage.send(client.path(stream), client.request(stream));
  }

  private static void isWhole(String text, Side client, boolean stream, String who) {
    assertThat(text).contains(who).doesNotContain("\"error\":{");
    assertThat(text.contains(client.end)).isEqualTo(stream || client == Side.GEMINI);
  }

  private static String fallsBack(Fault fault, FailoverStage stage, Side client, boolean stream)
      throws Exception {
    String text = send(stage, client, stream).text();
    isWhole(text, client, stream, "fallback");
    assertThat(text).doesNotContain("primary");
    assertThat(stage.asked("one")).hasSize(fault == Fault.REFUSED ? 0 : 1);
    assertThat(stage.asked("two")).hasSize(1);
    assertThat(stage.record().target().attempts()).isEqualTo(2);
    return fault.verdict.words;
  }

  private static String breaks(FailoverStage stage, Side client, Signal seen) throws Exception {
    String text;
    try (RawClient line = stage.gateway.client()) {
      line.send(FailoverStage.request(client.path(true), client.request(true)));
      assertThat(line.head()).startsWith("HTTP/1.1 200");
      assertThat(line.chunk()).isNotEmpty();
      seen.give();
      StringBuilder rest = new StringBuilder();
      for (String chunk = line.chunk(); !chunk.isEmpty(); chunk = line.chunk()) {
        rest.append(chunk);
      }
      text = rest.toString();
    }
    boolean marked = client == Side.CHAT;
    assertThat(text).contains("error").doesNotContain("\"finish_reason\":\"stop\"");
    assertThat(text.contains(client.end)).isEqualTo(marked);
    assertThat(stage.asked("two")).isEmpty();
    assertThat(stage.record().outcome().ending()).isEqualTo(Ending.UPSTREAM_CUT);
    return marked ? MARKED : Fault.Verdict.BROKEN.words;
  }

  private static String passes(FailoverStage stage, Side client) throws Exception {
    String text = send(stage, client, true).text();
    isWhole(text, client, true, "primary");
    assertThat(text).doesNotContain("broken");
    assertThat(stage.asked("two")).isEmpty();
    assertThat(stage.record().accounting().malformedEvents()).isEqualTo(1);
    return "whole answer without the bad event";
  }

  private static String refuses(FailoverStage stage, Side client, boolean stream) throws Exception {
    Answer answer = send(stage, client, stream);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(stage.asked("one")).hasSize(1);
    assertThat(stage.asked("two")).hasSize(1);
    return Fault.Verdict.REFUSAL.words;
  }

  private static String flaps(FailoverStage stage, Side client, boolean stream) throws Exception {
    for (String who : List.of("fallback", "primary", "fallback", "primary")) {
      isWhole(send(stage, client, stream).text(), client, stream, who);
    }
    assertThat(stage.asked("one")).hasSize(4);
    assertThat(stage.asked("two")).hasSize(2);
    return Fault.Verdict.FLAPPING.words;
  }

  private void page() throws Exception {
    ReliabilityPage.show(
        "faults across dialects: written by CrossDialectFaultsTest",
        "end of faults across dialects",
        table());
  }

  private String table() {
    StringBuilder table = new StringBuilder("| fault of the primary |");
    for (Talk talk : Talk.values()) {
      table.append(' ').append(talk.title).append(" |");
    }
    table.append("\n|---|").append("---|".repeat(Talk.values().length)).append('\n');
    measured.forEach(
        (title, bySide) -> {
          table.append("| ").append(title).append(" |");
          bySide.values().forEach(words -> table.append(ReliabilityPage.cell(words)));
          table.append('\n');
        });
    return table.toString();
  }
}
