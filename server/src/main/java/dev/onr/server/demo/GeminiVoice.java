package dev.onr.server.demo;

import static dev.onr.server.demo.Json.field;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gemini generateContent; the path names the model and whether to stream. */
final class GeminiVoice implements Voice {
  private final String model;
  private final boolean stream;

  GeminiVoice(String model, boolean stream) {
    this.model = model;
    this.stream = stream;
  }

  @Override
  public Question read(ObjectNode request) {
    if (!request.path("contents").isArray()) {
      throw Refusal.badRequest("* GenerateContentRequest.contents: contents is not specified");
    }
    var prompt =
        new Prompt().says(Prompt.textOf(either(request, "systemInstruction").path("parts")));
    for (JsonNode content : request.path("contents")) {
      JsonNode parts = content.path("parts");
      if (content.path("role").stringValue("user").equals("model")) {
        prompt.says(Prompt.textOf(parts));
        continue;
      }
      for (JsonNode part : parts) {
        if (part.has("functionResponse")) {
          prompt.returns(part.path("functionResponse").path("response").toString());
        }
      }
      String text = Prompt.textOf(parts);
      if (!text.isEmpty()) {
        prompt.asks(text);
      }
    }
    JsonNode generation = either(request, "generationConfig");
    JsonNode thinking = either(generation, "thinkingConfig");
    return new Question(
        model,
        prompt.newest(),
        prompt.afterTool(),
        prompt.tokens(),
        tools(request),
        toolChoice(either(request, "toolConfig")),
        ChatVoice.limit(generation, "maxOutputTokens", "max_output_tokens"),
        either(thinking, "includeThoughts").booleanValue(false),
        form(generation),
        stream);
  }

  private static JsonNode form(JsonNode generation) {
    JsonNode schema = either(generation, "responseJsonSchema");
    return schema.isObject() ? schema : either(generation, "responseSchema");
  }

  private static List<Question.Tool> tools(ObjectNode request) {
    List<Question.Tool> functions = new ArrayList<>();
    for (JsonNode tool : request.path("tools")) {
      for (JsonNode function : either(tool, "functionDeclarations")) {
        JsonNode schema = either(function, "parametersJsonSchema");
        functions.add(
            new Question.Tool(
                function.path("name").stringValue(""),
                schema.isObject() ? schema : function.path("parameters")));
      }
    }
    return functions;
  }

  private static Question.ToolChoice toolChoice(JsonNode configuration) {
    JsonNode calling = either(configuration, "functionCallingConfig");
    JsonNode allowed = either(calling, "allowedFunctionNames");
    return allowed.size() == 1
        ? new Question.ToolChoice.Named(allowed.get(0).stringValue(""))
        : Question.ToolChoice.word(calling.path("mode").stringValue("AUTO"));
  }

  /** Google's servers read both spellings of a field: lowerCamelCase and snake_case. */
  private static JsonNode either(JsonNode node, String camelCase) {
    String snakeCase = camelCase.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    return node.has(camelCase) ? node.path(camelCase) : node.path(snakeCase);
  }

  @Override
  public ObjectNode whole(ObjectNode request, Reply reply) {
    ArrayNode parts = Json.array();
    if (!reply.thoughts().isEmpty()) {
      parts.add(thought(reply.thought()));
    }
    if (!reply.pieces().isEmpty()) {
      parts.add(Json.object(field("text", reply.text())));
    }
    for (int i = 0; i < reply.calls().size(); i++) {
      parts.add(functionCall(reply, i));
    }
    return response(reply, parts, finish(reply), reply.usage().answer());
  }

  /** Google ends the lines of its streams with CR LF. */
  @Override
  public List<String> stream(ObjectNode request, Reply reply) {
    return chunks(reply).stream().map(chunk -> "data: " + chunk + "\r\n\r\n").toList();
  }

  /** The answer as the elements of a JSON array, which is the stream without {@code alt=sse}. */
  static List<String> array(List<String> events) {
    List<String> elements = new ArrayList<>();
    for (String event : events) {
      String data = event.substring("data: ".length()).strip();
      elements.add((elements.isEmpty() ? "[" : ",\r\n") + data);
    }
    elements.add("]");
    return elements;
  }

  @Override
  public String error(Vendor vendor) {
    return "data: " + vendor.error(503, Delivery.SIMULATED_ERROR, null) + "\r\n\r\n";
  }

  private static List<ObjectNode> chunks(Reply reply) {
    List<ObjectNode> chunks = new ArrayList<>();
    for (String piece : reply.thoughts()) {
      chunks.add(response(reply, Json.array(thought(piece)), null, 0));
    }
    int sent = 0;
    for (String piece : reply.pieces()) {
      chunks.add(response(reply, Json.array(Json.object(field("text", piece))), null, ++sent));
    }
    for (int i = 0; i < reply.calls().size(); i++) {
      chunks.add(response(reply, Json.array(functionCall(reply, i)), null, 0));
    }
    var nothing = Json.array(Json.object(field("text", "")));
    chunks.add(response(reply, nothing, finish(reply), reply.usage().answer()));
    return chunks;
  }

  private static ObjectNode thought(String text) {
    return Json.object(field("text", text), field("thought", true));
  }

  /** Only the first call of several is signed. */
  private static ObjectNode functionCall(Reply reply, int index) {
    Reply.Call call = reply.calls().get(index);
    ObjectNode part =
        Json.object(
            field(
                "functionCall",
                Json.object(
                    field("name", call.name()), field("args", Json.tree(call.arguments())))));
    if (index == 0 && !reply.thoughts().isEmpty()) {
      part.put("thoughtSignature", Reply.SIGNATURE);
    }
    return part;
  }

  private static ObjectNode response(
      Reply reply, ArrayNode parts, @Nullable String finish, int answerTokens) {
    ObjectNode candidate =
        Json.object(
            field("content", Json.object(field("parts", parts), field("role", "model"))),
            field("index", 0));
    if (finish != null) {
      candidate.put("finishReason", finish);
    }
    return Json.object(
        field("candidates", Json.array(candidate)),
        field("usageMetadata", usage(reply.usage(), answerTokens)),
        field("modelVersion", reply.model()),
        field("responseId", reply.id("")));
  }

  /** Unlike OpenAI's, {@code candidatesTokenCount} leaves thoughts out. */
  private static ObjectNode usage(Reply.Usage usage, int answerTokens) {
    ObjectNode counts =
        Json.object(
            field("promptTokenCount", usage.prompt()),
            field("candidatesTokenCount", answerTokens),
            field("totalTokenCount", usage.prompt() + answerTokens + usage.thoughts()),
            field(
                "promptTokensDetails",
                Json.array(
                    Json.object(field("modality", "TEXT"), field("tokenCount", usage.prompt())))));
    if (usage.cached() > 0) {
      counts.put("cachedContentTokenCount", usage.cached());
    }
    if (usage.thoughts() > 0) {
      counts.put("thoughtsTokenCount", usage.thoughts());
    }
    return counts;
  }

  private static String finish(Reply reply) {
    return reply.finish() == Reply.Finish.LENGTH ? "MAX_TOKENS" : "STOP";
  }
}
