package dev.onr.dialect;

import dev.onr.json.InvalidJson;
import dev.onr.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Chunks of Chat Completions → {@link AnswerEvent}s. */
final class ChatStreamReader implements StreamReader {
  /** A candidate while it grows. */
  private static final class Open {
    private int parts;
    private int wordsPart = -1;
    private Class<? extends Part> wordsKind = Part.class;
    private final Map<Integer, Integer> partOfTool = new LinkedHashMap<>();
    private final Map<Integer, Held> heldTools = new LinkedHashMap<>();
    private boolean finished;
  }

  /** Fragments of a call whose name has not arrived yet. */
  private static final class Held {
    private String id = "";
    private final StringBuilder arguments = new StringBuilder();
  }

  private final Map<Integer, Open> choices = new LinkedHashMap<>();
  private boolean started;
  private boolean over;

  @Override
  public void read(String name, byte[] data, Consumer<AnswerEvent> out) {
    if (over) {
      return;
    }
    if (isDone(data)) {
      end(out, true);
      return;
    }
    ObjectNode payload = object(data);
    if (payload == null) {
      return;
    }
    Members chunk = Members.ofAnswer(payload);
    Optional<UpstreamError> error = ChatAnswers.error(chunk);
    if (error.isPresent()) {
      over = true;
      out.accept(new AnswerEvent.Failed(error.get()));
      return;
    }
    if (!started) {
      started = true;
      AnswerHead head = ChatAnswers.head(chunk);
      chunk.understood("object", "choices", "usage");
      out.accept(new AnswerEvent.Started(head, chunk.rest(Tongue.CHAT)));
    }
    List<Members> items = chunk.objects("choices");
    for (int i = 0; i < items.size(); i++) {
      choice(items.get(i), items.get(i).integer("index").orElse(i), out);
    }
    chunk
        .object("usage")
        .ifPresent(usage -> out.accept(new AnswerEvent.UsageKnown(ChatAnswers.usage(usage))));
  }

  static boolean isDone(byte[] data) {
    return data.length >= 6
        && data.length < 16
        && new String(data, StandardCharsets.UTF_8).trim().equals("[DONE]");
  }

  /** The payload as an object, or null where it is none: such an event carries no news. */
  static @Nullable ObjectNode object(byte[] data) {
    try {
      return JsonTree.parse(data) instanceof ObjectNode object ? object : null;
    } catch (InvalidJson e) {
      return null;
    }
  }

  private void choice(Members choice, int index, Consumer<AnswerEvent> out) {
    Open open = choices.computeIfAbsent(index, key -> new Open());
    if (open.finished) {
      return;
    }
    choice.object("delta").ifPresent(delta -> delta(delta, index, open, out));
    Optional.ofNullable(choice.raw("logprobs"))
        .ifPresent(logprobs -> out.accept(new AnswerEvent.Logprobs(index, logprobs)));
    String finish = choice.text("finish_reason");
    if (!finish.isBlank()) {
      endParts(index, open, out);
      open.finished = true;
      out.accept(
          new AnswerEvent.Finished(
              index,
              ChatAnswers.finishReason(finish),
              finish,
              choice.text("stop_reason"),
              Extras.NONE));
    }
  }

  private void delta(Members delta, int index, Open open, Consumer<AnswerEvent> out) {
    String reasoning = delta.text("reasoning_content", "reasoning");
    if (!reasoning.isEmpty()) {
      words(new Part.Thinking("", "", false, Extras.NONE), reasoning, index, open, out);
    }
    for (Members block : delta.objects("thinking_blocks")) {
      thinkingBlock(block, index, open, out);
    }
    String content = delta.text("content");
    if (!content.isEmpty()) {
      words(Part.Text.of(""), content, index, open, out);
    }
    for (Members annotation : delta.objects("annotations")) {
      annotation(annotation, index, open, out);
    }
    String refusal = delta.text("refusal");
    if (!refusal.isEmpty()) {
      words(new Part.Refusal("", Extras.NONE), refusal, index, open, out);
    }
    for (Members image : delta.objects("images")) {
      image(image, index, open, out);
    }
    List<Members> calls = delta.objects("tool_calls");
    for (int i = 0; i < calls.size(); i++) {
      toolFragment(calls.get(i), calls.get(i).integer("index").orElse(i), index, open, out);
    }
    delta.object("function_call").ifPresent(call -> functionFragment(call, index, open, out));
  }

  /** Words go on in the open part of their kind, or open a new one. */
  private static void words(
      Part skeleton, String text, int index, Open open, Consumer<AnswerEvent> out) {
    if (open.wordsPart < 0 || open.wordsKind != skeleton.getClass()) {
      endWords(index, open, out);
      open.wordsPart = open.parts++;
      open.wordsKind = skeleton.getClass();
      out.accept(new AnswerEvent.PartStarted(index, open.wordsPart, skeleton));
    }
    out.accept(new AnswerEvent.Appended(index, open.wordsPart, text));
  }

  private static void endWords(int index, Open open, Consumer<AnswerEvent> out) {
    if (open.wordsPart >= 0) {
      out.accept(new AnswerEvent.PartEnded(index, open.wordsPart));
      open.wordsPart = -1;
    }
  }

  /** The signature of the reasoning that was just streamed, or reasoning that stays hidden. */
  private static void thinkingBlock(
      Members block, int index, Open open, Consumer<AnswerEvent> out) {
    if (block.text("type").equals("redacted_thinking")) {
      endWords(index, open, out);
      int part = open.parts++;
      out.accept(
          new AnswerEvent.PartStarted(
              index, part, new Part.RedactedThinking(block.text("data"), Extras.NONE)));
      out.accept(new AnswerEvent.PartEnded(index, part));
      return;
    }
    String signature = block.text("signature");
    if (signature.isEmpty()) {
      return;
    }
    if (open.wordsPart < 0 || open.wordsKind != Part.Thinking.class) {
      endWords(index, open, out);
      open.wordsPart = open.parts++;
      open.wordsKind = Part.Thinking.class;
      out.accept(
          new AnswerEvent.PartStarted(
              index, open.wordsPart, new Part.Thinking("", "", false, Extras.NONE)));
    }
    out.accept(new AnswerEvent.Signed(index, open.wordsPart, signature));
    endWords(index, open, out);
  }

  private static void annotation(
      Members annotation, int index, Open open, Consumer<AnswerEvent> out) {
    Optional<Citation> citation =
        annotation.object("url_citation").map(ChatMessageReader::citation);
    if (citation.isPresent() && open.wordsPart >= 0 && open.wordsKind == Part.Text.class) {
      out.accept(new AnswerEvent.Cited(index, open.wordsPart, citation.get()));
    }
  }

  private static void image(Members image, int index, Open open, Consumer<AnswerEvent> out) {
    image
        .object("image_url")
        .flatMap(url -> DataUrl.read(url.text("url")))
        .ifPresent(
            media -> {
              endWords(index, open, out);
              int part = open.parts++;
              out.accept(
                  new AnswerEvent.PartStarted(index, part, new Part.Image(media, "", Extras.NONE)));
              out.accept(new AnswerEvent.PartEnded(index, part));
            });
  }

  private static void toolFragment(
      Members call, int toolIndex, int index, Open open, Consumer<AnswerEvent> out) {
    Optional<Members> custom = call.object("custom");
    Optional<Members> inner = custom.or(() -> call.object("function"));
    String name = inner.map(members -> members.text("name")).orElse("");
    String fragment =
        inner.map(members -> members.text(custom.isPresent() ? "input" : "arguments")).orElse("");
    ToolKind kind = custom.isPresent() ? ToolKind.CUSTOM : ToolKind.FUNCTION;
    fragment(toolIndex, call.text("id"), name, kind, fragment, index, open, out);
    String signature =
        call.object("extra_content")
            .flatMap(extra -> extra.object("google"))
            .map(google -> google.text("thought_signature"))
            .orElse("");
    Integer part = open.partOfTool.get(toolIndex);
    if (!signature.isEmpty() && part != null) {
      out.accept(new AnswerEvent.Signed(index, part, signature));
    }
  }

  /** The one call of OpenAI's legacy form counts as tool -1. */
  private static void functionFragment(
      Members call, int index, Open open, Consumer<AnswerEvent> out) {
    fragment(
        -1, "", call.text("name"), ToolKind.FUNCTION, call.text("arguments"), index, open, out);
  }

  private static void fragment(
      int toolIndex,
      String id,
      String name,
      ToolKind kind,
      String arguments,
      int index,
      Open open,
      Consumer<AnswerEvent> out) {
    Integer part = open.partOfTool.get(toolIndex);
    if (part == null) {
      Held held = open.heldTools.computeIfAbsent(toolIndex, key -> new Held());
      held.id = held.id.isEmpty() ? id : held.id;
      held.arguments.append(arguments);
      if (name.isBlank()) {
        return;
      }
      open.heldTools.remove(toolIndex);
      endWords(index, open, out);
      part = open.parts++;
      open.partOfTool.put(toolIndex, part);
      Part.ToolCall skeleton = new Part.ToolCall(held.id, name, kind, "", "", Extras.NONE);
      out.accept(new AnswerEvent.PartStarted(index, part, skeleton));
      if (!held.arguments.isEmpty()) {
        out.accept(new AnswerEvent.Appended(index, part, held.arguments.toString()));
      }
    } else if (!arguments.isEmpty()) {
      out.accept(new AnswerEvent.Appended(index, part, arguments));
    }
  }

  /** Only the end tells that no fragment of a call follows. */
  private static void endParts(int index, Open open, Consumer<AnswerEvent> out) {
    endWords(index, open, out);
    new ArrayList<>(open.partOfTool.values())
        .forEach(part -> out.accept(new AnswerEvent.PartEnded(index, part)));
    open.partOfTool.clear();
  }

  @Override
  public void finish(Consumer<AnswerEvent> out) {
    if (!over) {
      end(out, started && choices.values().stream().allMatch(open -> open.finished));
    }
  }

  private void end(Consumer<AnswerEvent> out, boolean complete) {
    over = true;
    out.accept(new AnswerEvent.Ended(complete && started));
  }
}
