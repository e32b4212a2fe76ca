package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tools.jackson.databind.node.ObjectNode;

/**
 * Generated conversations and answers of the subset that all dialects share: what is said in one of
 * them can be said in any other. Responses has no stop sequences, for example, so there are none.
 */
final class Conversations {
  private static final String PIXEL = "iVBORw0KGgo=";

  private Conversations() {}

  // ---- requests

  /** What happens between two words of the user. */
  private record Round(
      String words, boolean picture, String reply, List<String> arguments, List<String> results) {}

  static Arbitrary<Prompt> prompts() {
    return Combinators.combine(
            Arbitraries.of("", "be brief", "line one\nline two"),
            rounds().list().ofMinSize(1).ofMaxSize(3),
            words(),
            Arbitraries.of(0, 1, 2),
            choices(),
            sampling())
        .as(Conversations::prompt);
  }

  private static Arbitrary<Round> rounds() {
    return Combinators.combine(
            words(),
            Arbitraries.of(true, false),
            words(),
            arguments().list().ofMaxSize(2),
            words().list().ofSize(2))
        .as(Round::new);
  }

  static Arbitrary<String> words() {
    return Arbitraries.of(
        "hi", " two words ", "line\nline", "\"quoted\" \\ <&>", "ünï 😀", "{\"a\":1}", "data: x");
  }

  private static Arbitrary<String> arguments() {
    return Arbitraries.of(
        "{}", "{\"a\":1}", "{\"b\":[1.0,true,null],\"a\":\"<x>\"}", "{\"n\":12345678901234567890}");
  }

  private static Arbitrary<ToolChoice> choices() {
    return Arbitraries.of(
        new ToolChoice.Auto(),
        new ToolChoice.None(),
        new ToolChoice.Required(),
        new ToolChoice.Named("tool_0", ToolKind.FUNCTION));
  }

  private static Arbitrary<Sampling> sampling() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 5000),
            Arbitraries.of("", "0", "0.70", "1"),
            Arbitraries.of("", "0.9"))
        .as(
            (limit, temperature, topP) ->
                new Sampling(
                    OptionalInt.of(limit),
                    number(temperature),
                    number(topP),
                    OptionalInt.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    Map.of(),
                    List.of()));
  }

  private static Optional<BigDecimal> number(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(text));
  }

  private static Prompt prompt(
      String system,
      List<Round> rounds,
      String last,
      int tools,
      ToolChoice choice,
      Sampling sampling) {
    List<Turn> turns = new ArrayList<>();
    if (!system.isEmpty()) {
      turns.add(Turn.of(Role.SYSTEM, List.of(Part.Text.of(system))));
    }
    int calls = 0;
    for (Round round : rounds) {
      turns.add(Turn.of(Role.USER, user(round)));
      List<Part> said = new ArrayList<>(List.of(Part.Text.of(round.reply)));
      List<Turn> results = new ArrayList<>();
      for (int i = 0; i < round.arguments.size(); i++) {
        String id = "call_" + ++calls;
        said.add(call(id, "tool_" + i, round.arguments.get(i)));
        results.add(Turn.of(Role.TOOL, List.of(result(id, "tool_" + i, round.results.get(i)))));
      }
      turns.add(Turn.of(Role.ASSISTANT, said));
      turns.addAll(results);
    }
    turns.add(Turn.of(Role.USER, List.of(Part.Text.of(last))));
    return new Prompt(
        "m",
        turns,
        tools(tools),
        tools == 0 ? Optional.empty() : Optional.of(choice),
        Optional.empty(),
        sampling,
        Optional.empty(),
        Optional.empty(),
        "",
        List.of(),
        Service.DEFAULT,
        Optional.empty(),
        Optional.empty(),
        Extras.NONE);
  }

  private static List<Part> user(Round round) {
    Part words = Part.Text.of(round.words);
    return round.picture
        ? List.of(
            words, new Part.Image(new Media.Inline("image/png", PIXEL), "", Extras.NONE), words)
        : List.of(words);
  }

  private static Part.ToolCall call(String id, String name, String arguments) {
    return new Part.ToolCall(id, name, ToolKind.FUNCTION, arguments, "", Extras.NONE);
  }

  private static Part result(String id, String name, String words) {
    return new Part.ToolResult(
        id, name, ToolKind.FUNCTION, List.of(Part.Text.of(words)), false, Extras.NONE);
  }

  private static List<Tool> tools(int count) {
    List<Tool> tools = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ObjectNode schema = JsonTree.object().put("type", "object");
      schema.putObject("properties").putObject("a").put("type", "string");
      schema.putArray("required").add("a");
      tools.add(
          new Tool.Function(
              "tool_" + i, "does " + i, Optional.of(schema), Optional.of(false), Extras.NONE));
    }
    return tools;
  }

  // ---- answers

  /** A finished answer with one choice. */
  static Arbitrary<Answer> answers() {
    return Combinators.combine(
            Arbitraries.of("", "thought", " th\nought "),
            words().list().ofMaxSize(1),
            arguments().list().ofMaxSize(3),
            Arbitraries.of(FinishReason.STOP, FinishReason.LENGTH, FinishReason.CONTENT_FILTER),
            usage())
        .as(Conversations::answer);
  }

  private static Answer answer(
      String thinking,
      List<String> words,
      List<String> arguments,
      FinishReason reason,
      Optional<Usage> usage) {
    List<Part> parts = new ArrayList<>();
    if (!thinking.isEmpty()) {
      parts.add(new Part.Thinking(thinking, "", false, Extras.NONE));
    }
    words.forEach(text -> parts.add(Part.Text.of(text)));
    if (parts.isEmpty() && arguments.isEmpty()) {
      parts.add(Part.Text.of("hi"));
    }
    for (int i = 0; i < arguments.size(); i++) {
      parts.add(call("call_" + i, "tool_" + i, arguments.get(i)));
    }
    FinishReason finish = arguments.isEmpty() ? reason : FinishReason.TOOL_CALLS;
    Choice choice =
        new Choice(0, parts, Optional.of(finish), "", "", Optional.empty(), Extras.NONE);
    AnswerHead head = new AnswerHead("a1", "m", OptionalLong.of(1_700_000_000), "");
    return new Answer(head, List.of(choice), usage, "", Extras.NONE);
  }

  /** Answers with what chat and Messages share beyond that. */
  static Arbitrary<Answer> richAnswers() {
    return Combinators.combine(answers(), Arbitraries.integers().between(0, 15))
        .as(
            (answer, more) -> {
              Choice choice = answer.choices().getFirst();
              List<Part> parts = new ArrayList<>();
              if ((more & 1) != 0) {
                parts.add(new Part.Thinking("signed", "c2ln", false, Extras.NONE));
              }
              if ((more & 2) != 0) {
                parts.add(new Part.RedactedThinking("aGlk", Extras.NONE));
              }
              choice.parts().stream()
                  .filter(part -> !(part instanceof Part.Thinking))
                  .map(part -> (more & 4) != 0 ? withSource(part) : part)
                  .forEach(parts::add);
              if ((more & 8) != 0) {
                parts.add(new Part.Refusal("I will not", Extras.NONE));
              }
              Choice rich =
                  new Choice(0, parts, choice.finish(), "", "", choice.logprobs(), choice.extras());
              return new Answer(answer.head(), List.of(rich), answer.usage(), "", answer.extras());
            });
  }

  private static Part withSource(Part part) {
    Citation source =
        new Citation("https://a", "A", "", OptionalInt.empty(), OptionalInt.empty(), Extras.NONE);
    return part instanceof Part.Text text
        ? new Part.Text(text.text(), List.of(source), Extras.NONE)
        : part;
  }

  private static Arbitrary<Optional<Usage>> usage() {
    return Combinators.combine(
            Arbitraries.integers().between(10, 1000),
            Arbitraries.integers().between(0, 10),
            Arbitraries.integers().between(5, 1000),
            Arbitraries.integers().between(0, 5))
        .as(
            (input, cached, output, reasoning) ->
                Optional.of(
                    new Usage(
                        OptionalLong.of(input),
                        OptionalLong.of(cached),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.of(output),
                        OptionalLong.of(reasoning),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.of(input + output),
                        Extras.NONE)));
  }

  /**
   * The same answer as it would come in a stream.
   *
   * @param piece characters of each piece of text
   * @param interleaved whether calls grow side by side rather than one after the other
   */
  static List<AnswerEvent> events(Answer answer, int piece, boolean interleaved) {
    List<AnswerEvent> events = new ArrayList<>();
    events.add(new AnswerEvent.Started(answer.head(), answer.extras()));
    Choice choice = answer.choices().getFirst();
    List<List<AnswerEvent>> calls = new ArrayList<>();
    for (int i = 0; i < choice.parts().size(); i++) {
      switch (choice.parts().get(i)) {
        case Part.Thinking thinking ->
            events.addAll(
                grown(
                    i,
                    new Part.Thinking("", thinking.signature(), false, Extras.NONE),
                    thinking.text(),
                    piece));
        case Part.Text text -> events.addAll(cited(i, text, piece));
        case Part.Refusal refusal ->
            events.addAll(grown(i, new Part.Refusal("", Extras.NONE), refusal.text(), piece));
        case Part.RedactedThinking redacted -> events.addAll(grown(i, redacted, "", piece));
        case Part.ToolCall call ->
            calls.add(grown(i, call(call.id(), call.name(), ""), call.arguments(), piece));
        default -> throw new AssertionError("not generated");
      }
    }
    addCalls(events, calls, interleaved);
    events.add(
        new AnswerEvent.Finished(
            0, choice.finish().orElseThrow(), "", choice.stopSequence(), choice.extras()));
    answer.usage().ifPresent(usage -> events.add(new AnswerEvent.UsageKnown(usage)));
    events.add(new AnswerEvent.Ended(true));
    return events;
  }

  /** Citations come with the words that they belong to, before the next ones. */
  private static List<AnswerEvent> cited(int part, Part.Text text, int piece) {
    List<AnswerEvent> events = grown(part, Part.Text.of(""), text.text(), piece);
    text.citations()
        .forEach(
            citation -> events.add(events.size() - 1, new AnswerEvent.Cited(0, part, citation)));
    return events;
  }

  private static void addCalls(
      List<AnswerEvent> events, List<List<AnswerEvent>> calls, boolean interleaved) {
    if (!interleaved) {
      calls.forEach(events::addAll);
      return;
    }
    List<AnswerEvent> ends = new ArrayList<>();
    int longest = calls.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      for (List<AnswerEvent> call : calls) {
        if (i < call.size() - 1) {
          events.add(call.get(i));
        } else if (i == call.size() - 1) {
          ends.add(call.get(i));
        }
      }
    }
    events.addAll(ends);
  }

  private static List<AnswerEvent> grown(int part, Part start, String text, int piece) {
    List<AnswerEvent> events = new ArrayList<>();
    events.add(new AnswerEvent.PartStarted(0, part, start));
    int[] characters = text.codePoints().toArray();
    for (int at = 0; at < characters.length; at += piece) {
      int length = Math.min(piece, characters.length - at);
      events.add(new AnswerEvent.Appended(0, part, new String(characters, at, length)));
    }
    events.add(new AnswerEvent.PartEnded(0, part));
    return events;
  }
}
