package dev.onr.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of reading streams. */
class UsageStreamProperties {
  private static final UsageReader READER =
      Rules.of(
          """
          usage_root path="$.usage";
          usage_root path="$.list[*].u" exclude="x";
          usage_fact input token path="$.i";
          usage_fact output token path="$.o";
          usage_fact cache_read token path="$.d.c";
          usage_fact server_tool.web_search call count_path="$.list[*].a" source=response;
          usage_fact output character len_path="$.text" source=response;
          usage_fact image.generate image expr="$.n + $.m" source=response;
          total_tokens_expr = $.usage.t;
          finish_reason_path "$.list[*].end";
          finish_reason_path "$.end" event="done" event_optional=true fallback=true;
          """);

  @Property(tries = 4000)
  void theGuardNeverChangesTheResult(@ForAll("events") List<String> events) {
    List<String> opened = events.stream().map(UsageStreamProperties::opened).toList();
    assertThat(read(events)).isEqualTo(read(opened));
  }

  @Property
  void whatIsKnownBeforeTheEndIsWhatAShorterStreamSays(@ForAll("events") List<String> events) {
    UsageStream stream = READER.stream(FactSources.NONE);
    for (int i = 0; i < events.size(); i++) {
      stream.event("", bytes(events.get(i)));
      assertThat(stream.reading()).isEqualTo(read(events.subList(0, i + 1)));
    }
  }

  @Property
  void anEventThatComesTwiceChangesNothing(@ForAll("events") List<String> events) {
    List<String> doubled = events.stream().flatMap(each -> List.of(each, each).stream()).toList();
    assertThat(read(doubled)).isEqualTo(read(events));
  }

  @Property
  void eventsWithoutCountsMayComeAnywhere(@ForAll("events") List<String> events) {
    String text = "{\"delta\":\"usage\",\"usage\":null,\"list\":[],\"end\":null}";
    List<String> mixed =
        events.stream().flatMap(each -> List.of(text, each, text).stream()).toList();
    assertThat(read(mixed)).isEqualTo(read(events));
  }

  /** The same event with a further member that no guard can look through. */
  private static String opened(String event) {
    return event.equals("{}") ? event : "{\"\\u0021\":0," + event.substring(1);
  }

  private static UsageReading read(List<String> events) {
    UsageStream stream = READER.stream(FactSources.NONE);
    events.forEach(event -> stream.event("", bytes(event)));
    return stream.reading();
  }

  @Provide
  Arbitrary<List<String>> events() {
    return object(3).list().ofMaxSize(6);
  }

  private static Arbitrary<String> object(int depth) {
    Arbitrary<String> names =
        Arbitraries.of(
            "usage",
            "list",
            "u",
            "i",
            "o",
            "d",
            "c",
            "a",
            "text",
            "n",
            "m",
            "t",
            "end",
            "x",
            "\\u0075sage",
            "\\u006e",
            "us\\\"age",
            "other");
    Arbitrary<String> blanks = Arbitraries.of("", "", " ", "\n");
    return Combinators.combine(names, blanks, value(depth))
        .as((name, blank, value) -> "\"" + name + "\"" + blank + ":" + blank + value)
        .list()
        .ofMaxSize(4)
        .map(members -> "{" + String.join(",", members) + "}");
  }

  private static Arbitrary<String> value(int depth) {
    Arbitrary<String> scalar =
        Arbitraries.of(
            "0",
            "1",
            "7",
            "0.5",
            "-3",
            "null",
            "true",
            "\"\"",
            "\" \"",
            "\"4\"",
            "\"stop\"",
            "[]",
            "{}",
            "[ ]",
            "\"\\\"usage\\\":{\"");
    return depth == 0
        ? scalar
        : Arbitraries.oneOf(
            scalar,
            Arbitraries.lazy(() -> object(depth - 1)),
            Arbitraries.lazy(() -> object(depth - 1)).map(each -> "[" + each + "," + each + "]"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
