package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Chunks of streamGenerateContent → {@link AnswerEvent}s. Each chunk is a whole answer of its own
 * that holds what is new. Some models name a finish reason in every chunk and some send metadata
 * behind it, so candidates finish only when the stream ends.
 */
final class GeminiStreamReader implements StreamReader {
  /** A candidate while it grows. */
  private static final class Open {
    private int parts;
    private int wordsPart = -1;
    private boolean thought;
    private Utf8Offsets positions = new Utf8Offsets();
    private boolean called;
    private String finish = "";
    private final Map<String, JsonNode> fields = new LinkedHashMap<>();
  }

  private final SortedMap<Integer, Open> candidates = new TreeMap<>();
  private final ObjectNode usage = JsonTree.object();
  private AnswerHead head = new AnswerHead("", "", OptionalLong.empty(), "");
  private Extras extras = Extras.of(Tongue.GEMINI, Map.of());
  private boolean started;
  private boolean blocked;
  private boolean over;

  @Override
  public void read(String name, byte[] data, Consumer<AnswerEvent> out) {
    ObjectNode payload = over || EventData.isDone(data) ? null : EventData.object(data);
    if (payload == null) {
      return;
    }
    Members chunk = Members.ofAnswer(GeminiNames.camel(payload));
    Optional<UpstreamError> error = GeminiErrors.read(chunk);
    if (error.isPresent()) {
      over = true;
      out.accept(new AnswerEvent.Failed(error.get()));
      return;
    }
    head(chunk, out);
    List<Members> items = chunk.objects("candidates");
    for (int i = 0; i < items.size(); i++) {
      int index = items.get(i).integer("index").orElse(i);
      candidate(items.get(i), Math.max(0, index), out);
    }
    chunk.object("usageMetadata").ifPresent(counts -> usage.setAll(counts.node()));
  }

  private void head(Members chunk, Consumer<AnswerEvent> out) {
    AnswerHead now = GeminiAnswers.head(chunk);
    AnswerHead known =
        new AnswerHead(
            now.id().isEmpty() ? head.id() : now.id(),
            now.model().isEmpty() ? head.model() : now.model(),
            now.created().isPresent() ? now.created() : head.created(),
            "");
    String reason = GeminiAnswers.blockReason(chunk);
    Extras more = extras.and(GeminiAnswers.extras(chunk));
    if (!started) {
      out.accept(new AnswerEvent.Started(known, more));
    } else if (!known.equals(head) || !more.equals(extras)) {
      out.accept(new AnswerEvent.HeadKnown(known, more));
    }
    started = true;
    head = known;
    extras = more;
    if (!reason.isEmpty() && !blocked) {
      blocked = true;
      out.accept(new AnswerEvent.Blocked(reason, Extras.NONE));
    }
  }

  private void candidate(Members candidate, int index, Consumer<AnswerEvent> out) {
    Open open = candidates.computeIfAbsent(index, key -> new Open());
    candidate
        .object("content")
        .ifPresent(
            content ->
                GeminiNames.objects(content, "parts")
                    .forEach(part -> GeminiParts.read(part, read -> part(read, index, open, out))));
    candidate
        .object("logprobsResult")
        .map(GeminiLogprobs::read)
        .ifPresent(logprobs -> out.accept(new AnswerEvent.Logprobs(index, logprobs)));
    String finish = candidate.text("finishReason").trim();
    if (!finish.isEmpty()) {
      open.finish = finish;
    }
    open.fields.putAll(candidate.rest(Tongue.GEMINI).fields());
  }

  // ---- parts

  private static void part(Part part, int index, Open open, Consumer<AnswerEvent> out) {
    switch (part) {
      case Part.Text text when text.extras().fields().isEmpty() ->
          words(text.text(), false, index, open, out);
      case Part.Thinking thinking when thinking.extras().fields().isEmpty() -> {
        if (!thinking.text().isEmpty() && !thinking.signature().isEmpty()) {
          endWords(index, open, out); // it signs these words only
        }
        words(thinking.text(), true, index, open, out);
        if (!thinking.signature().isEmpty()) {
          sign(thinking.signature(), index, open, out);
        }
      }
      default -> {
        endWords(index, open, out);
        open.called |= part instanceof Part.ToolCall;
        int number = open.parts++;
        out.accept(new AnswerEvent.PartStarted(index, number, part));
        out.accept(new AnswerEvent.PartEnded(index, number));
      }
    }
  }

  /** Words go on in the open part of their kind, or open a new one. */
  private static void words(
      String text, boolean thought, int index, Open open, Consumer<AnswerEvent> out) {
    if (text.isEmpty()) {
      return;
    }
    startWords(thought, index, open, out);
    open.positions.append(text);
    out.accept(new AnswerEvent.Appended(index, open.wordsPart, text));
  }

  private static void startWords(boolean thought, int index, Open open, Consumer<AnswerEvent> out) {
    if (open.wordsPart >= 0 && open.thought == thought) {
      return;
    }
    endWords(index, open, out);
    open.wordsPart = open.parts++;
    open.thought = thought;
    open.positions = new Utf8Offsets();
    Extras own = Extras.of(Tongue.GEMINI, Map.of());
    Part skeleton =
        thought ? new Part.Thinking("", "", true, own) : new Part.Text("", List.of(), own);
    out.accept(new AnswerEvent.PartStarted(index, open.wordsPart, skeleton));
  }

  /** A signature closes the thought that it signs. */
  private static void sign(String signature, int index, Open open, Consumer<AnswerEvent> out) {
    startWords(true, index, open, out);
    out.accept(new AnswerEvent.Signed(index, open.wordsPart, signature));
    endWords(index, open, out);
  }

  private static void endWords(int index, Open open, Consumer<AnswerEvent> out) {
    if (open.wordsPart >= 0) {
      out.accept(new AnswerEvent.PartEnded(index, open.wordsPart));
      open.wordsPart = -1;
    }
  }

  // ---- the end

  @Override
  public void finish(Consumer<AnswerEvent> out) {
    if (over) {
      return;
    }
    over = true;
    if (started && !blocked && candidates.isEmpty()) {
      out.accept(new AnswerEvent.Failed(GeminiAnswers.NO_CANDIDATES));
      return;
    }
    boolean complete = started;
    for (Map.Entry<Integer, Open> entry : candidates.entrySet()) {
      complete &= finish(entry.getKey(), entry.getValue(), out);
    }
    if (!usage.isEmpty()) {
      out.accept(new AnswerEvent.UsageKnown(GeminiUsage.read(Members.ofAnswer(usage))));
    }
    out.accept(new AnswerEvent.Ended(complete));
  }

  private static boolean finish(int index, Open open, Consumer<AnswerEvent> out) {
    if (open.wordsPart >= 0 && !open.thought) {
      for (Citation citation : GeminiCitations.read(open.fields, open.positions)) {
        out.accept(new AnswerEvent.Cited(index, open.wordsPart, citation));
      }
    }
    endWords(index, open, out);
    Optional<FinishReason> reason = GeminiAnswers.finishReason(open.finish, open.called);
    reason.ifPresent(
        known ->
            out.accept(
                new AnswerEvent.Finished(
                    index, known, open.finish, "", Extras.of(Tongue.GEMINI, open.fields))));
    return reason.isPresent();
  }
}
