package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@link AnswerEvent}s → chunks of Chat Completions: one role chunk per choice, words, calls,
 * finish, usage, DONE.
 */
final class ChatStreamWriter implements StreamWriter {
  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.UTF_8);

  /** Where a part's growth goes: {@code toolIndex} is -1 for anything but a call. */
  private record Growing(String field, int toolIndex, ToolKind kind) {}

  private record PartKey(int choice, int part) {}

  private final AnswerContext context;
  private final Losses losses;
  private final Map<PartKey, Growing> growing = new HashMap<>();
  private final Map<Integer, Integer> toolsOfChoice = new HashMap<>();
  private final Set<Integer> introduced = new HashSet<>();
  private final Set<Integer> finished = new HashSet<>();
  private String id = "";
  private String model;
  private long created;
  private String tier = "";
  private Optional<Usage> usage = Optional.empty();
  private boolean over;

  ChatStreamWriter(AnswerContext context, Losses losses) {
    this.context = context;
    this.losses = losses;
    this.model = context.requestModel();
    this.created = context.nowSeconds();
  }

  @Override
  public void write(AnswerEvent event, BiConsumer<String, byte[]> out) {
    if (over) {
      return;
    }
    switch (event) {
      case AnswerEvent.Started started -> {
        head(started.head());
        started.extras().reportAbroad(Tongue.CHAT, "", losses);
        introduce(0, out);
      }
      case AnswerEvent.HeadKnown known -> head(known.head());
      case AnswerEvent.PartStarted start -> start(start, out);
      case AnswerEvent.Appended appended -> append(appended, out);
      case AnswerEvent.Signed signed -> sign(signed, out);
      case AnswerEvent.Cited cited -> cite(cited, out);
      case AnswerEvent.Logprobs logprobs -> logprobs(logprobs, out);
      case AnswerEvent.PartEnded ended -> growing.remove(new PartKey(ended.choice(), ended.part()));
      case AnswerEvent.Finished finish -> finish(finish, out);
      case AnswerEvent.Blocked blocked -> blocked(blocked, out);
      case AnswerEvent.UsageKnown known -> usage = Optional.of(known.usage());
      case AnswerEvent.Failed failed -> fail(failed.error(), out);
      case AnswerEvent.Ended ended -> end(ended, out);
      case AnswerEvent.Foreign foreign -> {
        if (foreign.home() != Tongue.CHAT) {
          losses.lost("event." + foreign.eventName().orElse("unnamed"));
        }
      }
    }
  }

  /** Once a chunk has gone out, id and model stay as they are. */
  private void head(AnswerHead head) {
    if (id.isEmpty() && !head.id().isEmpty()) {
      id = ChatAnswers.id(head.id(), context);
    }
    if (introduced.isEmpty()) {
      created = head.created().orElse(created);
    }
    model = head.model().isEmpty() ? model : head.model();
    tier = head.tier().isEmpty() ? tier : head.tier();
  }

  private void introduce(int choice, BiConsumer<String, byte[]> out) {
    if (introduced.add(choice)) {
      ObjectNode delta = JsonTree.object().put("role", "assistant").put("content", "");
      send(choice, delta, out);
    }
  }

  private void start(AnswerEvent.PartStarted start, BiConsumer<String, byte[]> out) {
    int choice = start.choice();
    introduce(choice, out);
    PartKey key = new PartKey(choice, start.part());
    switch (start.content()) {
      case Part.Text text -> words(key, "content", text.text(), out);
      case Part.Thinking thinking -> words(key, "reasoning_content", thinking.text(), out);
      case Part.Refusal refusal -> words(key, "refusal", refusal.text(), out);
      case Part.ToolCall call -> call(key, call, out);
      case Part.RedactedThinking redacted -> {
        ObjectNode delta = JsonTree.object();
        delta
            .putArray("thinking_blocks")
            .addObject()
            .put("type", "redacted_thinking")
            .put("data", redacted.data());
        send(choice, delta, out);
      }
      case Part.Image image when image.media() instanceof Media.Inline inline ->
          image(choice, DataUrl.write(inline), out);
      case Part.Image image when image.media() instanceof Media.Url place ->
          image(choice, place.url(), out);
      case Part.Audio audio when audio.media() instanceof Media.Inline inline -> {
        ObjectNode delta = JsonTree.object();
        delta.putObject("audio").put("data", inline.base64()).put("transcript", audio.transcript());
        send(choice, delta, out);
      }
      case Part.Foreign foreign -> inWords(choice, foreign, foreign.type(), out);
      default -> inWords(choice, start.content(), start.content().getClass().getSimpleName(), out);
    }
  }

  private void image(int choice, String url, BiConsumer<String, byte[]> out) {
    ObjectNode delta = JsonTree.object();
    ChatAnswerWriter.imageEntry(delta.putArray("images").addObject(), url);
    send(choice, delta, out);
  }

  /** Shows a part in words where chat has no part for it. */
  private void inWords(int choice, Part part, String name, BiConsumer<String, byte[]> out) {
    GeminiParts.inWords(part)
        .ifPresentOrElse(
            shown -> send(choice, JsonTree.object().put("content", shown), out),
            () -> losses.lost("content." + name));
  }

  private void words(PartKey key, String field, String text, BiConsumer<String, byte[]> out) {
    growing.put(key, new Growing(field, -1, ToolKind.FUNCTION));
    if (!text.isEmpty()) {
      send(key.choice, JsonTree.object().put(field, text), out);
    }
  }

  private void call(PartKey key, Part.ToolCall call, BiConsumer<String, byte[]> out) {
    int index = toolsOfChoice.merge(key.choice, 1, Integer::sum) - 1;
    growing.put(key, new Growing("", index, call.kind()));
    ObjectNode delta = JsonTree.object();
    ObjectNode entry = delta.putArray("tool_calls").addObject();
    entry.put("index", index);
    String callId = call.id().isEmpty() ? "call_" + context.uniqueId().get() : call.id();
    entry.put("id", callId);
    if (call.kind() == ToolKind.CUSTOM) {
      entry
          .put("type", "custom")
          .putObject("custom")
          .put("name", call.name())
          .put("input", call.arguments());
    } else {
      entry
          .put("type", "function")
          .putObject("function")
          .put("name", call.name())
          .put("arguments", call.arguments());
    }
    ChatMessageWriter.signature(entry, call.signature());
    send(key.choice, delta, out);
  }

  private void append(AnswerEvent.Appended appended, BiConsumer<String, byte[]> out) {
    Growing part = growing.get(new PartKey(appended.choice(), appended.part()));
    if (part == null) {
      return;
    }
    ObjectNode delta = JsonTree.object();
    if (part.toolIndex < 0) {
      delta.put(part.field, appended.text());
    } else {
      boolean custom = part.kind == ToolKind.CUSTOM;
      delta
          .putArray("tool_calls")
          .addObject()
          .put("index", part.toolIndex)
          .putObject(custom ? "custom" : "function")
          .put(custom ? "input" : "arguments", appended.text());
    }
    send(appended.choice(), delta, out);
  }

  private void sign(AnswerEvent.Signed signed, BiConsumer<String, byte[]> out) {
    Growing part = growing.get(new PartKey(signed.choice(), signed.part()));
    if (part == null) {
      return;
    }
    ObjectNode delta = JsonTree.object();
    if (part.toolIndex >= 0) {
      ObjectNode entry = delta.putArray("tool_calls").addObject().put("index", part.toolIndex);
      ChatMessageWriter.signature(entry, signed.signature());
    } else if (part.field.equals("reasoning_content")) {
      delta
          .putArray("thinking_blocks")
          .addObject()
          .put("type", "thinking")
          .put("signature", signed.signature());
    } else {
      losses.lost("content.signature");
      return;
    }
    send(signed.choice(), delta, out);
  }

  private void cite(AnswerEvent.Cited cited, BiConsumer<String, byte[]> out) {
    Citation citation = cited.citation();
    ObjectNode delta = JsonTree.object();
    ObjectNode target =
        delta
            .putArray("annotations")
            .addObject()
            .put("type", "url_citation")
            .putObject("url_citation");
    target.put("url", citation.url()).put("title", citation.title());
    citation.start().ifPresent(start -> target.put("start_index", start));
    citation.end().ifPresent(end -> target.put("end_index", end));
    send(cited.choice(), delta, out);
  }

  private void logprobs(AnswerEvent.Logprobs event, BiConsumer<String, byte[]> out) {
    introduce(event.choice(), out);
    ObjectNode chunk = chunk();
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", event.choice());
    choice.putObject("delta");
    choice.set("logprobs", event.logprobs());
    choice.putNull("finish_reason");
    out.accept("", JsonTree.write(chunk));
  }

  private void finish(AnswerEvent.Finished finish, BiConsumer<String, byte[]> out) {
    introduce(finish.choice(), out);
    if (!finished.add(finish.choice())) {
      return;
    }
    String word = ChatAnswers.finishWord(finish.reason());
    ObjectNode chunk = chunk();
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", finish.choice());
    choice.putObject("delta");
    choice.put("finish_reason", word);
    if (!finish.nativeReason().isEmpty() && !finish.nativeReason().equals(word)) {
      choice.put("native_finish_reason", finish.nativeReason());
    }
    JsonNode details = finish.extras().fields().get("stop_details");
    if (details != null) {
      choice.set("stop_details", details);
    }
    out.accept("", JsonTree.write(chunk));
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
    ObjectNode chunk = JsonTree.object();
    ObjectNode target = chunk.putObject("error");
    target.put("message", error.message());
    target.put("type", error.type().isEmpty() ? "upstream_error" : error.type());
    target.put("code", error.code().isEmpty() ? "upstream_error" : error.code());
    out.accept("", JsonTree.write(chunk));
    out.accept("", DONE);
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
    over = true;
    if (usage.isPresent() && context.streamUsage()) {
      ObjectNode chunk = chunk();
      chunk.putArray("choices");
      ChatAnswers.writeUsage(chunk.putObject("usage"), usage.get());
      out.accept("", JsonTree.write(chunk));
    }
    out.accept("", DONE);
  }

  private ObjectNode chunk() {
    if (id.isEmpty()) {
      id = ChatAnswers.id("", context);
    }
    ObjectNode chunk = JsonTree.object();
    chunk.put("id", id).put("object", "chat.completion.chunk").put("created", created);
    chunk.put("model", model);
    if (!tier.isEmpty()) {
      chunk.put("service_tier", tier);
    }
    return chunk;
  }

  private void send(int choice, ObjectNode delta, BiConsumer<String, byte[]> out) {
    ObjectNode chunk = chunk();
    ObjectNode entry = chunk.putArray("choices").addObject();
    entry.put("index", choice).set("delta", delta);
    entry.putNull("finish_reason");
    out.accept("", JsonTree.write(chunk));
  }
}
