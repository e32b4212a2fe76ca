package dev.onr.server.demo;

import static dev.onr.server.demo.Json.field;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic Messages. */
final class MessagesVoice implements Voice {
  @Override
  public Question read(ObjectNode request) {
    for (String required : List.of("model", "messages", "max_tokens")) {
      if (!request.has(required)) {
        throw Refusal.badRequest(required + ": Field required");
      }
    }
    var prompt = new Prompt().says(Prompt.textOf(request.path("system")));
    for (JsonNode message : request.path("messages")) {
      JsonNode content = message.path("content");
      if (!message.path("role").stringValue("").equals("user")) {
        prompt.says(Prompt.textOf(content));
        continue;
      }
      for (JsonNode block : content) {
        if (block.path("type").stringValue("").equals("tool_result")) {
          prompt.returns(Prompt.textOf(block.path("content")));
        }
      }
      String text = Prompt.textOf(content);
      if (!text.isEmpty()) {
        prompt.asks(text);
      }
    }
    List<Question.Tool> tools = new ArrayList<>();
    for (JsonNode tool : request.path("tools")) {
      tools.add(new Question.Tool(tool.path("name").stringValue(""), tool.path("input_schema")));
    }
    JsonNode choice = request.path("tool_choice");
    String thinking = request.path("thinking").path("type").stringValue("disabled");
    return new Question(
        request.path("model").stringValue(""),
        prompt.newest(),
        prompt.afterTool(),
        prompt.tokens(),
        tools,
        choice.path("type").stringValue("").equals("tool")
            ? new Question.ToolChoice.Named(choice.path("name").stringValue(""))
            : Question.ToolChoice.word(choice.path("type").stringValue("auto")),
        OptionalInt.of(request.path("max_tokens").intValue(1)),
        !thinking.equals("disabled"),
        request.path("output_config").path("format").path("schema"),
        request.path("stream").booleanValue(false));
  }

  @Override
  public ObjectNode whole(ObjectNode request, Reply reply) {
    ArrayNode content = Json.array();
    if (!reply.thoughts().isEmpty()) {
      content.add(thinking(reply.thought(), Reply.SIGNATURE));
    }
    if (!reply.pieces().isEmpty()) {
      content.add(text(reply.text()));
    }
    for (int i = 0; i < reply.calls().size(); i++) {
      content.add(toolUse(reply, i, Json.tree(reply.calls().get(i).arguments())));
    }
    ObjectNode message = message(reply, reply.usage().output());
    message.set("content", content);
    message.put("stop_reason", finish(reply));
    return message;
  }

  @Override
  public List<String> stream(ObjectNode request, Reply reply) {
    List<String> events = new ArrayList<>();
    events.add(event("message_start", field("message", message(reply, 1))));
    int index = 0;
    if (!reply.thoughts().isEmpty()) {
      events.add(start(index, thinking("", "")));
      for (String piece : reply.thoughts()) {
        events.add(delta(index, "thinking_delta", "thinking", piece));
      }
      events.add(delta(index, "signature_delta", "signature", Reply.SIGNATURE));
      events.add(event("content_block_stop", field("index", index++)));
    }
    if (!reply.pieces().isEmpty()) {
      events.add(start(index, text("")));
      events.add(event("ping"));
      for (String piece : reply.pieces()) {
        events.add(delta(index, "text_delta", "text", piece));
      }
      events.add(event("content_block_stop", field("index", index++)));
    }
    for (int i = 0; i < reply.calls().size(); i++) {
      events.add(start(index, toolUse(reply, i, Json.object())));
      events.add(i == 0 ? event("ping") : delta(index, "input_json_delta", "partial_json", ""));
      for (String piece : reply.calls().get(i).argumentPieces()) {
        events.add(delta(index, "input_json_delta", "partial_json", piece));
      }
      events.add(event("content_block_stop", field("index", index++)));
    }
    var end = Json.object(field("stop_reason", finish(reply)), field("stop_sequence", null));
    events.add(
        event(
            "message_delta",
            field("delta", end),
            field("usage", usage(reply, reply.usage().output()))));
    events.add(event("message_stop"));
    return events;
  }

  @Override
  public String error(Vendor vendor) {
    return Voice.event("error", vendor.error(529, Delivery.SIMULATED_ERROR, null));
  }

  private static String event(String type, Json.Field... fields) {
    ObjectNode data = Json.object(field("type", type));
    data.setAll(Json.object(fields));
    return Voice.event(type, data);
  }

  private static String start(int index, ObjectNode block) {
    return event("content_block_start", field("index", index), field("content_block", block));
  }

  private static String delta(int index, String type, String field, String piece) {
    return event(
        "content_block_delta",
        field("index", index),
        field("delta", Json.object(field("type", type), field(field, piece))));
  }

  private static ObjectNode thinking(String thought, String signature) {
    return Json.object(
        field("type", "thinking"), field("thinking", thought), field("signature", signature));
  }

  private static ObjectNode text(String text) {
    return Json.object(field("type", "text"), field("text", text), field("citations", null));
  }

  private static ObjectNode toolUse(Reply reply, int index, JsonNode input) {
    return Json.object(
        field("type", "tool_use"),
        field("id", reply.id("toolu_", index)),
        field("name", reply.calls().get(index).name()),
        field("input", input));
  }

  private static ObjectNode message(Reply reply, int outputTokens) {
    return Json.object(
        field("id", reply.id("msg_")),
        field("type", "message"),
        field("role", "assistant"),
        field("model", reply.model()),
        field("content", Json.array()),
        field("stop_reason", null),
        field("stop_sequence", null),
        field("usage", usage(reply, outputTokens)));
  }

  /** Unlike OpenAI's, {@code input_tokens} counts only what no cache held. */
  private static ObjectNode usage(Reply reply, int outputTokens) {
    return Json.object(
        field("input_tokens", reply.usage().prompt() - reply.usage().cached()),
        field("cache_creation_input_tokens", 0),
        field("cache_read_input_tokens", reply.usage().cached()),
        field(
            "cache_creation",
            Json.object(
                field("ephemeral_5m_input_tokens", 0), field("ephemeral_1h_input_tokens", 0))),
        field("output_tokens", outputTokens),
        field("service_tier", "standard"));
  }

  private static String finish(Reply reply) {
    return switch (reply.finish()) {
      case STOP -> "end_turn";
      case LENGTH -> "max_tokens";
      case TOOL_CALLS -> "tool_use";
    };
  }
}
