package dev.onr.usage.estimate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Gemini's generateContent, whose requests may be written in camel case or with underscores. */
final class GeminiForm implements ContentForm {
  private static final List<String> OWN_TOOLS =
      List.of("googleSearch", "google_search", "codeExecution", "code_execution");

  /** This family forgets its tools where a request says that none may be used. */
  private static final String FORGETFUL = "gemini-3-flash-preview";

  private final String model;

  GeminiForm(String model) {
    this.model = model.toLowerCase(Locale.ROOT);
  }

  @Override
  public void request(JsonNode request, PromptContent out) {
    out.add(PromptItem.PROMPT_BASE);
    String mode = toolMode(request);
    if (mode.equals("ANY")) {
      out.add(PromptItem.TOOL_CHOICE_ANY);
    }
    addContent(either(request, "systemInstruction", "system_instruction"), "system", out);
    for (JsonNode content : request.path("contents")) {
      addContent(content, content.path("role").asString("user"), out);
    }
    addConfig(either(request, "generationConfig", "generation_config"), out);
    if (!(mode.equals("NONE") && model.contains(FORGETFUL))) {
      addTools(request.path("tools"), out);
    }
  }

  @Override
  public void answer(JsonNode answer, PromptContent out) {
    for (JsonNode candidate : answer.path("candidates")) {
      JsonNode content = candidate.path("content");
      addContent(content, content.path("role").asString("model"), out);
    }
  }

  private static String toolMode(JsonNode request) {
    JsonNode config = either(request, "toolConfig", "tool_config");
    JsonNode calling = either(config, "functionCallingConfig", "function_calling_config");
    return calling.path("mode").asString("").strip().toUpperCase(Locale.ROOT);
  }

  private static JsonNode either(JsonNode node, String camel, String snake) {
    return node.has(camel) ? node.path(camel) : node.path(snake);
  }

  private static void addConfig(JsonNode config, PromptContent out) {
    if (config.path("thinkingConfig").path("includeThoughts").asBoolean(false)) {
      out.add(PromptItem.HIDDEN_REASONING_BLOCK);
    }
    JsonNode schema = config.path("responseSchema");
    if (schema.isObject()) {
      out.add(PromptItem.RESPONSE_FORMAT_JSON_SCHEMA);
      out.add(PromptItem.RESPONSE_FORMAT_REQUIRED_STRING, SchemaContent.requiredStrings(schema));
      SchemaContent.add(schema, out);
    }
  }

  private static void addContent(JsonNode content, String role, PromptContent out) {
    long before = out.length();
    boolean called = false;
    for (JsonNode part : content.path("parts")) {
      called |= addPart(part, out);
    }
    if (called || out.length() > before) {
      out.addRole(role.equals("model") ? "assistant" : role);
    }
  }

  /** Adds a part; gives whether it is a call. */
  private static boolean addPart(JsonNode part, PromptContent out) {
    out.addText(part.path("text"));
    if (!part.path("thoughtSignature").asString("").isEmpty()) {
      out.add(PromptItem.HIDDEN_REASONING_BLOCK);
    }
    if (part.path("functionResponse").isObject()) {
      out.add(PromptItem.FUNCTION_CALL_OUTPUT);
      out.addText(part.path("functionResponse").path("name"));
      ArgumentText.addResult(part.path("functionResponse").path("response"), out);
    }
    String kind =
        Optional.of(part.path("inlineData"))
            .filter(JsonNode::isObject)
            .orElseGet(() -> part.path("fileData"))
            .path("mimeType")
            .asString("");
    if (kind.startsWith("image/")) {
      out.add(PromptItem.IMAGE_BLOCK);
    }
    JsonNode call = part.path("functionCall");
    if (!call.isObject()) {
      return false;
    }
    out.add(PromptItem.FUNCTION_CALL);
    out.addText(call.path("name"));
    ArgumentText.add(call.path("args"), out);
    return true;
  }

  private static void addTools(JsonNode tools, PromptContent out) {
    ToolSection section = new ToolSection(out);
    for (JsonNode tool : tools) {
      JsonNode functions = either(tool, "functionDeclarations", "function_declarations");
      if (functions.isArray()) {
        for (JsonNode function : functions) {
          section.add("", function.path("name").asString(""));
          section.describe(function.path("description"));
          SchemaContent.add(function.path("parameters"), out);
        }
      } else {
        OWN_TOOLS.stream().filter(tool::has).findFirst().ifPresent(name -> section.add("", name));
      }
    }
    section.close();
  }
}
