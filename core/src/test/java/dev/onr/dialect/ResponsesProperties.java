package dev.onr.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.node.ObjectNode;

/** What holds for every answer and every upstream of Responses, however strange. */
class ResponsesProperties {
  private static final Codec CODEC = Codecs.of(Tongue.RESPONSES);

  record Event(String name, String data) {}

  /** What the client gets is a chat stream that ends once, whatever came in. */
  @Property(tries = 2000)
  void noStreamBreaksTheReader(@ForAll("streams") List<Event> events) {
    StreamTranslation translation =
        new StreamTranslation(Tongue.RESPONSES, Tongue.CHAT, context(), new Losses());
    List<String> out = new ArrayList<>();
    for (Event event : events) {
      translation.read(event.name, bytes(event.data), (name, data) -> out.add(text(data)));
    }
    translation.finish((name, data) -> out.add(text(data)));
    assertThat(out.getLast()).isEqualTo("[DONE]");
    assertThat(out).filteredOn("[DONE]"::equals).hasSize(1);
    out.removeLast();
    assertThat(out)
        .allSatisfy(data -> assertThat(JsonTree.parse(data)).isInstanceOf(ObjectNode.class));
  }

  /** Bytes that are no event at all carry no news and break nothing. */
  @Property(tries = 500)
  void noBytesBreakTheReader(@ForAll byte[] data, @ForAll("names") String name) {
    StreamReader reader = CODEC.newStreamReader();
    List<AnswerEvent> out = new ArrayList<>();
    reader.read(name, data, out::add);
    reader.finish(out::add);
    assertThat(out).last().isEqualTo(new AnswerEvent.Ended(false));
  }

  /** An answer that is streamed piece by piece and collected again is the same answer. */
  @Property(tries = 1000)
  void collectingAStreamGivesTheAnswer(@ForAll("answers") Answer answer, @ForAll("cuts") int cut) {
    List<Event> stream = new ArrayList<>();
    StreamWriter writer = CODEC.newStreamWriter(context(), new Losses());
    play(
        answer,
        cut,
        event -> writer.write(event, (name, data) -> stream.add(new Event(name, text(data)))));
    assertNumbered(stream);
    StreamReader reader = CODEC.newStreamReader();
    AnswerCollector collector = new AnswerCollector();
    stream.forEach(event -> reader.read(event.name, bytes(event.data), collector));
    reader.finish(collector);
    assertThat(plain(collector.answer())).isEqualTo(plain(answer));
  }

  /** The end of a stream and the whole answer are the same response. */
  @Property(tries = 1000)
  void theLastEventIsTheWholeAnswer(@ForAll("answers") Answer answer, @ForAll("cuts") int cut) {
    List<String> stream = new ArrayList<>();
    StreamWriter writer = CODEC.newStreamWriter(context(), new Losses());
    play(answer, cut, event -> writer.write(event, (name, data) -> stream.add(text(data))));
    ObjectNode last = (ObjectNode) JsonTree.parse(stream.getLast()).get("response");
    ObjectNode whole = CODEC.writeAnswer(answer, context(), new Losses());
    assertThat(JsonTree.text(last)).isEqualTo(JsonTree.text(whole));
    assertThat(plain(CODEC.readAnswer(whole))).isEqualTo(plain(answer));
  }

  private static void assertNumbered(List<Event> stream) {
    for (int i = 0; i < stream.size(); i++) {
      ObjectNode event = (ObjectNode) JsonTree.parse(stream.get(i).data);
      assertThat(event.get("sequence_number").asInt()).isEqualTo(i);
      assertThat(event.get("type").asString()).isEqualTo(stream.get(i).name);
    }
  }

  // ---- playing an answer as a stream

  private static void play(Answer answer, int cut, Consumer<AnswerEvent> out) {
    out.accept(new AnswerEvent.Started(answer.head(), answer.extras()));
    List<Part> parts = answer.choices().getFirst().parts();
    for (int i = 0; i < parts.size(); i++) {
      play(parts.get(i), i, cut, out);
    }
    answer.usage().ifPresent(usage -> out.accept(new AnswerEvent.UsageKnown(usage)));
    Choice choice = answer.choices().getFirst();
    out.accept(new AnswerEvent.Finished(0, choice.finish().orElseThrow(), "", "", Extras.NONE));
    out.accept(new AnswerEvent.Ended(true));
  }

  private static void play(Part part, int number, int cut, Consumer<AnswerEvent> out) {
    String text =
        switch (part) {
          case Part.Text words -> words.text();
          case Part.Refusal refusal -> refusal.text();
          case Part.Thinking thinking -> thinking.text();
          case Part.ToolCall call -> call.arguments();
          default -> "";
        };
    out.accept(new AnswerEvent.PartStarted(0, number, emptied(part)));
    for (int from = 0; from < text.length(); from += cut) {
      out.accept(
          new AnswerEvent.Appended(
              0, number, text.substring(from, Math.min(text.length(), from + cut))));
    }
    if (part instanceof Part.Thinking thinking && !thinking.signature().isEmpty()) {
      out.accept(new AnswerEvent.Signed(0, number, thinking.signature()));
    }
    out.accept(new AnswerEvent.PartEnded(0, number));
  }

  private static Part emptied(Part part) {
    return switch (part) {
      case Part.Text words -> Part.Text.of("");
      case Part.Refusal refusal -> new Part.Refusal("", Extras.NONE);
      case Part.Thinking thinking -> new Part.Thinking("", "", true, Extras.NONE);
      case Part.ToolCall call ->
          new Part.ToolCall(call.id(), call.name(), call.kind(), "", "", Extras.NONE);
      default -> part;
    };
  }

  /** Without the form in which it was written. */
  private static Answer plain(Answer answer) {
    Choice choice = answer.choices().getFirst();
    List<Part> parts = choice.parts().stream().map(ResponsesProperties::plain).toList();
    Choice bare = new Choice(0, parts, choice.finish(), "", "", choice.logprobs(), Extras.NONE);
    Optional<Usage> usage =
        answer.usage().map(counts -> usage(counts.input().orElse(0), counts.output().orElse(0)));
    return new Answer(answer.head(), List.of(bare), usage, "", Extras.NONE);
  }

  private static Part plain(Part part) {
    return switch (part) {
      case Part.Text words -> Part.Text.of(words.text());
      case Part.Refusal refusal -> new Part.Refusal(refusal.text(), Extras.NONE);
      case Part.Thinking thinking ->
          new Part.Thinking(thinking.text(), thinking.signature(), thinking.summary(), Extras.NONE);
      case Part.RedactedThinking redacted ->
          new Part.RedactedThinking(redacted.data(), Extras.NONE);
      case Part.ToolCall call ->
          new Part.ToolCall(call.id(), call.name(), call.kind(), call.arguments(), "", Extras.NONE);
      case Part.Image image -> new Part.Image(image.media(), "", Extras.NONE);
      default -> part;
    };
  }

  // ---- generators

  @Provide
  Arbitrary<Integer> cuts() {
    return Arbitraries.integers().between(1, 7);
  }

  @Provide
  Arbitrary<Answer> answers() {
    Arbitrary<String> words =
        Arbitraries.strings().withChars("ab \n\u00e9\u4e16\"\\<{").ofMinLength(1).ofMaxLength(20);
    Arbitrary<String> ids = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(6);
    Arbitrary<Part> text = words.map(Part.Text::of);
    Arbitrary<Part> refusal = words.map(said -> new Part.Refusal(said, Extras.NONE));
    Arbitrary<Part> thinking =
        Combinators.combine(words, ids)
            .as((said, sign) -> new Part.Thinking(said, sign, true, Extras.NONE));
    Arbitrary<Part> redacted = ids.map(data -> new Part.RedactedThinking(data, Extras.NONE));
    Arbitrary<Part> image =
        ids.map(data -> new Part.Image(new Media.Inline("image/png", data), "", Extras.NONE));
    Arbitrary<Part> call =
        Combinators.combine(ids, ids, ids, Arbitraries.of(ToolKind.values()))
            .as(
                (id, name, value, kind) ->
                    new Part.ToolCall(
                        id, name, kind, "{\"a\": \"" + value + "\"}", "", Extras.NONE));
    Arbitrary<List<Part>> parts =
        Arbitraries.oneOf(text, refusal, thinking, redacted, image, call).list().ofMaxSize(6);
    Arbitrary<Boolean> cut = Arbitraries.of(true, false);
    return Combinators.combine(parts, ids, cut, Arbitraries.longs().between(0, 1000))
        .as(
            (said, id, length, tokens) -> {
              boolean calls = said.stream().anyMatch(Part.ToolCall.class::isInstance);
              FinishReason finish =
                  length
                      ? FinishReason.LENGTH
                      : calls ? FinishReason.TOOL_CALLS : FinishReason.STOP;
              Choice choice =
                  new Choice(0, said, Optional.of(finish), "", "", Optional.empty(), Extras.NONE);
              AnswerHead head =
                  new AnswerHead("resp_" + id, "m" + id, OptionalLong.of(tokens), "flex");
              return new Answer(
                  head, List.of(choice), Optional.of(usage(tokens, 7)), "", Extras.NONE);
            });
  }

  private static Usage usage(long input, long output) {
    OptionalLong none = OptionalLong.empty();
    return new Usage(
        OptionalLong.of(input),
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        OptionalLong.of(output),
        none,
        none,
        none,
        none,
        Extras.NONE);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(
        "",
        "error",
        "response.created",
        "response.in_progress",
        "response.completed",
        "response.incomplete",
        "response.failed",
        "response.output_item.added",
        "response.output_item.done",
        "response.content_part.added",
        "response.content_part.done",
        "response.output_text.delta",
        "response.output_text.done",
        "response.output_text.annotation.added",
        "response.refusal.delta",
        "response.refusal.done",
        "response.function_call_arguments.delta",
        "response.function_call_arguments.done",
        "response.custom_tool_call_input.delta",
        "response.custom_tool_call_input.done",
        "response.reasoning_summary_text.delta",
        "response.reasoning_summary_text.done",
        "response.reasoning_text.delta",
        "response.reasoning_text.done",
        "response.web_search_call.completed");
  }

  /** Events whose members are there or not, right or wrong, in any order. */
  @Provide
  Arbitrary<List<Event>> streams() {
    Arbitrary<String> content =
        Arbitraries.of(
            "{\"type\":\"output_text\",\"text\":\"ab\",\"annotations\":[{\"type\":\"url_citation\"}]}",
            "{\"type\":\"refusal\",\"refusal\":\"no\"}",
            "{\"type\":\"input_image\"}",
            "{\"type\":\"input_file\"}",
            "{\"type\":\"input_audio\"}",
            "{}",
            "7");
    Arbitrary<String> item =
        Combinators.combine(
                Arbitraries.of(
                    "message",
                    "function_call",
                    "custom_tool_call",
                    "reasoning",
                    "image_generation_call",
                    "web_search_call",
                    ""),
                Arbitraries.of("\"i1\"", "\"i2\"", "\"\"", "null", "3"),
                Arbitraries.of("\"f\"", "\"\"", "null", "[]"),
                Arbitraries.of("\"{\"", "\"{}\"", "{}", "null"),
                content)
            .as(
                (type, id, name, arguments, part) ->
                    ("{\"type\":\"" + type + "\",\"id\":" + id + ",\"call_id\":" + id)
                        + (",\"name\":" + name + ",\"arguments\":" + arguments)
                        + (",\"input\":" + arguments + ",\"result\":" + name)
                        + (",\"content\":[" + part + "],\"summary\":[" + part + "]}"));
    Arbitrary<String> data =
        Combinators.combine(
                item,
                content,
                Arbitraries.of("\"i1\"", "\"i2\"", "\"\"", "null", "{}"),
                Arbitraries.of("0", "1", "2", "\"x\"", "null", "-1", "1e99"),
                Arbitraries.of("\"a\"", "\"ab\"", "\" \"", "null", "5"))
            .as(
                (thing, part, id, index, delta) ->
                    ("{\"item\":" + thing + ",\"part\":" + part + ",\"item_id\":" + id)
                        + (",\"output_index\":" + index + ",\"content_index\":" + index)
                        + (",\"summary_index\":" + index + ",\"delta\":" + delta)
                        + (",\"text\":" + delta + ",\"arguments\":" + delta)
                        + (",\"annotation\":" + part + ",\"logprobs\":[" + part + "]")
                        + (",\"response\":{\"id\":" + id + ",\"created_at\":" + index)
                        + (",\"output\":[" + thing + "],\"usage\":{\"input_tokens\":" + index)
                        + "}}}");
    Arbitrary<String> payloads =
        Arbitraries.oneOf(data, data, data, Arbitraries.of("[DONE]", "{", "[]", "null", "{}"));
    return Combinators.combine(names(), payloads).as(Event::new).list().ofMaxSize(12);
  }

  private static AnswerContext context() {
    AtomicInteger ids = new AtomicInteger();
    return new AnswerContext(
        "asked", 1_700_000_000L, () -> Integer.toString(ids.incrementAndGet()), true, true);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] data) {
    return new String(data, StandardCharsets.UTF_8);
  }
}
