package dev.onr.usage.estimate;

import tools.jackson.databind.JsonNode;

/** Chat Completions. */
final class ChatForm implements ContentForm {
  @Override
  public void request(JsonNode request, PromptContent out) {
    out.add(PromptItem.PROMPT_BASE);
    ToolSection.addChoice(request.path("tool_choice"), out);
    for (JsonNode message : request.path("messages")) {
      if (message.isObject()) {
        addMessage(message, message.path("role").asString(""), out);
      }
    }
    addTools(request.path("tools"), out);
  }

  @Override
  public void answer(JsonNode answer, PromptContent out) {
    for (JsonNode choice : answer.path("choices")) {
      JsonNode message = choice.path("message");
      if (message.isObject()) {
        addMessage(message, message.path("role").asString("assistant"), out);
      }
    }
  }

  /** A message; Responses has messages of the same form. */
  static void addMessage(JsonNode message, String role, PromptContent out) {
    out.addRole(role);
    out.addText(message.path("name"));
    addContent(message.path("content"), out);
    out.addText(message.path("refusal"));
    message.path("tool_calls").forEach(call -> addCall(call, out));
    if (message.path("function_call").isObject()) {
      out.add(PromptItem.FUNCTION_CALL);
      addFunction(message.path("function_call"), out);
    }
    if (role.equals("tool") || role.equals("function")) {
      out.add(PromptItem.FUNCTION_CALL_OUTPUT);
    }
  }

  private static void addContent(JsonNode content, PromptContent out) {
    out.addText(content);
    if (!content.isArray()) {
      return;
    }
    for (JsonNode block : content) {
      switch (block.path("type").asString("")) {
        case "text", "input_text", "output_text" -> out.addText(block.path("text"));
        case "refusal" -> out.addText(block.path("refusal"));
        case "image_url", "input_image" -> out.add(PromptItem.IMAGE_BLOCK);
        default -> {}
      }
    }
  }

  private static void addCall(JsonNode call, PromptContent out) {
    if (!call.isObject()) {
      return;
    }
    out.add(PromptItem.FUNCTION_CALL);
    if (call.path("custom").isObject()) {
      out.addText(call.path("custom").path("name"));
      out.addText(call.path("custom").path("input"));
    } else {
      addFunction(call.path("function"), out);
    }
  }

  private static void addFunction(JsonNode function, PromptContent out) {
    out.addText(function.path("name"));
    ArgumentText.add(function.path("arguments"), out);
  }

  private static void addTools(JsonNode tools, PromptContent out) {
    ToolSection section = new ToolSection(out);
    for (JsonNode tool : tools) {
      if (!tool.isObject()) {
        continue;
      }
      String type = tool.path("type").asString("");
      JsonNode function = tool.path("function");
      if (type.equals("function") || (type.isEmpty() && function.isObject())) {
        section.add(type, function.path("name").asString(""));
        section.describe(function.path("description"));
        SchemaContent.add(function.path("parameters"), out);
      } else if (type.equals("custom")) {
        section.add(type, tool.path("custom").path("name").asString(""));
        section.describe(tool.path("custom").path("description"));
      } else {
        section.add(type, "");
      }
    }
    section.close();
  }
}
