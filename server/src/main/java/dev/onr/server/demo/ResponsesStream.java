package dev.onr.server.demo;

import static dev.onr.server.demo.Json.field;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The events of one streamed response: every one numbered, every output item opened and closed. */
final class ResponsesStream {
  private final Reply reply;
  private final List<String> events = new ArrayList<>();
  private int outputIndex;
  private String itemId = "";

  ResponsesStream(Reply reply) {
    this.reply = reply;
  }

  /**
   * Makes the events; once.
   *
   * @param begun the response as it is in the beginning
   * @param whole the response as it is in the end
   */
  List<String> events(ObjectNode begun, ObjectNode whole) {
    add("response.created", field("response", begun));
    add("response.in_progress", field("response", begun));
    if (!reply.thoughts().isEmpty()) {
      think(whole.path("output").path(0));
    }
    if (!reply.pieces().isEmpty()) {
      speak();
    }
    for (int i = 0; i < reply.calls().size(); i++) {
      call(i);
    }
    add("response." + whole.path("status").stringValue(), field("response", whole));
    return events;
  }

  private void think(JsonNode item) {
    String summary = "response.reasoning_summary_";
    var index = field("summary_index", 0);
    open(reply.id("rs_"), ResponsesVoice.reasoning(reply, Json.array()));
    within(summary + "part.added", index, field("part", ResponsesVoice.summary("")));
    for (String piece : reply.thoughts()) {
      within(summary + "text.delta", index, field("delta", piece));
    }
    within(summary + "text.done", index, field("text", reply.thought()));
    ObjectNode part = ResponsesVoice.summary(reply.thought());
    within(summary + "part.done", index, field("part", part));
    close(item);
  }

  private void speak() {
    var index = field("content_index", 0);
    var noProbabilities = field("logprobs", Json.array());
    open(reply.id("msg_"), ResponsesVoice.message(reply, "in_progress", Json.array()));
    within("response.content_part.added", index, field("part", ResponsesVoice.text("")));
    for (String piece : reply.pieces()) {
      within("response.output_text.delta", index, field("delta", piece), noProbabilities);
    }
    within("response.output_text.done", index, field("text", reply.text()), noProbabilities);
    ObjectNode part = ResponsesVoice.text(reply.text());
    within("response.content_part.done", index, field("part", part));
    close(ResponsesVoice.message(reply, "completed", Json.array(part)));
  }

  private void call(int index) {
    Reply.Call call = reply.calls().get(index);
    open(reply.id("fc_", index), ResponsesVoice.call(reply, index, "in_progress", ""));
    for (String piece : call.argumentPieces()) {
      within("response.function_call_arguments.delta", field("delta", piece));
    }
    within(
        "response.function_call_arguments.done",
        field("name", call.name()),
        field("arguments", call.arguments()));
    close(ResponsesVoice.call(reply, index, "completed", call.arguments()));
  }

  private void open(String id, ObjectNode item) {
    itemId = id;
    add("response.output_item.added", field("output_index", outputIndex), field("item", item));
  }

  private void close(JsonNode item) {
    add("response.output_item.done", field("output_index", outputIndex++), field("item", item));
  }

  /** An event about the item that is open. */
  private void within(String type, Json.Field... fields) {
    ObjectNode data = Json.object(field("item_id", itemId), field("output_index", outputIndex));
    data.setAll(Json.object(fields));
    add(type, data);
  }

  private void add(String type, Json.Field... fields) {
    add(type, Json.object(fields));
  }

  private void add(String type, ObjectNode fields) {
    ObjectNode data = Json.object(field("type", type), field("sequence_number", events.size()));
    data.setAll(fields);
    events.add(Voice.event(type, data));
  }
}
