package dev.onr.dialect;

import dev.onr.dialect.ResponsesOutputPart.Message;
import dev.onr.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code output} of a response while it grows: puts {@link Part}s into items and tells every
 * step as the event that OpenAI would send for it. Texts and refusals that follow each other are
 * one message; everything else is an item of its own.
 */
final class ResponsesOutput {
  private final AnswerContext context;
  private final Losses losses;
  private final ResponsesItemEvents events;
  private final Map<Integer, ResponsesOutputPart> growing = new TreeMap<>();
  private final Map<Integer, String> ids = new HashMap<>();
  private @Nullable Message message;
  private int items;
  private int lastText = -1;
  private String endStatus = "completed";

  /**
   * @param events receives every step, without sequence number
   */
  ResponsesOutput(AnswerContext context, Losses losses, Consumer<ObjectNode> events) {
    this.context = context;
    this.losses = losses;
    this.events = new ResponsesItemEvents(events);
  }

  /** The items that are done, in order. */
  ArrayNode items() {
    return events.items();
  }

  // ---- parts

  void start(int part, Part content) {
    switch (content) {
      case Part.Text text -> words(part, text, text.text(), text.citations());
      case Part.Refusal refusal -> words(part, refusal, refusal.text(), List.of());
      case Part.Thinking thinking -> thinking(part, thinking);
      case Part.ToolCall call -> call(part, call);
      case Part.RedactedThinking redacted -> whole(ResponsesItems.redacted(redacted), "rs_");
      case Part.Image image when image.media() instanceof Media.Inline inline ->
          whole(ResponsesItems.image(image, inline), "ig_");
      case Part.Foreign foreign when foreign.home() == Tongue.RESPONSES ->
          whole(foreign.raw().deepCopy(), "");
      default -> losses.lost("content." + ResponsesContentWriter.name(content));
    }
  }

  private void words(int part, Part start, String initial, List<Citation> citations) {
    Message holder = messageFor(start.extras());
    ResponsesOutputPart text =
        new ResponsesOutputPart(
            start, holder.index, ids.getOrDefault(holder.index, ""), holder.content.size(), holder);
    // Holds the place until the part is done.
    holder.content.addObject();
    holder.open++;
    growing.put(part, text);
    boolean refusal = start instanceof Part.Refusal;
    if (!refusal) {
      lastText = part;
    }
    events
        .event("response.content_part.added", text)
        .put("content_index", text.place)
        .set("part", text.content("", losses));
    events.send();
    delta(text, initial);
    citations.forEach(citation -> cite(text, citation));
  }

  private Message messageFor(Extras extras) {
    if (message != null && ResponsesForm.hasItem(extras)) {
      detach();
    }
    if (message == null) {
      ObjectNode item = JsonTree.object();
      item.put("id", "").put("type", "message").put("role", "assistant");
      item.put("status", "completed").putArray("content");
      if (ResponsesForm.hasItem(extras)) {
        item.remove(List.of("id", "status"));
        ResponsesForm.restoreItem(item, extras);
      } else {
        item.put("id", "msg_" + context.uniqueId().get());
      }
      message = new Message(items++, item);
      ids.put(message.index, item.path("id").asString(""));
      events.added(message.index, item);
    }
    return message;
  }

  private void thinking(int part, Part.Thinking thinking) {
    detach();
    ObjectNode item = ResponsesItems.reasoning(withText(thinking, "", ""));
    item.remove("encrypted_content");
    identify(item, "rs_", thinking.extras());
    ResponsesOutputPart growth = open(part, thinking, item);
    growth.signature = thinking.signature();
    delta(growth, thinking.text());
  }

  private static Part.Thinking withText(Part.Thinking thinking, String text, String signature) {
    return new Part.Thinking(text, signature, thinking.summary(), thinking.extras());
  }

  private void call(int part, Part.ToolCall call) {
    detach();
    String callId = call.id().isEmpty() ? "call_" + context.uniqueId().get() : call.id();
    Part.ToolCall known =
        new Part.ToolCall(
            callId, call.name(), call.kind(), call.arguments(), call.signature(), call.extras());
    ObjectNode item = ResponsesItems.call(known, "", "");
    identify(item, call.kind() == ToolKind.CUSTOM ? "ctc_" : "fc_", call.extras());
    if (call.kind() == ToolKind.FUNCTION && !ResponsesForm.hasItem(call.extras())) {
      item.put("status", "completed");
    }
    ResponsesOutputPart growth = open(part, known, item);
    growth.signature = call.signature();
    call.extras().reportAbroad(Tongue.RESPONSES, "content.tool_calls", losses);
    delta(growth, call.arguments());
  }

  /** An item keeps the id that it has at home; elsewhere it gets one. */
  private void identify(ObjectNode item, String prefix, Extras extras) {
    if (!ResponsesForm.hasItem(extras)) {
      item.put("id", prefix + context.uniqueId().get());
    }
  }

  private ResponsesOutputPart open(int part, Part start, ObjectNode item) {
    int index = items++;
    String id = item.path("id").asString("");
    ids.put(index, id);
    events.added(index, item);
    ResponsesOutputPart growth = new ResponsesOutputPart(start, index, id, 0, null);
    growing.put(part, growth);
    return growth;
  }

  private void whole(ObjectNode item, String prefix) {
    detach();
    if (!prefix.isEmpty() && !item.has("id")) {
      item.put("id", prefix + context.uniqueId().get());
    }
    if (prefix.equals("ig_") && !item.has("status")) {
      item.put("status", "completed");
    }
    int index = items++;
    events.added(index, item);
    events.finish(index, item);
  }

  /** No more content for the open message. */
  private void detach() {
    if (message != null) {
      message.closed = true;
      finishMessage(message, "completed");
      message = null;
    }
  }

  // ---- growth

  void append(int part, String text) {
    ResponsesOutputPart growth = growing.get(part);
    if (growth != null) {
      delta(growth, text);
    }
  }

  private void delta(ResponsesOutputPart growth, String text) {
    if (text.isEmpty()) {
      return;
    }
    growth.text.append(text);
    switch (growth.start) {
      case Part.Text words -> {
        events
            .event("response.output_text.delta", growth)
            .put("content_index", growth.place)
            .put("delta", text)
            .putArray("logprobs");
        events.send();
      }
      case Part.Refusal refusal -> {
        events
            .event("response.refusal.delta", growth)
            .put("content_index", growth.place)
            .put("delta", text);
        events.send();
      }
      case Part.Thinking thinking -> thought(growth, thinking, text);
      case Part.ToolCall call -> {
        events
            .event(
                call.kind() == ToolKind.CUSTOM
                    ? "response.custom_tool_call_input.delta"
                    : "response.function_call_arguments.delta",
                growth)
            .put("delta", text);
        events.send();
      }
      default -> {}
    }
  }

  /** Where the upstream was of this dialect too, a blank line alone stands between two pieces. */
  private void thought(ResponsesOutputPart growth, Part.Thinking thinking, String text) {
    boolean home = thinking.extras().isHome(Tongue.RESPONSES);
    if (home && text.equals(ResponsesItems.BETWEEN_PIECES) && growth.pieceOpen) {
      endPiece(growth, thinking, growth.text.length() - text.length());
      growth.pieceStart = growth.text.length();
      return;
    }
    boolean plain = ResponsesOutputPart.isPlain(thinking);
    int number = growth.pieces.size();
    if (!plain && !growth.pieceOpen) {
      events
          .event("response.reasoning_summary_part.added", growth)
          .put("summary_index", number)
          .putObject("part")
          .put("type", "summary_text")
          .put("text", "");
      events.send();
    }
    growth.pieceOpen = true;
    events
        .event(
            plain ? "response.reasoning_text.delta" : "response.reasoning_summary_text.delta",
            growth)
        .put(plain ? "content_index" : "summary_index", number)
        .put("delta", text);
    events.send();
  }

  private void endPiece(ResponsesOutputPart growth, Part.Thinking thinking, int end) {
    if (!growth.pieceOpen) {
      return;
    }
    String text = growth.text.substring(growth.pieceStart, end);
    int number = growth.pieces.size();
    if (ResponsesOutputPart.isPlain(thinking)) {
      events
          .event("response.reasoning_text.done", growth)
          .put("content_index", number)
          .put("text", text);
      events.send();
    } else {
      events
          .event("response.reasoning_summary_text.done", growth)
          .put("summary_index", number)
          .put("text", text);
      events.send();
      events
          .event("response.reasoning_summary_part.done", growth)
          .put("summary_index", number)
          .putObject("part")
          .put("type", "summary_text")
          .put("text", text);
      events.send();
    }
    growth.pieces.add(text.length());
    growth.pieceOpen = false;
  }

  void sign(int part, String signature) {
    ResponsesOutputPart growth = growing.get(part);
    if (growth != null) {
      growth.signature = signature;
    }
  }

  void cite(int part, Citation citation) {
    ResponsesOutputPart growth = growing.get(part);
    if (growth != null) {
      cite(growth, citation);
    }
  }

  private void cite(ResponsesOutputPart growth, Citation citation) {
    ArrayNode one = JsonTree.nodes().arrayNode();
    ResponsesContent.annotations(one, List.of(citation), growth.text.toString(), losses);
    for (JsonNode annotation : one) {
      events
          .event("response.output_text.annotation.added", growth)
          .put("content_index", growth.place)
          .put("annotation_index", growth.citations.size())
          .set("annotation", annotation);
      events.send();
      growth.citations.add(citation);
    }
  }

  /** Log probabilities, in chat's shape, of the text that was written last. */
  void logprobs(JsonNode logprobs) {
    ResponsesOutputPart growth = growing.get(lastText);
    if (growth == null) {
      losses.lost("choices.logprobs");
    } else if (logprobs.get("content") instanceof ArrayNode tokens) {
      tokens.forEach(token -> growth.logprobs.add(withBytes(token)));
    }
  }

  /** A token's bytes, which may be missing in chat, are never missing in Responses. */
  private static JsonNode withBytes(JsonNode token) {
    if (!(token instanceof ObjectNode) || token.path("bytes").isArray()) {
      return token;
    }
    ObjectNode whole = (ObjectNode) token.deepCopy();
    ArrayNode bytes = whole.putArray("bytes");
    for (byte each : token.path("token").asString("").getBytes(StandardCharsets.UTF_8)) {
      bytes.add(Byte.toUnsignedInt(each));
    }
    return whole;
  }

  // ---- ends

  void end(int part) {
    ResponsesOutputPart growth = growing.get(part);
    if (growth == null) {
      return;
    }
    switch (growth.start) {
      case Part.Thinking thinking -> endThinking(growth, thinking);
      case Part.ToolCall call -> endCall(growth, call);
      default -> endWords(growth);
    }
    growing.remove(part);
  }

  /** Ends whatever is still open; the last message says whether it is whole. */
  void close(FinishReason finish) {
    endStatus = ResponsesEnvelope.incompleteReason(finish).isEmpty() ? "completed" : "incomplete";
    List.copyOf(growing.keySet()).forEach(this::end);
    if (message != null) {
      message.closed = true;
      finishMessage(message, endStatus);
      message = null;
    }
  }

  private void endWords(ResponsesOutputPart growth) {
    String text = growth.text.toString();
    boolean refusal = growth.start instanceof Part.Refusal;
    ObjectNode done =
        events
            .event(refusal ? "response.refusal.done" : "response.output_text.done", growth)
            .put("content_index", growth.place)
            .put(refusal ? "refusal" : "text", text);
    if (!refusal) {
      done.set("logprobs", growth.logprobs.deepCopy());
    }
    events.send();
    ObjectNode content = growth.content(text, losses);
    events
        .event("response.content_part.done", growth)
        .put("content_index", growth.place)
        .set("part", content);
    events.send();
    if (growth.message != null) {
      growth.message.content.set(growth.place, content);
      growth.message.open--;
      if (growth.message.closed) {
        finishMessage(growth.message, endStatus);
      }
    }
  }

  private void finishMessage(Message ended, String status) {
    if (ended.open > 0) {
      return;
    }
    boolean running = ended.item.path("status").asString("").equals("in_progress");
    if (running || status.equals("incomplete")) {
      ended.item.put("status", status);
    }
    ended.item.set("content", ended.content);
    events.finish(ended.index, ended.item);
  }

  private void endThinking(ResponsesOutputPart growth, Part.Thinking thinking) {
    endPiece(growth, thinking, growth.text.length());
    Part.Thinking whole = withText(thinking, growth.text.toString(), growth.signature);
    ObjectNode item =
        ResponsesItems.reasoning(growth.pieces.size() > 1 ? growth.cut(whole) : whole);
    events.finish(growth.index, completed(item, growth));
  }

  private void endCall(ResponsesOutputPart growth, Part.ToolCall call) {
    boolean custom = call.kind() == ToolKind.CUSTOM;
    if (!custom && growth.text.toString().isBlank()) {
      delta(growth, "{}");
    }
    String text = growth.text.toString();
    events
        .event(
            custom
                ? "response.custom_tool_call_input.done"
                : "response.function_call_arguments.done",
            growth)
        .put(custom ? "input" : "arguments", text);
    events.send();
    ObjectNode item = ResponsesItems.call(call, text, growth.signature);
    if (!custom && !ResponsesForm.hasItem(call.extras())) {
      item.put("status", "completed");
    }
    events.finish(growth.index, completed(item, growth));
  }

  /** What was under way when it was announced is done now. */
  private static ObjectNode completed(ObjectNode item, ResponsesOutputPart growth) {
    if (!growth.itemId.isEmpty()) {
      item.put("id", growth.itemId);
    }
    if (item.path("status").asString("").equals("in_progress")) {
      item.put("status", "completed");
    }
    return item;
  }
}
