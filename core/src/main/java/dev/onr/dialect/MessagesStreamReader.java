package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic Messages events → {@link AnswerEvent}s (Anthropic, "Streaming Messages"). */
final class MessagesStreamReader implements StreamReader {
  /** Beyond it an index is nonsense, and blocks count as they come. */
  private static final int MAX_INDEX = 1 << 20;

  private final MessagesUsage usage = new MessagesUsage();

  /** Part of each open block, by the block's index. */
  private final SortedMap<Integer, Integer> open = new TreeMap<>();

  /** Part of each call whose block is over: some gateways send arguments late. */
  private final Map<Integer, Integer> closedCalls = new HashMap<>();

  private final Set<Integer> used = new HashSet<>();
  private int highest = -1;
  private boolean started;
  private boolean usageSeen;
  private boolean over;

  @Override
  public void read(String name, byte[] data, Consumer<AnswerEvent> out) {
    ObjectNode payload = over || EventData.isDone(data) ? null : EventData.object(data);
    if (payload == null) {
      return;
    }
    Members event = Members.ofAnswer(payload);
    String type = event.text("type");
    switch ((name.isEmpty() ? type : name).toLowerCase(Locale.ROOT)) {
      case "message_start" -> event.object("message").ifPresent(message -> start(message, out));
      case "content_block_start" ->
          event
              .object("content_block")
              .ifPresent(
                  block -> startBlock(event.integer("index").orElse(used.size()), block, out));
      case "content_block_delta" ->
          event
              .object("delta")
              .ifPresent(delta -> delta(event.integer("index").orElse(0), delta, out));
      case "content_block_stop" -> stopBlock(event.integer("index").orElse(0), out);
      case "message_delta" -> messageDelta(event, out);
      case "message_stop" -> end(out, true);
      case "error" -> {
        over = true;
        out.accept(new AnswerEvent.Failed(MessagesAnswers.error(event)));
      }
      default -> {} // ping, and events that are yet to be invented
    }
  }

  private void start(Members message, Consumer<AnswerEvent> out) {
    AnswerHead head = MessagesAnswers.head(message);
    message.object("usage").ifPresent(this::merge);
    message.understood("type", "role", "content", "stop_reason", "stop_sequence", "usage");
    Extras extras = message.rest(Tongue.MESSAGES);
    out.accept(
        started ? new AnswerEvent.HeadKnown(head, extras) : new AnswerEvent.Started(head, extras));
    started = true;
    if (usageSeen) {
      out.accept(new AnswerEvent.UsageKnown(usage.usage()));
    }
  }

  private void merge(Members counts) {
    usageSeen = true;
    usage.merge(counts);
  }

  private void startBlock(int index, Members block, Consumer<AnswerEvent> out) {
    stopBlock(index, out);
    beginIfNeeded(out);
    int part = newPart(index);
    Part content = skeleton(block);
    open.put(index, part);
    if (content instanceof Part.ToolCall) {
      closedCalls.put(index, part);
    } else {
      closedCalls.remove(index);
    }
    out.accept(new AnswerEvent.PartStarted(0, part, content));
  }

  /** Blocks stand in the order of their numbers, not of their arrival; none is used twice. */
  private int newPart(int index) {
    boolean free = index >= 0 && index <= MAX_INDEX && !used.contains(index);
    int part = free ? index : highest + 1;
    highest = Math.max(highest, part);
    used.add(part);
    return part;
  }

  /** The input of a call starts as {@code {}} and then comes in pieces. */
  private static Part skeleton(Members block) {
    Part part = MessagesBlocks.block(block);
    if (part instanceof Part.ToolCall call && call.arguments().equals("{}")) {
      return new Part.ToolCall(
          call.id(), call.name(), call.kind(), "", call.signature(), call.extras());
    }
    return part;
  }

  private void delta(int index, Members delta, Consumer<AnswerEvent> out) {
    String type = delta.text("type");
    if (type.equals("text_delta") && !open.containsKey(index)) {
      startBlock(index, Members.ofAnswer(JsonTree.object().put("type", "text")), out);
    }
    Integer part = open.getOrDefault(index, closedCalls.get(index));
    if (part == null) {
      return;
    }
    switch (type) {
      case "text_delta" -> append(part, delta.text("text"), out);
      case "thinking_delta" -> append(part, delta.text("thinking"), out);
      case "input_json_delta" -> append(part, delta.text("partial_json"), out);
      case "signature_delta" ->
          out.accept(new AnswerEvent.Signed(0, part, delta.text("signature")));
      case "citations_delta" ->
          delta
              .object("citation")
              .map(MessagesBlocks::citation)
              .ifPresent(citation -> out.accept(new AnswerEvent.Cited(0, part, citation)));
      default ->
          out.accept(new AnswerEvent.Foreign(Tongue.MESSAGES, Optional.of(type), delta.node()));
    }
  }

  private static void append(int part, String text, Consumer<AnswerEvent> out) {
    if (!text.isEmpty()) {
      out.accept(new AnswerEvent.Appended(0, part, text));
    }
  }

  private void stopBlock(int index, Consumer<AnswerEvent> out) {
    Integer part = open.remove(index);
    if (part != null) {
      out.accept(new AnswerEvent.PartEnded(0, part));
    }
  }

  private void messageDelta(Members event, Consumer<AnswerEvent> out) {
    beginIfNeeded(out);
    Optional<Members> delta = event.object("delta");
    event.object("usage").ifPresent(this::merge);
    if (usageSeen) {
      out.accept(new AnswerEvent.UsageKnown(usage.usage()));
    }
    String stop = delta.map(members -> members.text("stop_reason")).orElse("");
    if (stop.isBlank()) {
      return;
    }
    endBlocks(out);
    Members holder = delta.filter(members -> members.has("stop_details")).orElse(event);
    out.accept(
        new AnswerEvent.Finished(
            0,
            MessagesStop.reason(stop),
            stop,
            delta.map(members -> members.text("stop_sequence")).orElse(""),
            MessagesAnswers.stopDetails(holder)));
  }

  private void endBlocks(Consumer<AnswerEvent> out) {
    open.values().forEach(part -> out.accept(new AnswerEvent.PartEnded(0, part)));
    open.clear();
  }

  private void beginIfNeeded(Consumer<AnswerEvent> out) {
    if (!started) {
      started = true;
      out.accept(
          new AnswerEvent.Started(
              new AnswerHead("", "", OptionalLong.empty(), ""),
              Extras.of(Tongue.MESSAGES, Map.of())));
    }
  }

  @Override
  public boolean forgetsWords() {
    return true;
  }

  @Override
  public void finish(Consumer<AnswerEvent> out) {
    if (!over) {
      end(out, false);
    }
  }

  private void end(Consumer<AnswerEvent> out, boolean complete) {
    over = true;
    endBlocks(out);
    out.accept(new AnswerEvent.Ended(complete && started));
  }
}
