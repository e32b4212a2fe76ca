package dev.onr.server.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic Messages. */
final class MessagesVoice implements Voice {
  private static final String SIGNATURE = "c2ltdWxhdGVk";

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
        request.path("stream").booleanValue(false));
  }

  @Override
  public ObjectNode whole(ObjectNode request, Reply reply) {
    ArrayNode content = Json.array();
    if (!reply.thoughts().isEmpty()) {
      content.add(thinking(reply.thought(), SIGNATURE));
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
    events.add(event("message_start", "message", message(reply, 1)));
    int index = 0;
    if (!reply.thoughts().isEmpty()) {
      events.add(start(index, thinking("", "")));
      for (String piece : reply.thoughts()) {
        events.add(delta(index, "thinking_delta", "thinking", piece));
      }
      events.add(delta(index, "signature_delta", "signature", SIGNATURE));
      events.add(event("content_block_stop", "index", index++));
    }
    if (!reply.pieces().isEmpty()) {
      events.add(start(index, text("")));
      events.add(event("ping"));
      for (String piece : reply.pieces()) {
        events.add(delta(index, "text_delta", "text", piece));
      }
      events.add(event("content_block_stop", "index", index++));
    }
    for (int i = 0; i < reply.calls().size(); i++) {
      events.add(start(index, toolUse(reply, i, Json.object())));
      events.add(i == 0 ? event("ping") : delta(index, "input_json_delta", "partial_json", ""));
      for (String piece : reply.calls().get(i).argumentPieces()) {
        events.add(delta(index, "input_json_delta", "partial_json", piece));
      }
      events.add(event("content_block_stop", "index", index++));
    }
    var end = Json.object("stop_reason", finish(reply), "stop_sequence", null);
    events.add(event("message_delta", "delta", end, "usage", usage(reply, reply.usage().output())));
    events.add(event("message_stop"));
    return events;
  }

  @Override
  public String error(Vendor vendor) {
    return Voice.event("error", vendor.error(529, Delivery.SIMULATED_ERROR, null));
  }

  private static String event(String type, Object... namesAndValues) {
    ObjectNode data = Json.object("type", type);
    data.setAll(Json.object(namesAndValues));
    return Voice.event(type, data);
  }

  private static String start(int index, ObjectNode block) {
    return event("content_block_start", "index", index, "content_block", block);
  }

  private static String delta(int index, String type, String field, String piece) {
    return event(
        "content_block_delta", "index", index, "delta", Json.object("type", type, field, piece));
  }

  private static ObjectNode thinking(String thought, String signature) {
    return Json.object("type", "thinking", "thinking", thought, "signature", signature);
  }

  private static ObjectNode text(String text) {
    return Json.object("type", "text", "text", text, "citations", null);
  }

  private static ObjectNode toolUse(Reply reply, int index, JsonNode input) {
    return Json.object(
        "type",
        "tool_use",
        "id",
        reply.id("toolu_", index),
        "name",
        reply.calls().get(index).name(),
        "input",
        input);
  }

  private static ObjectNode message(Reply reply, int outputTokens) {
    return Json.object(
        "id",
        reply.id("msg_"),
        "type",
        "message",
        "role",
        "assistant",
        "model",
        reply.model(),
        "content",
        Json.array(),
        "stop_reason",
        null,
        "stop_sequence",
        null,
        "usage",
        usage(reply, outputTokens));
  }

  /** Unlike OpenAI's, {@code input_tokens} counts only what no cache held. */
  private static ObjectNode usage(Reply reply, int outputTokens) {
    return Json.object(
        "input_tokens",
        reply.usage().prompt() - reply.usage().cached(),
        "cache_creation_input_tokens",
        0,
        "cache_read_input_tokens",
        reply.usage().cached(),
        "cache_creation",
        Json.object("ephemeral_5m_input_tokens", 0, "ephemeral_1h_input_tokens", 0),
        "output_tokens",
        outputTokens,
        "service_tier",
        "standard");
  }

  private static String finish(Reply reply) {
    return switch (reply.finish()) {
      case STOP -> "end_turn";
      case LENGTH -> "max_tokens";
      case TOOL_CALLS -> "tool_use";
    };
  }
}
