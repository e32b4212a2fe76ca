package dev.onr.usage.estimate;

import dev.onr.WhiteSpace;
import dev.onr.json.JsonTree;
import tools.jackson.databind.JsonNode;

/**
 * The text that one event of a stream adds. The form of an event tells its API, so that what an
 * upstream sends counts as well as what a client gets.
 */
final class EventText {
  /** How deep to look for text in events of a form that isn't known. */
  private static final int SEARCH_DEPTH = 6;

  private EventText() {}

  static void append(JsonNode event, StringBuilder out) {
    if (event.has("choices")) {
      event.path("choices").forEach(choice -> appendChoice(choice, out));
    } else if (event.has("candidates")) {
      event.path("candidates").forEach(each -> appendParts(each.path("content"), out));
    } else if (event.path("type").isString()) {
      appendTyped(event, event.path("type").stringValue(), out);
    } else {
      search(event, 0, out);
    }
  }

  private static void appendChoice(JsonNode choice, StringBuilder out) {
    JsonNode delta = choice.path("delta");
    appendString(delta.path("content"), out);
    appendString(delta.path("reasoning_content"), out);
    for (JsonNode call : delta.path("tool_calls")) {
      if (!appendCall(call.path("function"), out)) {
        appendString(call.path("id"), out);
      }
    }
    appendCall(delta.path("function_call"), out);
    appendString(choice.path("text"), out);
  }

  private static boolean appendCall(JsonNode function, StringBuilder out) {
    JsonNode arguments = function.path("arguments");
    if (arguments.isContainer()) {
      out.append(JsonTree.text(arguments));
      return true;
    }
    return appendString(arguments, out) || appendString(function.path("name"), out);
  }

  private static void appendParts(JsonNode content, StringBuilder out) {
    for (JsonNode part : content.path("parts")) {
      appendString(part.path("text"), out);
      JsonNode call = part.path("functionCall");
      appendString(call.path("name"), out);
      if (call.path("args").isContainer()) {
        out.append(JsonTree.text(call.path("args")));
      }
    }
  }

  /** Events of Responses and of Messages, which both name their type. */
  private static void appendTyped(JsonNode event, String type, StringBuilder out) {
    JsonNode delta = event.path("delta");
    if (delta.isObject()) {
      if (!appendString(delta.path("text"), out)
          && !appendString(delta.path("partial_json"), out)) {
        appendString(delta.path("thinking"), out);
      }
    } else if (!appendString(delta, out) && !type.endsWith("done")) {
      // Texts in "done" and "completed" events repeat what their deltas said.
      appendString(event.path("item").path("name"), out);
    }
    JsonNode block = event.path("content_block");
    String kind = block.path("type").asString("");
    if (kind.equals("tool_use") || kind.equals("server_tool_use")) {
      appendString(block.path("name"), out);
      out.append(' ');
      appendString(block.path("id"), out);
    }
  }

  private static void search(JsonNode node, int depth, StringBuilder out) {
    if (depth > SEARCH_DEPTH) {
      return;
    }
    for (var member : node.properties()) {
      JsonNode value = member.getValue();
      if (value.isString()
          && member.getKey().equalsIgnoreCase("text")
          && !WhiteSpace.isBlank(value.stringValue())) {
        out.append(value.stringValue()).append('\n');
      } else if (value.isContainer()) {
        search(value, depth + 1, out);
      }
    }
    if (node.isArray()) {
      node.forEach(element -> search(element, depth + 1, out));
    }
  }

  private static boolean appendString(JsonNode node, StringBuilder out) {
    if (!node.isString() || node.stringValue().isEmpty()) {
      return false;
    }
    out.append(node.stringValue());
    return true;
  }
}
