package dev.onr.server.demo;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI Responses. */
final class ResponsesVoice implements Voice {
  @Override
  public Question read(ObjectNode request) {
    JsonNode input = request.path("input");
    if (!input.isString() && !input.isArray()) {
      throw Refusal.missing("input");
    }
    var prompt = new Prompt().says(request.path("instructions").stringValue(""));
    if (input.isString()) {
      prompt.asks(input.stringValue());
    }
    for (JsonNode item : input) {
      String text = Prompt.textOf(item.path("content"));
      if (item.path("type").stringValue("message").equals("function_call_output")) {
        JsonNode output = item.path("output");
        prompt.returns(Prompt.textOf(output));
      } else if (item.path("role").stringValue("").equals("user")) {
        prompt.asks(text);
      } else {
        prompt.says(text);
      }
    }
    List<Question.Tool> tools = new ArrayList<>();
    for (JsonNode tool : request.path("tools")) {
      if (tool.path("type").stringValue("").equals("function")) {
        tools.add(new Question.Tool(tool.path("name").stringValue(""), tool.path("parameters")));
      }
    }
    JsonNode choice = request.path("tool_choice");
    String effort = request.path("reasoning").path("effort").stringValue("none");
    return new Question(
        request.path("model").stringValue(""),
        prompt.newest(),
        prompt.afterTool(),
        prompt.tokens(),
        tools,
        choice.path("name").isString()
            ? new Question.ToolChoice.Named(choice.path("name").stringValue())
            : Question.ToolChoice.word(choice.stringValue("auto")),
        ChatVoice.limit(request, "max_output_tokens"),
        !effort.equals("none"),
        request.path("stream").booleanValue(false));
  }

  @Override
  public ObjectNode whole(ObjectNode request, Reply reply) {
    ArrayNode output = Json.array();
    if (!reply.thoughts().isEmpty()) {
      output.add(reasoning(reply, summary(reply)));
    }
    if (!reply.pieces().isEmpty()) {
      output.add(message(reply, "completed", Json.array(text(reply.text()))));
    }
    for (int i = 0; i < reply.calls().size(); i++) {
      output.add(call(reply, i, "completed", reply.calls().get(i).arguments()));
    }
    boolean cut = reply.finish() == Reply.Finish.LENGTH;
    return response(request, reply, cut ? "incomplete" : "completed", output, usage(reply.usage()));
  }

  @Override
  public List<String> stream(ObjectNode request, Reply reply) {
    var script = new Events();
    ObjectNode begun = response(request, reply, "in_progress", Json.array(), null);
    script.add("response.created", "response", begun);
    script.add("response.in_progress", "response", begun);
    if (!reply.thoughts().isEmpty()) {
      think(script, reply);
    }
    if (!reply.pieces().isEmpty()) {
      speak(script, reply);
    }
    for (int i = 0; i < reply.calls().size(); i++) {
      call(script, reply, i);
    }
    ObjectNode whole = whole(request, reply);
    script.add("response." + whole.path("status").stringValue(), "response", whole);
    return script.events;
  }

  private static void think(Events script, Reply reply) {
    String id = reply.id("rs_");
    script.item("response.output_item.added", reasoning(reply, Json.array()));
    script.add(
        "response.reasoning_summary_part.added",
        "item_id",
        id,
        "output_index",
        script.output,
        "summary_index",
        0,
        "part",
        Json.object("type", "summary_text", "text", ""));
    for (String piece : reply.thoughts()) {
      script.add(
          "response.reasoning_summary_text.delta",
          "item_id",
          id,
          "output_index",
          script.output,
          "summary_index",
          0,
          "delta",
          piece);
    }
    script.add(
        "response.reasoning_summary_text.done",
        "item_id",
        id,
        "output_index",
        script.output,
        "summary_index",
        0,
        "text",
        reply.thought());
    script.add(
        "response.reasoning_summary_part.done",
        "item_id",
        id,
        "output_index",
        script.output,
        "summary_index",
        0,
        "part",
        Json.object("type", "summary_text", "text", reply.thought()));
    script.item("response.output_item.done", reasoning(reply, summary(reply)));
    script.output++;
  }

  private static void speak(Events script, Reply reply) {
    String id = reply.id("msg_");
    script.item("response.output_item.added", message(reply, "in_progress", Json.array()));
    script.add(
        "response.content_part.added",
        "item_id",
        id,
        "output_index",
        script.output,
        "content_index",
        0,
        "part",
        text(""));
    for (String piece : reply.pieces()) {
      script.add(
          "response.output_text.delta",
          "item_id",
          id,
          "output_index",
          script.output,
          "content_index",
          0,
          "delta",
          piece,
          "logprobs",
          Json.array());
    }
    script.add(
        "response.output_text.done",
        "item_id",
        id,
        "output_index",
        script.output,
        "content_index",
        0,
        "text",
        reply.text(),
        "logprobs",
        Json.array());
    script.add(
        "response.content_part.done",
        "item_id",
        id,
        "output_index",
        script.output,
        "content_index",
        0,
        "part",
        text(reply.text()));
    script.item(
        "response.output_item.done", message(reply, "completed", Json.array(text(reply.text()))));
    script.output++;
  }

  private static void call(Events script, Reply reply, int index) {
    String id = reply.id("fc_", index);
    Reply.Call call = reply.calls().get(index);
    script.item("response.output_item.added", call(reply, index, "in_progress", ""));
    for (String piece : call.argumentPieces()) {
      script.add(
          "response.function_call_arguments.delta",
          "item_id",
          id,
          "output_index",
          script.output,
          "delta",
          piece);
    }
    script.add(
        "response.function_call_arguments.done",
        "item_id",
        id,
        "output_index",
        script.output,
        "name",
        call.name(),
        "arguments",
        call.arguments());
    script.item("response.output_item.done", call(reply, index, "completed", call.arguments()));
    script.output++;
  }

  @Override
  public String error(Vendor vendor) {
    return Voice.event(
        "error",
        Json.object(
            "type",
            "error",
            "code",
            "server_error",
            "message",
            Delivery.SIMULATED_ERROR,
            "param",
            null,
            "sequence_number",
            0));
  }

  /** The events so far; numbers them, and knows which output item is being written. */
  private static final class Events {
    final List<String> events = new ArrayList<>();
    int output;

    void add(String type, Object... namesAndValues) {
      ObjectNode data = Json.object("type", type, "sequence_number", events.size());
      data.setAll(Json.object(namesAndValues));
      events.add(Voice.event(type, data));
    }

    void item(String type, ObjectNode item) {
      add(type, "output_index", output, "item", item);
    }
  }

  private static ObjectNode reasoning(Reply reply, ArrayNode summary) {
    return Json.object("id", reply.id("rs_"), "type", "reasoning", "summary", summary);
  }

  private static ArrayNode summary(Reply reply) {
    return Json.array(Json.object("type", "summary_text", "text", reply.thought()));
  }

  private static ObjectNode message(Reply reply, String status, ArrayNode content) {
    return Json.object(
        "id",
        reply.id("msg_"),
        "type",
        "message",
        "status",
        status,
        "role",
        "assistant",
        "content",
        content);
  }

  private static ObjectNode text(String text) {
    return Json.object(
        "type", "output_text", "annotations", Json.array(), "logprobs", Json.array(), "text", text);
  }

  private static ObjectNode call(Reply reply, int index, String status, String arguments) {
    return Json.object(
        "id",
        reply.id("fc_", index),
        "type",
        "function_call",
        "status",
        status,
        "call_id",
        reply.id("call_", index),
        "name",
        reply.calls().get(index).name(),
        "arguments",
        arguments);
  }

  private static ObjectNode response(
      ObjectNode request,
      Reply reply,
      String status,
      ArrayNode output,
      @Nullable ObjectNode usage) {
    return Json.object(
        "id",
        reply.id("resp_"),
        "object",
        "response",
        "created_at",
        reply.created(),
        "status",
        status,
        "background",
        false,
        "completed_at",
        status.equals("completed") ? reply.created() : null,
        "error",
        null,
        "incomplete_details",
        status.equals("incomplete") ? Json.object("reason", "max_output_tokens") : null,
        "instructions",
        request.get("instructions"),
        "max_output_tokens",
        request.get("max_output_tokens"),
        "max_tool_calls",
        null,
        "model",
        reply.model(),
        "output",
        output,
        "parallel_tool_calls",
        true,
        "previous_response_id",
        request.get("previous_response_id"),
        "reasoning",
        Json.object("effort", request.path("reasoning").get("effort"), "summary", null),
        "service_tier",
        "default",
        "store",
        true,
        "temperature",
        1.0,
        "text",
        Json.object("format", Json.object("type", "text")),
        "tool_choice",
        request.has("tool_choice") ? request.get("tool_choice") : "auto",
        "tools",
        request.has("tools") ? request.get("tools") : Json.array(),
        "top_logprobs",
        0,
        "top_p",
        1.0,
        "truncation",
        "disabled",
        "usage",
        usage,
        "user",
        null,
        "metadata",
        Json.object());
  }

  private static ObjectNode usage(Reply.Usage usage) {
    return Json.object(
        "input_tokens", usage.prompt(),
        "input_tokens_details",
            Json.object("cached_tokens", usage.cached(), "cache_write_tokens", 0),
        "output_tokens", usage.output(),
        "output_tokens_details", Json.object("reasoning_tokens", usage.thoughts()),
        "total_tokens", usage.total());
  }
}
