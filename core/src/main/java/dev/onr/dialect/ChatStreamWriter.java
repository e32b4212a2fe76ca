package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@link AnswerEvent}s → chunks of Chat Completions: one role chunk per choice, words, calls,
 * finish, usage, DONE.
 */
final class ChatStreamWriter implements StreamWriter {
  /** Where a part's growth goes: {@code toolIndex} is -1 for anything but a call. */
  private static final class Growing {
    private final String field;
    private final int toolIndex;
    private final ToolKind kind;

    /** Characters of the content before this text. */
    private final int before;

    private final List<Citation> citations = new ArrayList<>();
    private Extras origin = Extras.NONE;
    private String signature = "";
    private int length;

    Growing(String field, int toolIndex, ToolKind kind, int before) {
      this.field = field;
      this.toolIndex = toolIndex;
      this.kind = kind;
      this.before = before;
    }

    void cite(Citation citation) {
      citations.add(citation);
    }
  }

  private record PartKey(int choice, int part) {}

  private final AnswerContext context;
  private final Losses losses;
  private final ChatChunks chunks;
  private final Map<PartKey, Growing> growing = new HashMap<>();
  private final Map<Integer, Integer> toolsOfChoice = new HashMap<>();
  private final Map<Integer, Integer> lengths = new HashMap<>();
  private final Set<Integer> refused = new HashSet<>();
  private final Set<Integer> introduced = new HashSet<>();
  private final Set<Integer> finished = new HashSet<>();
  private Optional<Usage> usage = Optional.empty();
  private boolean over;

  ChatStreamWriter(AnswerContext context, Losses losses) {
    this.context = context;
    this.losses = losses;
    this.chunks = new ChatChunks(context);
  }

  @Override
  public void write(AnswerEvent event, BiConsumer<String, byte[]> out) {
    if (over) {
      return;
    }
    switch (event) {
      case AnswerEvent.Started started -> {
        chunks.begin(started);
        started.extras().reportAbroad(Tongue.CHAT, "", losses);
        introduce(0, out);
      }
      case AnswerEvent.HeadKnown known -> chunks.known(known.head(), known.extras());
      case AnswerEvent.PartStarted start -> start(start, out);
      case AnswerEvent.Appended appended -> append(appended, out);
      case AnswerEvent.Signed signed -> sign(signed, out);
      case AnswerEvent.Cited cited -> cite(cited);
      case AnswerEvent.Logprobs logprobs -> logprobs(logprobs, out);
      case AnswerEvent.PartEnded ended -> endPart(new PartKey(ended.choice(), ended.part()), out);
      case AnswerEvent.Finished finish -> finish(finish, out);
      case AnswerEvent.Blocked blocked -> blocked(blocked, out);
      case AnswerEvent.UsageKnown known -> {
        usage = Optional.of(known.usage());
        chunks.known(known.usage());
      }
      case AnswerEvent.Failed failed -> fail(failed.error(), out);
      case AnswerEvent.Ended ended -> end(ended, out);
      case AnswerEvent.Foreign foreign -> {
        if (foreign.home() != Tongue.CHAT) {
          losses.lost("event." + foreign.eventName().orElse("unnamed"));
        }
      }
    }
  }

  private void introduce(int choice, BiConsumer<String, byte[]> out) {
    if (introduced.add(choice)) {
      ObjectNode delta = JsonTree.object().put("role", "assistant").put("content", "");
      chunks.delta(choice, delta, out);
    }
  }

  private void start(AnswerEvent.PartStarted start, BiConsumer<String, byte[]> out) {
    int choice = start.choice();
    introduce(choice, out);
    PartKey key = new PartKey(choice, start.part());
    switch (start.content()) {
      case Part.Text text -> {
        words(key, "content", text.text(), out);
        text.citations().forEach(growing(key)::cite);
      }
      case Part.Thinking thinking -> {
        words(key, "reasoning_content", thinking.text(), out);
        growing(key).origin = thinking.extras();
        growing(key).signature = thinking.signature();
      }
      case Part.Refusal refusal -> {
        refused.add(choice);
        words(key, "refusal", refusal.text(), out);
      }
      case Part.ToolCall call -> call(key, call, out);
      case Part.RedactedThinking redacted ->
          chunks.delta(
              choice,
              ChatChoices.delta(
                  "thinking_blocks", blocks -> ChatChoices.redactedBlock(blocks, redacted)),
              out);
      case Part.Image image when image.media() instanceof Media.Inline inline ->
          image(choice, DataUrl.write(inline), out);
      case Part.Image image when image.media() instanceof Media.Url place ->
          image(choice, place.url(), out);
      case Part.Audio audio when audio.media() instanceof Media.Inline inline -> {
        ObjectNode delta = JsonTree.object();
        delta.putObject("audio").put("data", inline.base64()).put("transcript", audio.transcript());
        chunks.delta(choice, delta, out);
      }
      default -> inWords(key, start.content(), out);
    }
  }

  private void image(int choice, String url, BiConsumer<String, byte[]> out) {
    chunks.delta(
        choice, ChatChoices.delta("images", images -> ChatChoices.image(images, url)), out);
  }

  /** Shows a part in words where chat has no part for it. */
  private void inWords(PartKey key, Part part, BiConsumer<String, byte[]> out) {
    GeminiParts.inWords(part)
        .ifPresentOrElse(
            shown -> words(key, "content", shown, out),
            () -> losses.lost("content." + ChatChoices.name(part)));
  }

  private void words(PartKey key, String field, String text, BiConsumer<String, byte[]> out) {
    int before = field.equals("content") ? lengths.getOrDefault(key.choice, 0) : 0;
    Growing part = new Growing(field, -1, ToolKind.FUNCTION, before);
    growing.put(key, part);
    grow(key.choice, part, text, out);
  }

  private Growing growing(PartKey key) {
    return Objects.requireNonNull(growing.get(key));
  }

  /** Sends more words and counts them: citations name positions in the content. */
  private void grow(int choice, Growing part, String text, BiConsumer<String, byte[]> out) {
    if (text.isEmpty()) {
      return;
    }
    if (part.field.equals("content")) {
      int length = ChatChoices.length(text);
      part.length += length;
      lengths.merge(choice, length, Integer::sum);
    }
    chunks.words(choice, part.field, text, out);
  }

  private void call(PartKey key, Part.ToolCall call, BiConsumer<String, byte[]> out) {
    int index = toolsOfChoice.merge(key.choice, 1, Integer::sum) - 1;
    Growing part = new Growing("", index, call.kind(), 0);
    part.length = call.arguments().length();
    growing.put(key, part);
    ObjectNode delta = JsonTree.object();
    ArrayNode calls = delta.putArray("tool_calls");
    ChatMessageWriter.toolCall(calls, ChatAnswers.withId(call, context), call.arguments(), losses);
    ((ObjectNode) calls.get(0)).put("index", index);
    chunks.delta(key.choice, delta, out);
  }

  private void append(AnswerEvent.Appended appended, BiConsumer<String, byte[]> out) {
    Growing part = growing.get(new PartKey(appended.choice(), appended.part()));
    if (part == null) {
      return;
    }
    if (part.toolIndex < 0) {
      grow(appended.choice(), part, appended.text(), out);
    } else {
      arguments(appended.choice(), part, appended.text(), out);
    }
  }

  private void arguments(int choice, Growing part, String text, BiConsumer<String, byte[]> out) {
    part.length += text.length();
    boolean custom = part.kind == ToolKind.CUSTOM;
    ObjectNode delta = JsonTree.object();
    delta
        .putArray("tool_calls")
        .addObject()
        .put("index", part.toolIndex)
        .putObject(custom ? "custom" : "function")
        .put(custom ? "input" : "arguments", text);
    chunks.delta(choice, delta, out);
  }

  private void sign(AnswerEvent.Signed signed, BiConsumer<String, byte[]> out) {
    Growing part = growing.get(new PartKey(signed.choice(), signed.part()));
    if (part == null) {
      return;
    }
    if (part.toolIndex >= 0) {
      ObjectNode delta = JsonTree.object();
      ObjectNode entry = delta.putArray("tool_calls").addObject().put("index", part.toolIndex);
      ChatMessageWriter.signature(entry, signed.signature());
      chunks.delta(signed.choice(), delta, out);
    } else if (part.field.equals("reasoning_content")) {
      part.signature = signed.signature();
    } else {
      losses.lost("content.signature");
    }
  }

  private void cite(AnswerEvent.Cited cited) {
    Growing part = growing.get(new PartKey(cited.choice(), cited.part()));
    if (part != null) {
      part.cite(cited.citation());
    }
  }

  /**
   * What comes behind a part's words: a signature, and citations, since only when a text is
   * complete is it known how much of it they cover.
   */
  private void endPart(PartKey key, BiConsumer<String, byte[]> out) {
    Growing part = growing.get(key);
    if (part == null || part.toolIndex >= 0) {
      return; // a late fragment of a call still finds its place
    }
    growing.remove(key);
    if (!part.signature.isEmpty()) {
      String signature = ChatChoices.signature(part.signature, part.origin);
      ObjectNode delta =
          ChatChoices.delta(
              "thinking_blocks",
              blocks -> ChatChoices.thinkingBlock(blocks, Optional.empty(), signature));
      chunks.delta(key.choice, delta, out);
    }
    if (!part.citations.isEmpty()) {
      citations(key, part, out);
    }
  }

  private void citations(PartKey key, Growing part, BiConsumer<String, byte[]> out) {
    ObjectNode delta = JsonTree.object();
    ArrayNode annotations = delta.putArray("annotations");
    part.citations.forEach(
        citation -> ChatChoices.citation(annotations, citation, part.before, part.length, losses));
    if (!annotations.isEmpty()) {
      chunks.delta(key.choice, delta, out);
    }
  }

  /** A call without arguments has an empty object of them, which clients can parse. */
  private void noArguments(int choice, Growing part, BiConsumer<String, byte[]> out) {
    if (part.toolIndex >= 0 && part.length == 0 && part.kind == ToolKind.FUNCTION) {
      arguments(choice, part, "{}", out);
    }
  }

  private void endParts(int choice, BiConsumer<String, byte[]> out) {
    List<PartKey> open =
        growing.keySet().stream()
            .filter(key -> key.choice == choice)
            .sorted(Comparator.comparingInt(PartKey::part))
            .toList();
    for (PartKey key : open) {
      noArguments(choice, growing(key), out);
      endPart(key, out);
    }
  }

  private void logprobs(AnswerEvent.Logprobs event, BiConsumer<String, byte[]> out) {
    introduce(event.choice(), out);
    ObjectNode chunk = chunks.chunk();
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", event.choice());
    choice.putObject("delta");
    choice.set("logprobs", event.logprobs());
    choice.putNull("finish_reason");
    chunks.send(chunk, out);
  }

  private void finish(AnswerEvent.Finished finish, BiConsumer<String, byte[]> out) {
    introduce(finish.choice(), out);
    if (!finished.add(finish.choice())) {
      return;
    }
    AnswerLosses.ofCandidate(finish.extras(), Tongue.CHAT, losses);
    endParts(finish.choice(), out);
    if (!refused.contains(finish.choice())) {
      ChatChoices.explanation(finish.extras())
          .ifPresent(
              words -> chunks.delta(finish.choice(), JsonTree.object().put("refusal", words), out));
    }
    ObjectNode chunk = chunks.chunk();
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", finish.choice());
    choice.putObject("delta");
    ChatChoices.finish(
        choice, finish.reason(), finish.nativeReason(), finish.stopSequence(), finish.extras());
    ChatChoices.addMissing(choice, finish.extras().at(Tongue.CHAT));
    chunks.send(chunk, out);
  }

  private void blocked(AnswerEvent.Blocked blocked, BiConsumer<String, byte[]> out) {
    if (finished.isEmpty()) {
      finish(
          new AnswerEvent.Finished(
              0, FinishReason.CONTENT_FILTER, blocked.reason(), "", Extras.NONE),
          out);
    }
  }

  private void fail(UpstreamError error, BiConsumer<String, byte[]> out) {
    over = true;
    chunks.error(error, out);
  }

  private void end(AnswerEvent.Ended ended, BiConsumer<String, byte[]> out) {
    if (!ended.complete()) {
      fail(
          new UpstreamError(
              0,
              "upstream_error",
              "upstream_stream_truncated",
              "",
              "the upstream ended its stream before the answer was complete"),
          out);
      return;
    }
    introduced.forEach(choice -> endParts(choice, out));
    over = true;
    if (usage.isPresent() && context.streamUsage()) {
      chunks.usage(usage.get(), out);
    }
    chunks.done(out);
  }
}
