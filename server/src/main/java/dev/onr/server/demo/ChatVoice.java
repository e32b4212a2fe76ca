package dev.onr.server.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI Chat Completions. */
final class ChatVoice implements Voice {
  @Override
  public Question read(ObjectNode request) {
    JsonNode messages = request.path("messages");
    if (!messages.isArray() || messages.isEmpty()) {
      throw Refusal.missing("messages");
    }
    var prompt = new Prompt();
    for (JsonNode message : messages) {
      String text = Prompt.textOf(message.path("content"));
      switch (message.path("role").stringValue("")) {
        case "user" -> prompt.asks(text);
        case "tool", "function" -> prompt.returns(text);
        case "system", "developer", "assistant" -> prompt.says(text);
        default -> throw Refusal.badRequest("Invalid value in 'messages[].role'.");
      }
    }
    String effort = request.path("reasoning_effort").stringValue("none");
    return new Question(
        request.path("model").stringValue(""),
        prompt.newest(),
        prompt.afterTool(),
        prompt.tokens(),
        tools(request.path("tools")),
        toolChoice(request.path("tool_choice")),
        limit(request, "max_completion_tokens", "max_tokens"),
        !effort.equals("none"),
        request.path("stream").booleanValue(false));
  }

  private static List<Question.Tool> tools(JsonNode tools) {
    List<Question.Tool> functions = new ArrayList<>();
    for (JsonNode tool : tools) {
      JsonNode function = tool.path("function");
      if (function.path("name").isString()) {
        functions.add(
            new Question.Tool(function.path("name").stringValue(), function.path("parameters")));
      }
    }
    return functions;
  }

  private static Question.ToolChoice toolChoice(JsonNode choice) {
    JsonNode name = choice.path("function").path("name");
    return name.isString()
        ? new Question.ToolChoice.Named(name.stringValue())
        : Question.ToolChoice.word(choice.stringValue("auto"));
  }

  /** The first of these fields that holds a number. */
  static OptionalInt limit(JsonNode request, String... names) {
    for (String name : names) {
      if (request.path(name).isNumber()) {
        return OptionalInt.of(request.path(name).intValue());
      }
    }
    return OptionalInt.empty();
  }

  @Override
  public ObjectNode whole(ObjectNode request, Reply reply) {
    boolean calling = !reply.calls().isEmpty();
    ObjectNode message =
        Json.object(
            "role",
            "assistant",
            "content",
            calling ? null : reply.text(),
            "refusal",
            null,
            "annotations",
            Json.array());
    if (calling) {
      message.set(
          "tool_calls",
          Json.list(
              IntStream.range(0, reply.calls().size())
                  .mapToObj(i -> call(reply, i, reply.calls().get(i).arguments()))
                  .toList()));
    }
    return Json.object(
        "id", reply.id("chatcmpl-"),
        "object", "chat.completion",
        "created", reply.created(),
        "model", reply.model(),
        "choices",
            Json.array(
                Json.object(
                    "index",
                    0,
                    "message",
                    message,
                    "logprobs",
                    null,
                    "finish_reason",
                    finish(reply))),
        "usage", usage(reply.usage()),
        "service_tier", "default",
        "system_fingerprint", "fp_simulated");
  }

  @Override
  public List<String> stream(ObjectNode request, Reply reply) {
    boolean usage = request.path("stream_options").path("include_usage").booleanValue(false);
    List<String> events = new ArrayList<>();
    var role = Json.object("role", "assistant", "content", "", "refusal", null);
    events.add(chunk(reply, usage, role, null));
    for (String piece : reply.pieces()) {
      events.add(chunk(reply, usage, Json.object("content", piece), null));
    }
    for (int i = 0; i < reply.calls().size(); i++) {
      ObjectNode start = call(reply, i, "");
      start.put("index", i);
      events.add(chunk(reply, usage, Json.object("tool_calls", Json.array(start)), null));
      for (String piece : reply.calls().get(i).argumentPieces()) {
        var more = Json.object("index", i, "function", Json.object("arguments", piece));
        events.add(chunk(reply, usage, Json.object("tool_calls", Json.array(more)), null));
      }
    }
    events.add(chunk(reply, usage, Json.object(), finish(reply)));
    if (usage) {
      ObjectNode last = envelope(reply);
      last.set("choices", Json.array());
      last.set("usage", usage(reply.usage()));
      events.add(Voice.event(last));
    }
    events.add("data: [DONE]\n\n");
    return events;
  }

  @Override
  public String error(Vendor vendor) {
    return Voice.event(vendor.error(500, Delivery.SIMULATED_ERROR, null));
  }

  private static String chunk(
      Reply reply, boolean usage, ObjectNode delta, @Nullable String finish) {
    ObjectNode chunk = envelope(reply);
    chunk.set(
        "choices",
        Json.array(
            Json.object("index", 0, "delta", delta, "logprobs", null, "finish_reason", finish)));
    if (usage) {
      chunk.putNull("usage");
    }
    return Voice.event(chunk);
  }

  private static ObjectNode envelope(Reply reply) {
    return Json.object(
        "id",
        reply.id("chatcmpl-"),
        "object",
        "chat.completion.chunk",
        "created",
        reply.created(),
        "model",
        reply.model(),
        "service_tier",
        "default",
        "system_fingerprint",
        "fp_simulated");
  }

  private static ObjectNode call(Reply reply, int index, String arguments) {
    return Json.object(
        "id", reply.id("call_", index),
        "type", "function",
        "function", Json.object("name", reply.calls().get(index).name(), "arguments", arguments));
  }

  static String finish(Reply reply) {
    return switch (reply.finish()) {
      case STOP -> "stop";
      case LENGTH -> "length";
      case TOOL_CALLS -> "tool_calls";
    };
  }

  static ObjectNode usage(Reply.Usage usage) {
    return Json.object(
        "prompt_tokens", usage.prompt(),
        "completion_tokens", usage.output(),
        "total_tokens", usage.total(),
        "prompt_tokens_details", Json.object("cached_tokens", usage.cached(), "audio_tokens", 0),
        "completion_tokens_details",
            Json.object(
                "reasoning_tokens", usage.thoughts(),
                "audio_tokens", 0,
                "accepted_prediction_tokens", 0,
                "rejected_prediction_tokens", 0));
  }
}
