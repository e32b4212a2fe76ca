package dev.onr.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.onr.CaseFile;
import dev.onr.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Golden cases of the dialects, {@code cases/dialect/*.case}. Section {@code mode} says what is
 * translated: {@code request FROM TO}, {@code answer FROM TO}, {@code stream FROM TO} or {@code
 * collect TONGUE}, each tongue one of chat, responses, messages, gemini. {@code in} is the input:
 * JSON, or server-sent events as they come over the wire. One of
 *
 * <ul>
 *   <li>{@code out}: the expected JSON (order of members free) or events (name and data of each,
 *       JSON compared as trees)
 *   <li>{@code text}: the exact bytes, where order or number forms matter
 *   <li>{@code error}: {@code PARAM: words that the message contains} for a request, the words
 *       alone for an answer
 * </ul>
 *
 * Optional: {@code route} (lines {@code model=…}, {@code stream=true}), {@code context} (lines
 * {@code model=…}, {@code reasoning=true}, {@code usage=false}), {@code losses} (expected lines
 * {@code field count}). New ids count 1, 2, 3; the time is 1700000000.
 */
class DialectCasesTest {
  private final Losses losses = new Losses();

  @TestFactory
  Stream<DynamicTest> cases() {
    return CaseFile.tests("dialect", one -> new DialectCasesTest().check(one));
  }

  private void check(CaseFile one) {
    String[] mode = one.section("mode").trim().split(" +");
    switch (mode[0]) {
      case "request" -> request(one, tongue(mode[1]), tongue(mode[2]));
      case "answer" -> answer(one, tongue(mode[1]), tongue(mode[2]));
      case "stream" -> stream(one, tongue(mode[1]), tongue(mode[2]));
      case "collect" -> collect(one, tongue(mode[1]));
      default -> throw new AssertionError("unknown mode " + mode[0]);
    }
    one.find("losses")
        .ifPresent(
            expected -> {
              List<String> lines = new ArrayList<>();
              losses.counts().forEach((field, count) -> lines.add(field + " " + count));
              assertThat(String.join("\n", lines)).isEqualTo(expected.trim());
            });
  }

  private static Tongue tongue(String name) {
    return Tongue.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private void request(CaseFile one, Tongue from, Tongue to) {
    RouteFacts route =
        new RouteFacts(setting(one, "route", "model", ""), flag(one, "route", "stream", false));
    if (one.find("error").isPresent()) {
      InvalidRequest error =
          catchThrowableOfType(InvalidRequest.class, () -> translate(one, from, to, route));
      assertThat(error).as("an error is expected").isNotNull();
      String[] expected = one.section("error").trim().split(": ", 2);
      assertThat(error.param()).isEqualTo(expected[0]);
      assertThat(error.getMessage()).contains(expected.length > 1 ? expected[1] : "");
      return;
    }
    compare(one, translate(one, from, to, route));
  }

  private ObjectNode translate(CaseFile one, Tongue from, Tongue to, RouteFacts route) {
    Prompt prompt = Codecs.of(from).readRequest(object(one.section("in")), route);
    return Codecs.of(to).writeRequest(prompt, losses);
  }

  private void answer(CaseFile one, Tongue from, Tongue to) {
    if (one.find("error").isPresent()) {
      InvalidAnswer error =
          catchThrowableOfType(
              InvalidAnswer.class, () -> Codecs.of(from).readAnswer(object(one.section("in"))));
      assertThat(error).as("an error is expected").isNotNull();
      assertThat(error.getMessage()).contains(one.section("error").trim());
      return;
    }
    Answer answer = Codecs.of(from).readAnswer(object(one.section("in")));
    compare(one, Codecs.of(to).writeAnswer(answer, context(one), losses));
  }

  private void stream(CaseFile one, Tongue from, Tongue to) {
    StreamTranslation translation = new StreamTranslation(from, to, context(one), losses);
    List<Event> out = new ArrayList<>();
    for (Event event : events(one.section("in"))) {
      translation.read(event.name, event.data(), (name, data) -> out.add(Event.of(name, data)));
    }
    translation.finish((name, data) -> out.add(Event.of(name, data)));
    if (one.find("text").isPresent()) {
      StringBuilder wire = new StringBuilder();
      out.forEach(event -> wire.append(event.wire()));
      assertThat(wire.toString().trim()).isEqualTo(one.section("text").trim());
      return;
    }
    List<Event> expected = events(one.section("out"));
    assertThat(out.stream().map(Event::normal).toList())
        .isEqualTo(expected.stream().map(Event::normal).toList());
  }

  private void collect(CaseFile one, Tongue tongue) {
    if (one.find("error").isPresent()) {
      InvalidAnswer error = catchThrowableOfType(InvalidAnswer.class, () -> collected(one, tongue));
      assertThat(error).as("an error is expected").isNotNull();
      assertThat(error.getMessage()).contains(one.section("error").trim());
      return;
    }
    compare(one, Codecs.of(tongue).writeAnswer(collected(one, tongue), context(one), losses));
  }

  private static Answer collected(CaseFile one, Tongue tongue) {
    StreamReader reader = Codecs.of(tongue).newStreamReader();
    AnswerCollector collector = new AnswerCollector();
    for (Event event : events(one.section("in"))) {
      reader.read(event.name, event.data(), collector);
    }
    reader.finish(collector);
    return collector.answer();
  }

  // ---- reading cases

  private static AnswerContext context(CaseFile one) {
    AtomicInteger ids = new AtomicInteger();
    return new AnswerContext(
        setting(one, "context", "model", ""),
        1_700_000_000L,
        () -> Integer.toString(ids.incrementAndGet()),
        flag(one, "context", "reasoning", true),
        flag(one, "context", "usage", true));
  }

  private static String setting(CaseFile one, String section, String key, String otherwise) {
    return one.find(section).stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .findFirst()
        .orElse(otherwise);
  }

  private static boolean flag(CaseFile one, String section, String key, boolean otherwise) {
    return Boolean.parseBoolean(setting(one, section, key, Boolean.toString(otherwise)));
  }

  private static ObjectNode object(String text) {
    return (ObjectNode) JsonTree.parse(text);
  }

  private static void compare(CaseFile one, JsonNode actual) {
    if (one.find("text").isPresent()) {
      assertThat(JsonTree.text(actual)).isEqualTo(one.section("text").trim());
    } else {
      String expected = StreamBench.sorted(JsonTree.parse(one.section("out")));
      assertThat(StreamBench.sorted(actual)).isEqualTo(expected);
    }
  }

  /** One server-sent event of a case. */
  private record Event(String name, String text) {
    static Event of(String name, byte[] data) {
      return new Event(name, new String(data, StandardCharsets.UTF_8));
    }

    byte[] data() {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    String wire() {
      return (name.isEmpty() ? "" : "event: " + name + "\n") + "data: " + text + "\n\n";
    }

    /** With members sorted, so that their order does not matter. */
    Event normal() {
      return text.startsWith("{")
          ? new Event(name, StreamBench.sorted(JsonTree.parse(text)))
          : this;
    }
  }

  private static List<Event> events(String text) {
    List<Event> events = new ArrayList<>();
    for (String block : text.strip().split("\n\n+")) {
      String name = "";
      List<String> data = new ArrayList<>();
      for (String line : block.split("\n")) {
        if (line.startsWith("event:")) {
          name = line.substring("event:".length()).trim();
        } else if (line.startsWith("data:")) {
          data.add(line.substring("data:".length()).trim());
        }
      }
      if (!data.isEmpty()) {
        events.add(new Event(name, String.join("\n", data)));
      }
    }
    return events;
  }
}
