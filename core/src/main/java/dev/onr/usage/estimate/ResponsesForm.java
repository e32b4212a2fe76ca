package dev.onr.usage.estimate;

import dev.onr.json.JsonTree;
import tools.jackson.databind.JsonNode;

/** Responses. */
final class ResponsesForm implements ContentForm {
  @Override
  public void request(JsonNode request, PromptContent out) {
    out.add(PromptItem.PROMPT_BASE);
    JsonNode format = request.path("text").path("format");
    if (format.path("type").asString("").equals("json_schema")) {
      out.add(PromptItem.RESPONSE_FORMAT_JSON_SCHEMA);
      out.add(
          PromptItem.RESPONSE_FORMAT_REQUIRED_STRING,
          SchemaContent.requiredStrings(format.path("schema")));
    }
    ToolSection.addChoice(request.path("tool_choice"), out);
    if (!request.path("instructions").asString("").isEmpty()) {
      out.add(PromptItem.DEVELOPER);
      out.addText(request.path("instructions"));
    }
    JsonNode input = request.path("input");
    if (input.isString()) {
      out.add(PromptItem.USER);
      out.addText(input);
    } else {
      input.forEach(item -> addItem(item, out));
    }
    addTools(request.path("tools"), out);
  }

  @Override
  public void answer(JsonNode answer, PromptContent out) {
    boolean spoken = false;
    for (JsonNode item : answer.path("output")) {
      long before = out.length();
      addOutput(item, out);
      String type = item.path("type").asString("");
      spoken |= out.length() > before && (type.equals("message") || type.equals("reasoning"));
    }
    String text = answer.path("output_text").asString("");
    if (!spoken && !text.isEmpty()) {
      out.add(PromptItem.ASSISTANT);
      out.addText(text);
    }
  }

  private static void addOutput(JsonNode item, PromptContent out) {
    if (item.path("type").asString("").equals("message")) {
      ChatForm.addMessage(item, item.path("role").asString("assistant"), out);
    } else {
      addCallOrReasoning(item, out);
    }
  }

  private static void addItem(JsonNode item, PromptContent out) {
    if (!addCallOrReasoning(item, out) && item.path("role").isString()) {
      ChatForm.addMessage(item, item.path("role").stringValue(), out);
    }
  }

  /** Gives whether the item is of a type of its own, and not a message. */
  private static boolean addCallOrReasoning(JsonNode item, PromptContent out) {
    switch (item.path("type").asString("")) {
      case "function_call" -> {
        out.add(PromptItem.ASSISTANT);
        out.add(PromptItem.FUNCTION_CALL);
        out.addText(item.path("name"));
        ArgumentText.add(item.path("arguments"), out);
      }
      case "custom_tool_call" -> {
        out.add(PromptItem.ASSISTANT);
        out.addText(item.path("name"));
        out.addText(item.path("input"));
      }
      case "function_call_output" -> {
        out.add(PromptItem.TOOL);
        out.add(PromptItem.FUNCTION_CALL_OUTPUT);
        addResult(item.path("output"), out);
      }
      case "custom_tool_call_output" -> {
        out.add(PromptItem.TOOL);
        addResult(item.path("output"), out);
      }
      case "reasoning" -> addReasoning(item, out);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void addResult(JsonNode output, PromptContent out) {
    if (output.isString()) {
      out.addText(output);
    } else if (!output.isMissingNode() && !output.isNull()) {
      out.addText(JsonTree.text(output));
    }
  }

  private static void addReasoning(JsonNode item, PromptContent out) {
    long before = out.length();
    item.path("summary").forEach(part -> out.addText(part.path("text")));
    if (out.length() > before || item.path("encrypted_content").isString()) {
      out.add(PromptItem.ASSISTANT);
      out.add(PromptItem.HIDDEN_REASONING_BLOCK);
    }
  }

  private static void addTools(JsonNode tools, PromptContent out) {
    ToolSection section = new ToolSection(out);
    for (JsonNode tool : tools) {
      if (!tool.isObject()) {
        continue;
      }
      String type = tool.path("type").asString("");
      boolean named = type.equals("function") || type.equals("custom");
      section.add(type, named ? tool.path("name").asString("") : type);
      section.describe(tool.path("description"));
      if (type.equals("custom")) {
        out.addText(tool.path("format").path("definition"));
      }
      SchemaContent.add(tool.path("parameters"), out);
    }
    section.close();
  }
}
