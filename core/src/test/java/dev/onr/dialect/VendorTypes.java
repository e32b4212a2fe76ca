package dev.onr.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.genai.JsonSerializable;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerationConfig;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import dev.onr.json.JsonTree;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON with the types of each vendor's Java SDK, and fails when it does not fit. OpenAI's and
 * Anthropic's SDKs read leniently and check on request: {@code validate()} finds missing members,
 * wrong types, unknown values and unions that nothing fits. Google's has no such check and skips
 * what it does not know; there the JSON must come out of the types again as it went in.
 */
final class VendorTypes {
  private static final ObjectMapper OPENAI = com.openai.core.ObjectMappers.jsonMapper();
  private static final ObjectMapper ANTHROPIC = com.anthropic.core.ObjectMappers.jsonMapper();

  private VendorTypes() {}

  static void checkRequest(Tongue tongue, ObjectNode json) {
    switch (tongue) {
      case CHAT -> openai(json, ChatCompletionCreateParams.Body.class).validate();
      case RESPONSES -> openai(completed(json), ResponseCreateParams.Body.class).validate();
      case MESSAGES -> anthropic(json, MessageCreateParams.Body.class).validate();
      case GEMINI -> checkGeminiRequest(json);
    }
  }

  /**
   * Adds to a request what the SDK's types demand and the API does not: the type of a message in
   * the input (the SDK need not write it, but tells items apart by it when it reads them), the
   * detail of an image (its default is auto), and of what the assistant thought and said before its
   * id and status (which the vendor gave, where the conversation may have been with another) and an
   * empty list of annotations.
   */
  private static ObjectNode completed(ObjectNode request) {
    ObjectNode copy = Streams.copy(request);
    for (JsonNode item : copy.path("input")) {
      if (item.path("type").asString("").equals("reasoning")) {
        ((ObjectNode) item).putIfAbsent("id", JsonTree.nodes().stringNode("rs_1"));
      }
      if (item instanceof ObjectNode message && message.has("role")) {
        message.putIfAbsent("type", JsonTree.nodes().stringNode("message"));
        for (JsonNode part : message.path("content")) {
          String type = part.path("type").asString("");
          if (type.equals("input_image")) {
            ((ObjectNode) part).putIfAbsent("detail", JsonTree.nodes().stringNode("auto"));
          } else if (type.equals("output_text") || type.equals("refusal")) {
            ((ObjectNode) part).putIfAbsent("annotations", JsonTree.nodes().arrayNode());
            message.putIfAbsent("id", JsonTree.nodes().stringNode("msg_1"));
            message.putIfAbsent("status", JsonTree.nodes().stringNode("completed"));
          }
        }
      }
    }
    return copy;
  }

  static void checkAnswer(Tongue tongue, ObjectNode json) {
    switch (tongue) {
      case CHAT -> openai(json, ChatCompletion.class).validate();
      case RESPONSES -> openai(json, Response.class).validate();
      case MESSAGES -> anthropic(json, Message.class).validate();
      case GEMINI -> google(json, GenerateContentResponse.class);
    }
  }

  /** One event of a stream; the end mark of OpenAI's streams is none. */
  static void checkEvent(Tongue tongue, ObjectNode json) {
    switch (tongue) {
      case CHAT -> openai(json, ChatCompletionChunk.class).validate();
      case RESPONSES -> openai(json, ResponseStreamEvent.class).validate();
      case MESSAGES -> anthropic(json, RawMessageStreamEvent.class).validate();
      case GEMINI -> google(json, GenerateContentResponse.class);
    }
  }

  /** Google's SDK has no type for a whole request on the wire, only for what it is made of. */
  private static void checkGeminiRequest(ObjectNode json) {
    json.properties()
        .forEach(
            member -> {
              switch (member.getKey()) {
                case "systemInstruction" -> google(member.getValue(), Content.class);
                case "contents" ->
                    member.getValue().forEach(content -> google(content, Content.class));
                case "generationConfig" -> google(member.getValue(), GenerationConfig.class);
                case "tools" ->
                    member
                        .getValue()
                        .forEach(tool -> google(tool, com.google.genai.types.Tool.class));
                case "toolConfig" ->
                    google(member.getValue(), com.google.genai.types.ToolConfig.class);
                default -> throw new AssertionError("no part of a request: " + member.getKey());
              }
            });
  }

  private static <T> T openai(JsonNode json, Class<T> type) {
    return read(OPENAI, json, type);
  }

  private static <T> T anthropic(JsonNode json, Class<T> type) {
    return read(ANTHROPIC, json, type);
  }

  private static <T> T read(ObjectMapper mapper, JsonNode json, Class<T> type) {
    try {
      return mapper.readValue(JsonTree.text(json), type);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not a " + type.getName() + ": " + JsonTree.text(json), e);
    }
  }

  private static <T extends JsonSerializable> void google(JsonNode json, Class<T> type) {
    String again = JsonSerializable.fromJsonString(JsonTree.text(json), type).toJson();
    assertThat(json.equals(VendorTypes::compare, JsonTree.parse(again)))
        .as("%s as a %s: %s", JsonTree.text(json), type.getSimpleName(), again)
        .isTrue();
  }

  /** The SDK writes 1 as 1.0 where it has a floating-point number. */
  private static int compare(JsonNode one, JsonNode other) {
    boolean same =
        (one.isNumber() && other.isNumber())
            ? one.floatValue() == other.floatValue()
            : one.equals(other);
    return same ? 0 : 1;
  }
}
