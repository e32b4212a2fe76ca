package dev.onr.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.onr.json.InvalidJson;
import dev.onr.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class GeminiProperties {
  private static final Codec GEMINI = Codecs.of(Tongue.GEMINI);

  @Property(tries = 2000)
  void whateverTheUpstreamSendsTheStreamEndsOnce(@ForAll("garbage") List<String> chunks) {
    AtomicInteger ends = new AtomicInteger();
    AtomicInteger behind = new AtomicInteger();
    Consumer<AnswerEvent> out =
        event -> {
          behind.addAndGet(ends.get());
          if (event instanceof AnswerEvent.Ended || event instanceof AnswerEvent.Failed) {
            ends.incrementAndGet();
          }
        };
    StreamReader reader = GEMINI.newStreamReader();
    chunks.forEach(chunk -> reader.read("", chunk.getBytes(StandardCharsets.UTF_8), out));
    reader.finish(out);
    assertThat(ends).hasValue(1);
    assertThat(behind).hasValue(0);
  }

  @Property(tries = 1000)
  void whateverTheUpstreamSendsEveryClientGetsItsOwnDialect(
      @ForAll("garbage") List<String> chunks, @ForAll("clients") Tongue client) {
    StreamTranslation translation =
        new StreamTranslation(Tongue.GEMINI, client, context(), new Losses());
    List<String> sent = new ArrayList<>();
    chunks.forEach(
        chunk ->
            translation.read(
                "",
                chunk.getBytes(StandardCharsets.UTF_8),
                (name, data) -> sent.add(new String(data, StandardCharsets.UTF_8))));
    translation.finish((name, data) -> sent.add(new String(data, StandardCharsets.UTF_8)));
    assertThat(sent)
        .isNotEmpty()
        .allSatisfy(
            data -> {
              if (!data.equals("[DONE]")) {
                assertThat(JsonTree.parse(data).isObject()).isTrue();
              }
            });
  }

  @Property(tries = 1000)
  void whateverTheUpstreamAnswersIsReadOrRefused(@ForAll("garbage") List<String> bodies) {
    for (String body : bodies) {
      Optional<ObjectNode> object = object(body);
      if (object.isPresent()) {
        Throwable refused = catchThrowable(() -> GEMINI.readAnswer(object.get()));
        assertThat(refused == null || refused instanceof InvalidAnswer).isTrue();
      }
    }
  }

  @Property(tries = 1000)
  void anAnswerThatIsStreamedAndCollectedIsTheSame(@ForAll("answers") String body) {
    Answer answer = GEMINI.readAnswer((ObjectNode) JsonTree.parse(body));
    StreamWriter writer = GEMINI.newStreamWriter(context(), new Losses());
    StreamReader reader = GEMINI.newStreamReader();
    AnswerCollector collector = new AnswerCollector();
    events(answer)
        .forEach(event -> writer.write(event, (n, data) -> reader.read(n, data, collector)));
    reader.finish(collector);
    assertThat(collector.answer()).isEqualTo(answer);
  }

  @Property(tries = 500)
  void anAnswerAtHomeComesBackAsItWas(@ForAll("answers") String body) {
    ObjectNode in = (ObjectNode) JsonTree.parse(body);
    ObjectNode out = GEMINI.writeAnswer(GEMINI.readAnswer(in), context(), new Losses());
    assertThat(JsonTree.parse(JsonTree.write(out))).isEqualTo(in);
  }

  // ---- what is generated

  @Provide
  Arbitrary<Tongue> clients() {
    return Arbitraries.of(Tongue.CHAT, Tongue.MESSAGES, Tongue.GEMINI);
  }

  /** JSON with Gemini's names in places where they do and do not belong, and no JSON at all. */
  @Provide
  Arbitrary<List<String>> garbage() {
    Arbitrary<String> scalars =
        Arbitraries.of(
            "\"STOP\"",
            "\"\"",
            "\"a\"",
            "0",
            "-7",
            "1e99",
            "null",
            "true",
            "\"SAFETY\"",
            "2147483648");
    Arbitrary<String> names =
        Arbitraries.of(
            "candidates",
            "content",
            "parts",
            "text",
            "thought",
            "thoughtSignature",
            "functionCall",
            "name",
            "args",
            "inlineData",
            "mimeType",
            "data",
            "fileData",
            "fileUri",
            "finishReason",
            "index",
            "usageMetadata",
            "promptTokenCount",
            "promptFeedback",
            "blockReason",
            "error",
            "code",
            "executableCode",
            "groundingMetadata",
            "groundingChunks",
            "groundingSupports",
            "segment",
            "web",
            "uri",
            "logprobsResult",
            "chosenCandidates",
            "inline_data",
            "createTime");
    Arbitrary<String> json =
        Arbitraries.recursive(
            () -> scalars,
            inner ->
                Arbitraries.oneOf(
                    inner.list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]"),
                    Combinators.combine(names, inner)
                        .as((name, value) -> "\"" + name + "\":" + value)
                        .list()
                        .ofMaxSize(4)
                        .map(members -> "{" + String.join(",", members) + "}")),
            0,
            6);
    Arbitrary<String> parts =
        json.list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]");
    Arbitrary<String> chunks =
        parts.map(list -> "{\"candidates\":[{\"content\":{\"parts\":" + list + "}}]}");
    return Arbitraries.oneOf(json, chunks, answers(), Arbitraries.strings().ofMaxLength(20))
        .list()
        .ofMaxSize(5);
  }

  /** Answers as Google gives them. */
  @Provide
  Arbitrary<String> answers() {
    Arbitrary<String> words = Arbitraries.of("a", "Grüße", "世界\n", " ", "{\"x\":", "\uD83D\uDE00");
    Arbitrary<ObjectNode> parts =
        Combinators.combine(Arbitraries.integers().between(0, 8), words).as(GeminiProperties::part);
    Arbitrary<ObjectNode> candidates =
        Combinators.combine(
                parts.list().ofMinSize(1).ofMaxSize(6),
                Arbitraries.of("STOP", "MAX_TOKENS", "SAFETY", "MALFORMED_FUNCTION_CALL"),
                Arbitraries.of(true, false))
            .as(GeminiProperties::candidate);
    return Combinators.combine(
            candidates.list().ofMinSize(1).ofMaxSize(3),
            Arbitraries.integers().between(0, 99),
            Arbitraries.of(true, false))
        .as(GeminiProperties::answer);
  }

  private static ObjectNode part(int kind, String words) {
    ObjectNode part = JsonTree.object();
    switch (kind) {
      case 0 -> part.put("text", words).put("thought", true);
      case 1 -> part.put("text", words).put("thought", true).put("thoughtSignature", "c2ln");
      case 2, 3 -> part.put("text", words);
      case 4 -> part.putObject("functionCall").put("name", "f").putObject("args").put("say", words);
      case 5 -> {
        part.putObject("functionCall").put("id", "c").put("name", "g");
        part.put("thoughtSignature", "c2ln");
      }
      case 6 -> part.putObject("inlineData").put("mimeType", "image/png").put("data", "QQ==");
      case 7 -> part.putObject("executableCode").put("language", "PYTHON").put("code", words);
      default -> part.put("text", "").put("thoughtSignature", "c2ln");
    }
    return part;
  }

  /** Words of one kind that follow each other would be one part of a stream. */
  private static ObjectNode candidate(List<ObjectNode> parts, String finish, boolean more) {
    ObjectNode candidate = JsonTree.object();
    ArrayNode list = JsonTree.nodes().arrayNode();
    String last = "";
    for (ObjectNode part : parts) {
      String kind = kind(part);
      if (kind.isEmpty() || !kind.equals(last)) {
        list.add(part);
        // A signature ends the part that it signs.
        last = part.has("thoughtSignature") ? "" : kind;
      }
    }
    candidate.putObject("content").put("role", "model").set("parts", list);
    candidate.put("finishReason", finish);
    if (more) {
      candidate.putArray("safetyRatings").addObject().put("category", "X");
      candidate.put("avgLogprobs", -1);
    }
    if (more && kind(list.get(list.size() - 1)).equals("text")) {
      ObjectNode grounding = candidate.putObject("groundingMetadata");
      grounding.putArray("groundingChunks").addObject().putObject("web").put("uri", "https://a");
      ObjectNode support = grounding.putArray("groundingSupports").addObject();
      support.putObject("segment").put("endIndex", 3);
      support.putArray("groundingChunkIndices").add(0);
    }
    return candidate;
  }

  private static String kind(JsonNode part) {
    if (!part.has("text")) {
      return "";
    }
    return part.has("thought") ? "thought" : part.has("thoughtSignature") ? "" : "text";
  }

  private static String answer(List<ObjectNode> candidates, int tokens, boolean more) {
    ObjectNode answer = JsonTree.object();
    ArrayNode list = answer.putArray("candidates");
    for (int i = 0; i < candidates.size(); i++) {
      list.add(candidates.get(i).deepCopy().put("index", i));
    }
    answer.putObject("usageMetadata").put("promptTokenCount", tokens).put("totalTokenCount", 99);
    answer.put("modelVersion", "g");
    if (more) {
      answer.put("responseId", "r").put("createTime", "2026-01-02T03:04:05.678Z");
      answer.putObject("promptFeedback").putArray("safetyRatings");
      answer.putObject("modelStatus").put("modelStage", "PREVIEW");
    }
    return JsonTree.text(answer);
  }

  private static AnswerContext context() {
    AtomicInteger ids = new AtomicInteger();
    return new AnswerContext("m", 1, () -> Integer.toString(ids.incrementAndGet()), true, true);
  }

  private static Optional<ObjectNode> object(String text) {
    try {
      return JsonTree.parse(text) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (InvalidJson e) {
      return Optional.empty();
    }
  }

  // ---- an answer as it would have been streamed

  private static List<AnswerEvent> events(Answer answer) {
    List<AnswerEvent> events = new ArrayList<>();
    events.add(new AnswerEvent.Started(answer.head(), answer.extras()));
    for (Choice choice : answer.choices()) {
      for (int i = 0; i < choice.parts().size(); i++) {
        part(choice.index(), i, choice.parts().get(i), events);
      }
      events.add(
          new AnswerEvent.Finished(
              choice.index(),
              choice.finish().orElseThrow(),
              choice.nativeFinish(),
              "",
              choice.extras()));
    }
    answer.usage().ifPresent(usage -> events.add(new AnswerEvent.UsageKnown(usage)));
    events.add(new AnswerEvent.Ended(true));
    return events;
  }

  private static void part(int choice, int number, Part part, List<AnswerEvent> events) {
    switch (part) {
      case Part.Text text when text.extras().fields().isEmpty() -> {
        Part empty = new Part.Text("", List.of(), text.extras());
        events.add(new AnswerEvent.PartStarted(choice, number, empty));
        appended(choice, number, text.text(), events);
        text.citations().forEach(each -> events.add(new AnswerEvent.Cited(choice, number, each)));
      }
      case Part.Thinking thinking -> {
        Part empty = new Part.Thinking("", "", true, thinking.extras());
        events.add(new AnswerEvent.PartStarted(choice, number, empty));
        appended(choice, number, thinking.text(), events);
        if (!thinking.signature().isEmpty()) {
          events.add(new AnswerEvent.Signed(choice, number, thinking.signature()));
        }
      }
      case Part.ToolCall call -> {
        Part empty = new Part.ToolCall(call.id(), call.name(), call.kind(), "", "", call.extras());
        events.add(new AnswerEvent.PartStarted(choice, number, empty));
        appended(choice, number, call.arguments(), events);
        if (!call.signature().isEmpty()) {
          events.add(new AnswerEvent.Signed(choice, number, call.signature()));
        }
      }
      default -> events.add(new AnswerEvent.PartStarted(choice, number, part));
    }
    events.add(new AnswerEvent.PartEnded(choice, number));
  }

  /** In two pieces where there are two; never through the middle of a character. */
  private static void appended(int choice, int part, String text, List<AnswerEvent> events) {
    int middle = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
    for (String piece : List.of(text.substring(0, middle), text.substring(middle))) {
      if (!piece.isEmpty()) {
        events.add(new AnswerEvent.Appended(choice, part, piece));
      }
    }
  }
}
