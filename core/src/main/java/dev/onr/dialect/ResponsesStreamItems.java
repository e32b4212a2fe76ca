package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The items of a streamed response while they grow. */
final class ResponsesStreamItems {
  /** Places that may be skipped; more is no output but a broken stream. */
  private static final int MAX_GAP = 100;

  private final List<ResponsesStreamItem> all = new ArrayList<>();
  private final Map<String, ResponsesStreamItem> byId = new LinkedHashMap<>();
  private final Map<Integer, ResponsesStreamItem> byIndex = new TreeMap<>();
  private final ResponsesStreamItem.Parts parts = new ResponsesStreamItem.Parts();

  /** Whether an event is about an item. */
  static boolean knows(String type) {
    return switch (type) {
      case "response.output_item.added",
          "response.output_item.done",
          "response.content_part.added",
          "response.content_part.done",
          "response.output_text.delta",
          "response.output_text.done",
          "response.output_text.annotation.added",
          "response.refusal.delta",
          "response.refusal.done",
          "response.function_call_arguments.delta",
          "response.function_call_arguments.done",
          "response.custom_tool_call_input.delta",
          "response.custom_tool_call_input.done",
          "response.reasoning_summary_part.added",
          "response.reasoning_summary_text.delta",
          "response.reasoning_summary_text.done",
          "response.reasoning_text.delta",
          "response.reasoning_text.done",
          "response.reasoning.delta",
          "response.reasoning.done" ->
          true;
      default -> false;
    };
  }

  /** The error of an event whose place in the output makes no sense. */
  Optional<UpstreamError> misplaced(Members event) {
    OptionalInt index = index(event);
    if (index.isEmpty()
        || (index.getAsInt() >= 0 && index.getAsInt() <= Math.max(MAX_GAP, all.size()))) {
      return Optional.empty();
    }
    return Optional.of(
        new UpstreamError(
            0,
            "upstream_error",
            "upstream_invalid_response",
            "output_index",
            "the upstream's stream has an item at output_index " + index.getAsInt()));
  }

  private static OptionalInt index(Members event) {
    OptionalInt own =
        event.object("item").map(item -> item.integer("output_index")).orElse(OptionalInt.empty());
    return own.isPresent() ? own : event.integer("output_index");
  }

  void read(String type, Members event, Consumer<AnswerEvent> out) {
    switch (type) {
      case "response.output_item.added" ->
          event.object("item").ifPresent(item -> find(event, item).added(item, out));
      case "response.output_item.done" ->
          event.object("item").ifPresent(item -> find(event, item).done(item, out));
      default -> find(event, event).grow(type, event, out);
    }
  }

  /** The item that an event is about, by id or else by place; a new one where neither is known. */
  private ResponsesStreamItem find(Members event, Members holder) {
    // Not counted as read: an item's id belongs to its form.
    String id = holder.node().path(holder == event ? "item_id" : "id").asString("");
    OptionalInt index = index(event);
    ResponsesStreamItem item = byId.get(id);
    if (item == null && index.isPresent()) {
      ResponsesStreamItem there = byIndex.get(index.getAsInt());
      item = there != null && there.mayBe(id) ? there : null;
    }
    if (item == null && id.isEmpty() && index.isEmpty() && holder == event && !all.isEmpty()) {
      item = all.getLast();
    }
    if (item == null) {
      item = new ResponsesStreamItem(parts, index.orElse(all.size()));
      all.add(item);
    }
    if (!id.isEmpty()) {
      item.named(id);
      byId.putIfAbsent(id, item);
    }
    if (index.isPresent()) {
      byIndex.putIfAbsent(index.getAsInt(), item);
      item.placed(index.getAsInt());
    }
    return item;
  }

  /**
   * Ends what is open. What the final response holds counts where the stream itself held no whole
   * item: for items that only grew, and for all of them where it held none at all.
   */
  void end(List<Members> output, Consumer<AnswerEvent> out) {
    boolean anyDone = all.stream().anyMatch(ResponsesStreamItem::isDone);
    for (int i = 0; i < output.size(); i++) {
      Members item = output.get(i);
      String id = item.node().path("id").asString("");
      ResponsesStreamItem known = byId.get(id);
      if (known == null) {
        ResponsesStreamItem there = byIndex.get(i);
        known = there != null && there.mayBe(id) ? there : null;
      }
      if (known != null && !known.isDone()) {
        known.done(item, out);
      } else if (known == null && !anyDone) {
        ResponsesStreamItem added = new ResponsesStreamItem(parts, i);
        all.add(added);
        added.done(item, out);
      }
    }
    all.forEach(item -> item.close(out));
  }

  /** Whether any tool of the client is called. */
  boolean calls() {
    return parts.calls;
  }

  /** Adds what only the end tells about the parts. */
  Extras closing(Extras echo) {
    ObjectNode form = ResponsesForm.of(echo).deepCopy();
    List<ResponsesStreamItem> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparingInt(ResponsesStreamItem::index));
    ArrayNode order = JsonTree.nodes().arrayNode();
    sorted.forEach(item -> item.numbers().forEach(order::add));
    if (!inOrder(order)) {
      form.set("order", order);
    }
    for (ResponsesStreamItem item : all) {
      item.pieces()
          .ifPresent(
              pieces -> {
                ObjectNode thinking =
                    form.get("thinking") instanceof ObjectNode object
                        ? object
                        : form.putObject("thinking");
                thinking.set(Integer.toString(item.numbers().getFirst()), pieces);
              });
    }
    return ResponsesForm.extras(form);
  }

  private static boolean inOrder(ArrayNode order) {
    int expected = 0;
    for (JsonNode number : order) {
      if (number.asInt() != expected++) {
        return false;
      }
    }
    return true;
  }
}
