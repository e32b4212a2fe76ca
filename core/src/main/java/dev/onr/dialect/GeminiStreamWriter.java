package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@link AnswerEvent}s → chunks of streamGenerateContent. Gemini sends calls whole, so a call waits
 * until its arguments are complete; like Google's own streams, the last chunk carries finish
 * reasons and usage.
 */
final class GeminiStreamWriter implements StreamWriter {
  private record PartKey(int choice, int part) {}

  /** A part while it grows. */
  private static final class Growing {
    private final Part start;
    private final int number;
    private final StringBuilder text = new StringBuilder();
    private final Utf8Offsets positions = new Utf8Offsets();
    private String signature = "";

    Growing(Part start, int number) {
      this.start = start;
      this.number = number;
    }
  }

  /** What waits to be sent with a candidate's next or last chunk. */
  private static final class Waiting {
    private ArrayNode parts = JsonTree.nodes().arrayNode();
    private int written;
    private String malformed = "";
    private final GeminiCitations.Gathered citations = new GeminiCitations.Gathered();
    private AnswerEvent.@Nullable Finished finish;
  }

  private final AnswerContext context;
  private final Losses losses;
  private final GeminiPartWriter writer;
  private final Map<PartKey, Growing> growing = new LinkedHashMap<>();
  private final SortedMap<Integer, Waiting> choices = new TreeMap<>();
  private AnswerHead head = new AnswerHead("", "", OptionalLong.empty(), "");
  private Extras extras = Extras.NONE;
  private String blocked = "";
  private Optional<Usage> usage = Optional.empty();
  private ObjectNode common = JsonTree.object();
  private boolean over;

  GeminiStreamWriter(AnswerContext context, Losses losses) {
    this.context = context;
    this.losses = losses;
    this.writer = new GeminiPartWriter("content", false, losses);
  }

  @Override
  public void write(AnswerEvent event, BiConsumer<String, byte[]> out) {
    if (over) {
      return;
    }
    switch (event) {
      case AnswerEvent.Started(AnswerHead known, Extras more) -> {
        more.reportAbroad(Tongue.GEMINI, "", losses);
        head(known, more);
      }
      case AnswerEvent.HeadKnown(AnswerHead known, Extras more) -> head(known, more);
      case AnswerEvent.PartStarted start -> start(start, out);
      case AnswerEvent.Appended appended -> append(appended, out);
      case AnswerEvent.Signed signed -> sign(signed, out);
      case AnswerEvent.Cited cited -> cite(cited);
      case AnswerEvent.Logprobs logprobs -> logprobs(logprobs, out);
      case AnswerEvent.PartEnded ended -> end(new PartKey(ended.choice(), ended.part()));
      case AnswerEvent.Finished finish -> {
        AnswerLosses.ofCandidate(finish.extras(), Tongue.GEMINI, losses);
        waiting(finish.choice()).finish = finish;
      }
      case AnswerEvent.Blocked block -> blocked = block.reason();
      case AnswerEvent.UsageKnown known -> usage = Optional.of(known.usage());
      case AnswerEvent.Failed failed -> fail(failed.error(), out);
      case AnswerEvent.Ended ended -> end(ended.complete(), out);
      case AnswerEvent.Foreign foreign -> losses.lost("event." + foreign.eventName().orElse(""));
    }
  }

  /** Every chunk repeats the head. */
  private void head(AnswerHead known, Extras more) {
    String id = known.id().isEmpty() ? head.id() : known.id();
    extras = extras.and(more);
    if (id.isEmpty() && !extras.isHome(Tongue.GEMINI)) {
      id = context.uniqueId().get();
    }
    String model = known.model().isEmpty() ? head.model() : known.model();
    head = new AnswerHead(id, model, known.created(), "");
    common = JsonTree.object();
    GeminiAnswerWriter.head(common, head, extras, context);
  }

  private Waiting waiting(int choice) {
    return choices.computeIfAbsent(choice, index -> new Waiting());
  }

  // ---- parts

  private void start(AnswerEvent.PartStarted start, BiConsumer<String, byte[]> out) {
    flush(start.choice(), out);
    Waiting choice = waiting(start.choice());
    Part part = start.content();
    Growing grows = new Growing(part, choice.written);
    switch (part) {
      case Part.ToolCall call -> grows.text.append(call.arguments());
      case Part.Text text -> {
        grows.positions.append(text.text());
        initial(start.choice(), part, text.text().isEmpty(), out);
      }
      case Part.Thinking thinking ->
          initial(
              start.choice(),
              part,
              thinking.text().isEmpty() && thinking.signature().isEmpty(),
              out);
      case Part.Refusal refusal -> initial(start.choice(), part, refusal.text().isEmpty(), out);
      default -> {
        Optional<ObjectNode> whole = GeminiAnswerWriter.part(part, writer);
        if (whole.isPresent()) {
          choice.written++;
          send(start.choice(), whole.get(), out);
        }
        return;
      }
    }
    choice.written++;
    growing.put(new PartKey(start.choice(), start.part()), grows);
  }

  private void initial(int choice, Part part, boolean empty, BiConsumer<String, byte[]> out) {
    if (!empty) {
      GeminiAnswerWriter.part(part, writer).ifPresent(known -> send(choice, known, out));
    }
  }

  private void append(AnswerEvent.Appended appended, BiConsumer<String, byte[]> out) {
    Growing part = growing.get(new PartKey(appended.choice(), appended.part()));
    if (part == null) {
      return;
    }
    if (part.start instanceof Part.ToolCall) {
      part.text.append(appended.text());
      return;
    }
    part.positions.append(appended.text());
    ObjectNode more = JsonTree.object().put("text", appended.text());
    if (part.start instanceof Part.Thinking) {
      more.put("thought", true);
    }
    flush(appended.choice(), out);
    send(appended.choice(), more, out);
  }

  private void sign(AnswerEvent.Signed signed, BiConsumer<String, byte[]> out) {
    Growing part = growing.get(new PartKey(signed.choice(), signed.part()));
    if (part == null) {
      return;
    }
    if (part.start instanceof Part.ToolCall) {
      part.signature = signed.signature();
      return;
    }
    GeminiSignatures.write(signed.signature(), part.start.extras())
        .ifPresentOrElse(
            signature -> {
              ObjectNode more = JsonTree.object().put("text", "").put("thought", true);
              send(signed.choice(), more.put("thoughtSignature", signature), out);
            },
            () -> losses.lost("content.signature"));
  }

  private void cite(AnswerEvent.Cited cited) {
    Growing part = growing.get(new PartKey(cited.choice(), cited.part()));
    if (part != null) {
      waiting(cited.choice()).citations.add(cited.citation(), part.number, part.positions);
    }
  }

  private void logprobs(AnswerEvent.Logprobs event, BiConsumer<String, byte[]> out) {
    Optional<JsonNode> result = GeminiLogprobs.write(event.logprobs());
    if (result.isPresent()) {
      ObjectNode chunk = JsonTree.object();
      ObjectNode candidate = chunk.putArray("candidates").addObject().put("index", event.choice());
      candidate.set("logprobsResult", result.get());
      out.accept("", JsonTree.write(chunk.setAll(common)));
    }
  }

  /**
   * A call that is complete waits for what comes next, so that the last one goes with the finish.
   */
  private void end(PartKey key) {
    Growing part = growing.remove(key);
    if (part == null || !(part.start instanceof Part.ToolCall started)) {
      return;
    }
    Part.ToolCall call =
        new Part.ToolCall(
            started.id(),
            started.name(),
            started.kind(),
            part.text.toString(),
            part.signature.isEmpty() ? started.signature() : part.signature,
            started.extras());
    Waiting choice = waiting(key.choice);
    GeminiAnswerWriter.part(call, writer)
        .ifPresentOrElse(
            choice.parts::add, () -> choice.malformed = GeminiAnswerWriter.malformed(call));
  }

  // ---- sending

  /** Sends the calls that wait, since the candidate goes on. */
  private void flush(int choice, BiConsumer<String, byte[]> out) {
    Waiting waiting = waiting(choice);
    if (!waiting.parts.isEmpty()) {
      ArrayNode parts = waiting.parts;
      waiting.parts = JsonTree.nodes().arrayNode();
      ObjectNode chunk = JsonTree.object();
      content(chunk.putArray("candidates").addObject(), choice, parts);
      out.accept("", JsonTree.write(chunk.setAll(common)));
    }
  }

  private void send(int choice, ObjectNode part, BiConsumer<String, byte[]> out) {
    ObjectNode chunk = JsonTree.object();
    ArrayNode parts = JsonTree.nodes().arrayNode().add(part);
    content(chunk.putArray("candidates").addObject(), choice, parts);
    out.accept("", JsonTree.write(chunk.setAll(common)));
  }

  private static void content(ObjectNode candidate, int choice, ArrayNode parts) {
    candidate.putObject("content").put("role", "model").set("parts", parts);
    candidate.put("index", choice);
  }

  private void fail(UpstreamError error, BiConsumer<String, byte[]> out) {
    over = true;
    out.accept("", JsonTree.write(GeminiErrors.write(error)));
  }

  private void end(boolean complete, BiConsumer<String, byte[]> out) {
    if (!complete) {
      fail(
          new UpstreamError(
              502,
              "upstream_error",
              "upstream_stream_truncated",
              "",
              "the upstream ended its stream before the answer was complete"),
          out);
      return;
    }
    over = true;
    Map<PartKey, Growing> rest = new HashMap<>(growing);
    rest.keySet().forEach(this::end);
    ObjectNode chunk = JsonTree.object();
    ArrayNode candidates = JsonTree.nodes().arrayNode();
    choices.forEach((index, choice) -> last(candidates, index, choice));
    if (!candidates.isEmpty()) {
      chunk.set("candidates", candidates);
    }
    GeminiAnswerWriter.feedback(chunk, blocked, extras);
    usage.ifPresent(counts -> chunk.set("usageMetadata", GeminiUsage.write(counts)));
    if (!chunk.isEmpty()) {
      out.accept("", JsonTree.write(chunk.setAll(common)));
    }
  }

  private static void last(ArrayNode candidates, int index, Waiting choice) {
    AnswerEvent.Finished finish = choice.finish;
    if (finish == null && choice.parts.isEmpty()) {
      return;
    }
    ObjectNode candidate = candidates.addObject();
    if (choice.parts.isEmpty()) {
      // As Google does: for a chunk without content its SDKs give null in place of a text.
      choice.parts.addObject().put("text", "");
    }
    content(candidate, index, choice.parts);
    if (finish == null) {
      return;
    }
    boolean own = finish.extras().isHome(Tongue.GEMINI);
    String word = GeminiAnswers.finishWord(finish.reason(), finish.nativeReason(), own);
    if (choice.malformed.isEmpty()) {
      candidate.put("finishReason", word);
    } else {
      candidate
          .put("finishReason", GeminiAnswerWriter.MALFORMED)
          .put("finishMessage", choice.malformed);
    }
    choice.citations.writeTo(candidate);
    finish.extras().at(Tongue.GEMINI).forEach(candidate::set);
  }
}
