package dev.onr.server.demo;

import static dev.onr.server.demo.Json.field;

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
        request.path("response_format").path("json_schema").path("schema"),
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
            field("role", "assistant"),
            field("content", calling ? null : reply.text()),
            field("refusal", null),
            field("annotations", Json.array()));
    if (calling) {
      message.set(
          "tool_calls",
          Json.list(
              IntStream.range(0, reply.calls().size())
                  .mapToObj(i -> call(reply, i, reply.calls().get(i).arguments()))
                  .toList()));
    }
    return Json.object(
        field("id", reply.id("chatcmpl-")),
        field("object", "chat.completion"),
        field("created", reply.created()),
        field("model", reply.model()),
        field(
            "choices",
            Json.array(
                Json.object(
                    field("index", 0),
                    field("message", message),
                    field("logprobs", null),
                    field("finish_reason", finish(reply))))),
        field("usage", usage(reply.usage())),
        field("service_tier", "default"),
        field("system_fingerprint", "fp_simulated"));
  }

  @Override
  public List<String> stream(ObjectNode request, Reply reply) {
    boolean usage = request.path("stream_options").path("include_usage").booleanValue(false);
    List<String> events = new ArrayList<>();
    var role =
        Json.object(field("role", "assistant"), field("content", ""), field("refusal", null));
    events.add(chunk(reply, usage, role, null));
    for (String piece : reply.pieces()) {
      events.add(chunk(reply, usage, Json.object(field("content", piece)), null));
    }
    for (int i = 0; i < reply.calls().size(); i++) {
      ObjectNode start = call(reply, i, "");
      start.put("index", i);
      events.add(chunk(reply, usage, Json.object(field("tool_calls", Json.array(start))), null));
      for (String piece : reply.calls().get(i).argumentPieces()) {
        var more =
            Json.object(
                field("index", i), field("function", Json.object(field("arguments", piece))));
        events.add(chunk(reply, usage, Json.object(field("tool_calls", Json.array(more))), null));
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
            Json.object(
                field("index", 0),
                field("delta", delta),
                field("logprobs", null),
                field("finish_reason", finish))));
    if (usage) {
      chunk.putNull("usage");
    }
    return Voice.event(chunk);
  }

  private static ObjectNode envelope(Reply reply) {
    return Json.object(
        field("id", reply.id("chatcmpl-")),
        field("object", "chat.completion.chunk"),
        field("created", reply.created()),
        field("model", reply.model()),
        field("service_tier", "default"),
        field("system_fingerprint", "fp_simulated"));
  }

  private static ObjectNode call(Reply reply, int index, String arguments) {
    return Json.object(
        field("id", reply.id("call_", index)),
        field("type", "function"),
        field(
            "function",
            Json.object(
                field("name", reply.calls().get(index).name()), field("arguments", arguments))));
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
        field("prompt_tokens", usage.prompt()),
        field("completion_tokens", usage.output()),
        field("total_tokens", usage.total()),
        field(
            "prompt_tokens_details",
            Json.object(field("cached_tokens", usage.cached()), field("audio_tokens", 0))),
        field(
            "completion_tokens_details",
            Json.object(
                field("reasoning_tokens", usage.thoughts()),
                field("audio_tokens", 0),
                field("accepted_prediction_tokens", 0),
                field("rejected_prediction_tokens", 0))));
  }
}
