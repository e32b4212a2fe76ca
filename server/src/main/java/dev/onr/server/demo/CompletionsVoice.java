package dev.onr.server.demo;

import static dev.onr.server.demo.Json.field;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's old Completions. */
final class CompletionsVoice implements Voice {
  @Override
  public Question read(ObjectNode request) {
    JsonNode given = request.path("prompt");
    if (!given.isString() && !given.isArray()) {
      throw Refusal.missing("prompt");
    }
    var prompt = new Prompt();
    if (given.isString()) {
      prompt.asks(given.stringValue());
    }
    for (JsonNode text : given) {
      prompt.asks(text.stringValue(""));
    }
    return new Question(
        request.path("model").stringValue(""),
        prompt.newest(),
        false,
        prompt.tokens(),
        List.of(),
        new Question.ToolChoice.None(),
        ChatVoice.limit(request, "max_tokens"),
        false,
        MissingNode.getInstance(),
        request.path("stream").booleanValue(false));
  }

  @Override
  public ObjectNode whole(ObjectNode request, Reply reply) {
    ObjectNode whole = answer(reply, reply.text(), ChatVoice.finish(reply));
    whole.set("usage", ChatVoice.usage(reply.usage()));
    return whole;
  }

  @Override
  public List<String> stream(ObjectNode request, Reply reply) {
    List<String> events = new ArrayList<>();
    for (String piece : reply.pieces()) {
      events.add(Voice.event(answer(reply, piece, null)));
    }
    events.add(Voice.event(answer(reply, "", ChatVoice.finish(reply))));
    if (request.path("stream_options").path("include_usage").booleanValue(false)) {
      ObjectNode last = answer(reply, "", null);
      last.set("choices", Json.array());
      last.set("usage", ChatVoice.usage(reply.usage()));
      events.add(Voice.event(last));
    }
    events.add("data: [DONE]\n\n");
    return events;
  }

  @Override
  public String error(Vendor vendor) {
    return Voice.event(vendor.error(500, Delivery.SIMULATED_ERROR, null));
  }

  private static ObjectNode answer(Reply reply, String text, @Nullable String finish) {
    return Json.object(
        field("id", reply.id("cmpl-")),
        field("object", "text_completion"),
        field("created", reply.created()),
        field("model", reply.model()),
        field(
            "choices",
            Json.array(
                Json.object(
                    field("text", text),
                    field("index", 0),
                    field("logprobs", null),
                    field("finish_reason", finish)))));
  }
}
