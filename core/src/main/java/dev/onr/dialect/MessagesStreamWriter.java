package dev.onr.dialect;

import dev.onr.Dialect;
import dev.onr.json.JsonTemplate;
import dev.onr.json.JsonTree;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@link AnswerEvent}s → Anthropic Messages events. Blocks are numbered densely and only one is
 * open at a time: Anthropic's SDKs take the last block of the message as the one that stops.
 */
final class MessagesStreamWriter implements StreamWriter {
  private static final String DELTA = "content_block_delta";

  /**
   * Where a part's growth goes.
   *
   * @param block the block's index
   * @param delta type of its deltas
   * @param template a delta without its text
   */
  private record Growing(int block, String delta, JsonTemplate template) {
    /**
     * @param field member of a delta that holds the text
     */
    static Growing of(int block, String delta, String field) {
      return new Growing(
          block,
          delta,
          JsonTemplate.of(
              text -> {
                ObjectNode event = event(DELTA).put("index", block);
                event.putObject("delta").put("type", delta).put(field, text);
                return event;
              }));
    }
  }

  private final AnswerContext context;
  private final Losses losses;
  private final Map<Integer, Growing> growing = new HashMap<>();

  /** Free text of custom tools, which becomes a member of the input only when it is whole. */
  private final Map<Integer, StringBuilder> customCalls = new HashMap<>();

  /** Where each part was read. */
  private final Map<Integer, Extras> origins = new HashMap<>();

  private int nextBlock;
  private int openBlock = -1;
  private int openPart = -1;
  private String tier = "";
  private boolean refused;
  private boolean called;
  private boolean over;
  private AnswerEvent.@Nullable Finished finished;
  private Optional<Usage> usage = Optional.empty();

  MessagesStreamWriter(AnswerContext context, Losses losses) {
    this.context = context;
    this.losses = losses;
  }

  @Override
  public void write(AnswerEvent event, BiConsumer<String, byte[]> out) {
    if (over) {
      return;
    }
    switch (event) {
      case AnswerEvent.Started started -> start(started, out);
      // The message has its head already; only the tier is told at the end.
      case AnswerEvent.HeadKnown known -> tier = known.head().tier();
      case AnswerEvent.PartStarted start -> partStarted(start, out);
      case AnswerEvent.Appended appended -> append(appended, out);
      case AnswerEvent.Signed signed -> sign(signed, out);
      case AnswerEvent.Cited cited -> cite(cited, out);
      case AnswerEvent.Logprobs logprobs -> losses.lost("choices.logprobs");
      case AnswerEvent.PartEnded ended -> {
        if (ended.choice() == 0 && ended.part() == openPart) {
          close(out);
        }
      }
      case AnswerEvent.Finished finish -> {
        AnswerLosses.ofCandidate(finish.extras(), Tongue.MESSAGES, losses);
        if (finish.choice() == 0) {
          finished = finish;
        }
      }
      case AnswerEvent.Blocked blocked ->
          finished =
              new AnswerEvent.Finished(
                  0, FinishReason.CONTENT_FILTER, blocked.reason(), "", Extras.NONE);
      case AnswerEvent.UsageKnown known -> usage = Optional.of(known.usage());
      case AnswerEvent.Failed failed -> fail(failed.error(), out);
      case AnswerEvent.Ended ended -> end(ended.complete(), out);
      case AnswerEvent.Foreign foreign -> {
        if (foreign.home() != Tongue.MESSAGES) {
          losses.lost("event." + foreign.eventName().orElse("unnamed"));
        }
      }
    }
  }

  private void start(AnswerEvent.Started started, BiConsumer<String, byte[]> out) {
    AnswerHead head = started.head();
    tier = head.tier();
    ObjectNode event = event("message_start");
    ObjectNode message = event.putObject("message");
    boolean home = started.extras().isHome(Tongue.MESSAGES);
    message.put(
        "id",
        home ? MessagesAnswers.homeId(head.id(), context) : MessagesAnswers.id(head.id(), context));
    message.put("type", "message").put("role", "assistant");
    message.put("model", head.model().isEmpty() ? context.requestModel() : head.model());
    message.putArray("content");
    message.putNull("stop_reason").putNull("stop_sequence");
    message.putObject("usage").put("input_tokens", 0).put("output_tokens", 0);
    started.extras().at(Tongue.MESSAGES).forEach(message::set);
    started.extras().reportAbroad(Tongue.MESSAGES, "", losses);
    send(event, out);
  }

  private void partStarted(AnswerEvent.PartStarted start, BiConsumer<String, byte[]> out) {
    if (start.choice() != 0) {
      losses.lost("choices");
      return;
    }
    int part = start.part();
    switch (start.content()) {
      case Part.Text text -> {
        words(part, text.text(), out);
        text.citations().forEach(citation -> cite(new AnswerEvent.Cited(0, part, citation), out));
      }
      case Part.Refusal refusal -> {
        refused = true;
        words(part, refusal.text(), out);
      }
      case Part.Thinking thinking -> thinking(part, thinking, out);
      case Part.RedactedThinking redacted -> {
        ObjectNode block = JsonTree.object();
        MessagesAnswers.redacted(block, redacted);
        open(part, block, out);
      }
      case Part.ToolCall call -> call(part, call, out);
      case Part.Foreign foreign when foreign.home() == Tongue.MESSAGES -> {
        open(part, foreign.raw().deepCopy(), out);
        growing.put(part, Growing.of(openBlock, "input_json_delta", "partial_json"));
      }
      default -> inWords(part, start.content(), out);
    }
  }

  private void words(int part, String text, BiConsumer<String, byte[]> out) {
    open(part, JsonTree.object().put("type", "text").put("text", ""), out);
    grow(part, Growing.of(openBlock, "text_delta", "text"), text, out);
  }

  private void thinking(int part, Part.Thinking thinking, BiConsumer<String, byte[]> out) {
    if (!MessagesAnswers.shows(thinking, context)) {
      losses.lost("content.thinking");
      return;
    }
    ObjectNode block = JsonTree.object().put("type", "thinking").put("thinking", "");
    origins.put(part, thinking.extras());
    open(part, block.put("signature", abroad(part, thinking.signature())), out);
    grow(part, Growing.of(openBlock, "thinking_delta", "thinking"), thinking.text(), out);
  }

  private void call(int part, Part.ToolCall call, BiConsumer<String, byte[]> out) {
    called = true;
    ObjectNode block = JsonTree.object();
    MessagesTurnWriter.toolUse(
        block, MessagesAnswers.withId(call, context), JsonTree.object(), losses);
    ChatMessageWriter.signature(block, call.signature());
    open(part, block, out);
    if (call.kind() == ToolKind.CUSTOM) {
      customCalls.put(part, new StringBuilder(call.arguments()));
    } else {
      grow(part, Growing.of(openBlock, "input_json_delta", "partial_json"), call.arguments(), out);
    }
  }

  /** Shows a part in words where answers of Messages have no block for it. */
  private void inWords(int part, Part content, BiConsumer<String, byte[]> out) {
    GeminiParts.inWords(content)
        .ifPresentOrElse(
            shown -> words(part, shown, out),
            () -> losses.lost("content." + ChatChoices.name(content)));
  }

  private void grow(int part, Growing target, String initial, BiConsumer<String, byte[]> out) {
    growing.put(part, target);
    if (!initial.isEmpty()) {
      delta(target, initial, out);
    }
  }

  private void open(int part, ObjectNode block, BiConsumer<String, byte[]> out) {
    close(out);
    openBlock = nextBlock++;
    openPart = part;
    ObjectNode event = event("content_block_start").put("index", openBlock);
    event.set("content_block", block);
    send(event, out);
  }

  private void close(BiConsumer<String, byte[]> out) {
    if (openBlock < 0) {
      return;
    }
    StringBuilder custom = customCalls.remove(openPart);
    if (custom != null) {
      ObjectNode input = MessagesTurnWriter.customInput(custom.toString());
      Growing target = Growing.of(openBlock, "input_json_delta", "partial_json");
      delta(target, JsonTree.text(input), out);
    }
    send(event("content_block_stop").put("index", openBlock), out);
    openBlock = -1;
    openPart = -1;
  }

  private void append(AnswerEvent.Appended appended, BiConsumer<String, byte[]> out) {
    if (appended.choice() != 0) {
      return;
    }
    StringBuilder custom = customCalls.get(appended.part());
    Growing target = growing.get(appended.part());
    if (custom != null) {
      custom.append(appended.text());
    } else if (target != null) {
      delta(target, appended.text(), out);
    }
  }

  private static void delta(Growing target, String text, BiConsumer<String, byte[]> out) {
    out.accept(DELTA, target.template.with(text));
  }

  private void sign(AnswerEvent.Signed signed, BiConsumer<String, byte[]> out) {
    Growing target = signed.choice() == 0 ? growing.get(signed.part()) : null;
    if (target == null || !target.delta.equals("thinking_delta")) {
      losses.lost("content.signature");
      return;
    }
    ObjectNode event = event(DELTA).put("index", target.block);
    event
        .putObject("delta")
        .put("type", "signature_delta")
        .put("signature", abroad(signed.part(), signed.signature()));
    send(event, out);
  }

  private String abroad(int part, String signature) {
    return Signatures.abroad(signature, origins.getOrDefault(part, Extras.NONE), Tongue.MESSAGES);
  }

  private void cite(AnswerEvent.Cited cited, BiConsumer<String, byte[]> out) {
    Growing target = cited.choice() == 0 ? growing.get(cited.part()) : null;
    JsonNode own = cited.citation().extras().at(Tongue.MESSAGES).get("citation");
    if (target == null || own == null) {
      losses.lost("content.citations");
      return;
    }
    ObjectNode event = event(DELTA).put("index", target.block);
    event.putObject("delta").put("type", "citations_delta").set("citation", own);
    send(event, out);
  }

  private void fail(UpstreamError error, BiConsumer<String, byte[]> out) {
    over = true;
    // An error inside a stream has no status; it is never the client's fault.
    UpstreamError known = error.status() == 0 ? error.withStatus(500) : error;
    send(ErrorBodies.write(Dialect.ANTHROPIC, known), out);
  }

  private void end(boolean complete, BiConsumer<String, byte[]> out) {
    if (!complete) {
      fail(
          new UpstreamError(
              0,
              "api_error",
              "upstream_stream_truncated",
              "",
              "the upstream ended its stream before the answer was complete"),
          out);
      return;
    }
    over = true;
    close(out);
    ObjectNode event = event("message_delta");
    ObjectNode delta = event.putObject("delta");
    if (finished == null) {
      MessagesStop.writeNone(delta);
    } else {
      MessagesStop.write(
          delta,
          finished.reason(),
          finished.nativeReason(),
          finished.stopSequence(),
          refused,
          called,
          finished.extras());
    }
    MessagesUsage.write(event.putObject("usage"), usage, tier);
    send(event, out);
    send(event("message_stop"), out);
  }

  private static ObjectNode event(String type) {
    return JsonTree.object().put("type", type);
  }

  private static void send(ObjectNode event, BiConsumer<String, byte[]> out) {
    out.accept(event.get("type").asString(), JsonTree.write(event));
  }
}
