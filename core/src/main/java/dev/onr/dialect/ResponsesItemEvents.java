package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The events that tell how the items of a response begin, grow and end, and the items that did. */
final class ResponsesItemEvents {
  private final Consumer<ObjectNode> receiver;
  private final Map<Integer, ObjectNode> done = new TreeMap<>();

  /** The event that is being put together. */
  private ObjectNode pending = JsonTree.object();

  /**
   * @param receiver takes each event, without sequence number
   */
  ResponsesItemEvents(Consumer<ObjectNode> receiver) {
    this.receiver = receiver;
  }

  /** The items that are done, in order. */
  ArrayNode items() {
    ArrayNode array = JsonTree.nodes().arrayNode();
    done.values().forEach(array::add);
    return array;
  }

  /** An item begins. */
  void added(int index, ObjectNode item) {
    ObjectNode begun = item.deepCopy();
    if (begun.has("status")) {
      begun.put("status", "in_progress");
    }
    pending = JsonTree.object().put("type", "response.output_item.added");
    pending.put("output_index", index).set("item", begun);
    send();
  }

  /** An item is done. */
  void finish(int index, ObjectNode item) {
    done.put(index, item);
    pending = JsonTree.object().put("type", "response.output_item.done");
    pending.put("output_index", index).set("item", item);
    send();
  }

  /** Begins an event about an item that grows; the caller adds to it and then sends it. */
  ObjectNode event(String type, ResponsesOutputPart growth) {
    pending = JsonTree.object().put("type", type).put("item_id", growth.itemId);
    return pending.put("output_index", growth.index);
  }

  /** Sends the event that was begun last. */
  void send() {
    receiver.accept(pending);
  }
}
