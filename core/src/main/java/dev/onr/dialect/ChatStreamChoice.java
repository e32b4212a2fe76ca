package dev.onr.dialect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One choice of a streamed chat answer while it grows. */
final class ChatStreamChoice {
  /** OpenAI's legacy form has one call without a number. */
  private static final int LEGACY_CALL = -1;

  /** Fragments of a call whose name has not arrived yet. */
  private static final class Held {
    private String id = "";
    private final StringBuilder arguments = new StringBuilder();
  }

  private final int index;
  private final Map<Integer, Integer> partOfTool = new LinkedHashMap<>();
  private final Map<Integer, Held> heldTools = new LinkedHashMap<>();
  private int parts;
  private int wordsPart = -1;
  private Class<? extends Part> wordsKind = Part.class;
  private boolean finished;

  ChatStreamChoice(int index) {
    this.index = index;
  }

  /** Whether its finish reason has come; what follows one is ignored. */
  boolean isFinished() {
    return finished;
  }

  /** Takes the choice's part of one chunk. */
  void read(Members choice, Consumer<AnswerEvent> out) {
    if (finished) {
      return;
    }
    choice.object("delta").ifPresent(delta -> delta(delta, out));
    Optional.ofNullable(choice.raw("logprobs"))
        .ifPresent(logprobs -> out.accept(new AnswerEvent.Logprobs(index, logprobs)));
    String word = choice.text("finish_reason");
    if (!word.isBlank()) {
      end(out);
      finished = true;
      String stop = ChatAnswers.stopSequence(choice);
      choice.understood("index");
      out.accept(
          new AnswerEvent.Finished(
              index, ChatAnswers.finishReason(word, stop), word, stop, choice.rest(Tongue.CHAT)));
    }
  }

  /** Only the end tells that no fragment of a call follows. */
  void end(Consumer<AnswerEvent> out) {
    endWords(out);
    partOfTool.values().forEach(part -> out.accept(new AnswerEvent.PartEnded(index, part)));
    partOfTool.clear();
  }

  private void delta(Members delta, Consumer<AnswerEvent> out) {
    words(new Part.Thinking("", "", false, home()), reasoning(delta), out);
    for (Members block : delta.objects("thinking_blocks")) {
      thinkingBlock(block, out);
    }
    words(Part.Text.of(""), delta.text("content"), out);
    for (Members annotation : delta.objects("annotations")) {
      annotation(annotation, out);
    }
    words(new Part.Refusal("", Extras.NONE), delta.text("refusal"), out);
    ChatMessageReader.images(delta).forEach(image -> whole(image, out));
    List<Members> calls = delta.objects("tool_calls");
    for (int i = 0; i < calls.size(); i++) {
      toolFragment(calls.get(i), calls.get(i).integer("index").orElse(i), out);
    }
    delta
        .object("function_call")
        .ifPresent(
            call ->
                fragment(
                    LEGACY_CALL,
                    new Part.ToolCall(
                        "", call.text("name"), ToolKind.FUNCTION, "", "", Extras.NONE),
                    call.text("arguments"),
                    out));
  }

  private static String reasoning(Members delta) {
    return delta.text("reasoning_content", "reasoning");
  }

  private static Extras home() {
    return Extras.of(Tongue.CHAT, Map.of());
  }

  // ---- words

  /** Words go on in the open part of their kind, or open a new one. */
  private void words(Part skeleton, String text, Consumer<AnswerEvent> out) {
    if (!text.isEmpty()) {
      openWords(skeleton, out);
      out.accept(new AnswerEvent.Appended(index, wordsPart, text));
    }
  }

  private void openWords(Part skeleton, Consumer<AnswerEvent> out) {
    if (wordsPart < 0 || wordsKind != skeleton.getClass()) {
      endWords(out);
      wordsPart = parts++;
      wordsKind = skeleton.getClass();
      out.accept(new AnswerEvent.PartStarted(index, wordsPart, skeleton));
    }
  }

  private void endWords(Consumer<AnswerEvent> out) {
    if (wordsPart >= 0) {
      out.accept(new AnswerEvent.PartEnded(index, wordsPart));
      wordsPart = -1;
    }
  }

  /** A part that comes in one piece. */
  private void whole(Part part, Consumer<AnswerEvent> out) {
    endWords(out);
    out.accept(new AnswerEvent.PartStarted(index, parts, part));
    out.accept(new AnswerEvent.PartEnded(index, parts++));
  }

  /** The signature of the reasoning that was just streamed, or reasoning that stays hidden. */
  private void thinkingBlock(Members block, Consumer<AnswerEvent> out) {
    if (block.text("type").equals("redacted_thinking")) {
      whole(new Part.RedactedThinking(block.text("data"), home()), out);
      return;
    }
    String signature = block.text("signature");
    if (!signature.isEmpty()) {
      openWords(new Part.Thinking("", "", false, home()), out);
      out.accept(new AnswerEvent.Signed(index, wordsPart, signature));
      endWords(out);
    }
  }

  private void annotation(Members annotation, Consumer<AnswerEvent> out) {
    Optional<Citation> citation =
        annotation.object("url_citation").map(ChatMessageReader::citation);
    if (citation.isPresent() && wordsPart >= 0 && wordsKind == Part.Text.class) {
      out.accept(new AnswerEvent.Cited(index, wordsPart, citation.get()));
    }
  }

  // ---- calls

  private void toolFragment(Members call, int toolIndex, Consumer<AnswerEvent> out) {
    Part.ToolCall piece = ChatMessageReader.toolCall(call);
    Part.ToolCall skeleton =
        new Part.ToolCall(piece.id(), piece.name(), piece.kind(), "", "", Extras.NONE);
    fragment(toolIndex, skeleton, piece.arguments(), out);
    Integer part = partOfTool.get(toolIndex);
    if (!piece.signature().isEmpty() && part != null) {
      out.accept(new AnswerEvent.Signed(index, part, piece.signature()));
    }
  }

  private void fragment(
      int toolIndex, Part.ToolCall skeleton, String arguments, Consumer<AnswerEvent> out) {
    Integer known = partOfTool.get(toolIndex);
    if (known != null) {
      append(known, arguments, out);
      return;
    }
    Held held = heldTools.computeIfAbsent(toolIndex, key -> new Held());
    held.id = held.id.isEmpty() ? skeleton.id() : held.id;
    held.arguments.append(arguments);
    if (skeleton.name().isBlank()) {
      return;
    }
    heldTools.remove(toolIndex);
    endWords(out);
    int part = parts++;
    partOfTool.put(toolIndex, part);
    out.accept(
        new AnswerEvent.PartStarted(
            index,
            part,
            new Part.ToolCall(held.id, skeleton.name(), skeleton.kind(), "", "", Extras.NONE)));
    append(part, held.arguments.toString(), out);
  }

  private void append(int part, String text, Consumer<AnswerEvent> out) {
    if (!text.isEmpty()) {
      out.accept(new AnswerEvent.Appended(index, part, text));
    }
  }
}
