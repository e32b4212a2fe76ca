package dev.onr.server.demo;

import static dev.onr.server.demo.Json.field;

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
        request.path("text").path("format").path("schema"),
        request.path("stream").booleanValue(false));
  }

  @Override
  public ObjectNode whole(ObjectNode request, Reply reply) {
    ArrayNode output = Json.array();
    if (!reply.thoughts().isEmpty()) {
      ObjectNode reasoning = reasoning(reply, Json.array(summary(reply.thought())));
      if (request.path("include").toString().contains("reasoning.encrypted_content")) {
        reasoning.put("encrypted_content", Reply.SIGNATURE);
      }
      output.add(reasoning);
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
    ObjectNode begun = response(request, reply, "in_progress", Json.array(), null);
    return new ResponsesStream(reply).events(begun, whole(request, reply));
  }

  @Override
  public String error(Vendor vendor) {
    return Voice.event(
        "error",
        Json.object(
            field("type", "error"),
            field("code", "server_error"),
            field("message", Delivery.SIMULATED_ERROR),
            field("param", null),
            field("sequence_number", 0)));
  }

  static ObjectNode reasoning(Reply reply, ArrayNode summary) {
    return Json.object(
        field("id", reply.id("rs_")), field("type", "reasoning"), field("summary", summary));
  }

  static ObjectNode summary(String text) {
    return Json.object(field("type", "summary_text"), field("text", text));
  }

  static ObjectNode message(Reply reply, String status, ArrayNode content) {
    return Json.object(
        field("id", reply.id("msg_")),
        field("type", "message"),
        field("status", status),
        field("role", "assistant"),
        field("content", content));
  }

  static ObjectNode text(String text) {
    return Json.object(
        field("type", "output_text"),
        field("annotations", Json.array()),
        field("logprobs", Json.array()),
        field("text", text));
  }

  static ObjectNode call(Reply reply, int index, String status, String arguments) {
    return Json.object(
        field("id", reply.id("fc_", index)),
        field("type", "function_call"),
        field("status", status),
        field("call_id", reply.id("call_", index)),
        field("name", reply.calls().get(index).name()),
        field("arguments", arguments));
  }

  private static ObjectNode response(
      ObjectNode request,
      Reply reply,
      String status,
      ArrayNode output,
      @Nullable ObjectNode usage) {
    return Json.object(
        field("id", reply.id("resp_")),
        field("object", "response"),
        field("created_at", reply.created()),
        field("status", status),
        field("background", false),
        field("completed_at", status.equals("completed") ? reply.created() : null),
        field("error", null),
        field(
            "incomplete_details",
            status.equals("incomplete") ? Json.object(field("reason", "max_output_tokens")) : null),
        field("instructions", request.get("instructions")),
        field("max_output_tokens", request.get("max_output_tokens")),
        field("max_tool_calls", null),
        field("model", reply.model()),
        field("output", output),
        field("parallel_tool_calls", true),
        field("previous_response_id", request.get("previous_response_id")),
        field(
            "reasoning",
            Json.object(
                field("effort", request.path("reasoning").get("effort")), field("summary", null))),
        field("service_tier", "default"),
        field("store", true),
        field("temperature", 1.0),
        field("text", Json.object(field("format", Json.object(field("type", "text"))))),
        field("tool_choice", request.has("tool_choice") ? request.get("tool_choice") : "auto"),
        field("tools", request.has("tools") ? request.get("tools") : Json.array()),
        field("top_logprobs", 0),
        field("top_p", 1.0),
        field("truncation", "disabled"),
        field("usage", usage),
        field("user", null),
        field("metadata", Json.object()));
  }

  private static ObjectNode usage(Reply.Usage usage) {
    return Json.object(
        field("input_tokens", usage.prompt()),
        field(
            "input_tokens_details",
            Json.object(field("cached_tokens", usage.cached()), field("cache_write_tokens", 0))),
        field("output_tokens", usage.output()),
        field("output_tokens_details", Json.object(field("reasoning_tokens", usage.thoughts()))),
        field("total_tokens", usage.total()));
  }
}
