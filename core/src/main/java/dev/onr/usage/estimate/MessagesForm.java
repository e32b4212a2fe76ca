package dev.onr.usage.estimate;

import tools.jackson.databind.JsonNode;

/** Anthropic's Messages. */
final class MessagesForm implements ContentForm {
  @Override
  public void request(JsonNode request, PromptContent out) {
    out.add(PromptItem.PROMPT_BASE);
    addChoice(request.path("tool_choice"), out);
    if (request.has("system")) {
      out.add(PromptItem.SYSTEM_MESSAGE);
      addContent(request.path("system"), out);
    }
    for (JsonNode message : request.path("messages")) {
      addRole(message.path("role").asString(""), out);
      addContent(message.path("content"), out);
    }
    addTools(request.path("tools"), out);
  }

  @Override
  public void answer(JsonNode answer, PromptContent out) {
    addRole(answer.path("role").asString("assistant"), out);
    addContent(answer.path("content"), out);
  }

  private static void addRole(String role, PromptContent out) {
    switch (role) {
      case "user", "assistant", "system" -> out.addRole(role);
      default -> {}
    }
  }

  private static void addChoice(JsonNode choice, PromptContent out) {
    if (choice.isObject() && choice.valueStream().anyMatch(JsonNode::isString)) {
      switch (choice.path("type").asString("")) {
        case "auto", "none" -> {}
        case "any" -> out.add(PromptItem.TOOL_CHOICE_ANY);
        default -> out.add(PromptItem.TOOL_CHOICE_TOOL_NAME);
      }
    }
  }

  private static void addContent(JsonNode content, PromptContent out) {
    out.addText(content);
    if (content.isArray()) {
      content.forEach(block -> addBlock(block, out));
    }
  }

  private static void addBlock(JsonNode block, PromptContent out) {
    switch (block.path("type").asString("")) {
      case "text" -> out.addText(block.path("text"));
      case "thinking" -> addThinking(block, out);
      case "redacted_thinking" -> out.add(PromptItem.HIDDEN_REASONING_BLOCK);
      case "tool_use", "server_tool_use" -> addToolUse(block, out);
      case "tool_result", "web_search_tool_result" -> {
        out.add(PromptItem.FUNCTION_CALL_OUTPUT);
        addContent(block.path("content"), out);
      }
      case "image" -> out.add(PromptItem.IMAGE_BLOCK);
      default -> {}
    }
  }

  private static void addThinking(JsonNode block, PromptContent out) {
    out.addText(block.path("thinking"));
    String signature = block.path("signature").asString("");
    if (!signature.isEmpty()) {
      out.add(PromptItem.THINKING_SIGNATURE, (double) LengthHeuristic.INSTANCE.count(signature));
    }
  }

  private static void addToolUse(JsonNode block, PromptContent out) {
    JsonNode input = block.path("input");
    out.add(PromptItem.FUNCTION_CALL);
    out.addText(block.path("name"));
    ArgumentText.add(input, out);
    if (input.isObject()) {
      out.add(PromptItem.TOOL_USE_INPUT);
      for (JsonNode value : input) {
        out.add(PromptItem.TOOL_USE_INPUT_ITEM);
        if (value.isString() || value.isNumber() || value.isBoolean() || value.isArray()) {
          out.add(PromptItem.TOOL_USE_INPUT_VALUE);
        }
      }
    }
  }

  private static void addTools(JsonNode tools, PromptContent out) {
    ToolSection section = new ToolSection(out);
    for (JsonNode tool : tools) {
      if (tool.isObject()) {
        section.add(tool.path("type").asString(""), tool.path("name").asString(""));
        out.addText(tool.path("description"));
        SchemaContent.add(tool.path("input_schema"), out);
      }
    }
    section.close();
  }
}
