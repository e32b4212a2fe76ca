package dev.onr.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code input} of a Responses request → {@link Turn}s. What the model made in one go (reasoning,
 * messages, calls, the vendor's own tools) is one turn, and so are the results that answer it.
 */
final class ResponsesTurnReader {
  private final List<Turn> turns = new ArrayList<>();
  private final List<Part> gathered = new ArrayList<>();
  private Role gathering = Role.ASSISTANT;

  List<Turn> read(Members body) {
    JsonNode input = body.raw("input");
    if (input == null) {
      return turns;
    }
    if (input.isString()) {
      turns.add(Turn.of(Role.USER, List.of(Part.Text.of(input.asString()))));
      return turns;
    }
    if (!input.isArray()) {
      return body.wrong("input", "a string or an array of items", turns);
    }
    body.objects("input").forEach(this::item);
    flush();
    return turns;
  }

  private void item(Members item) {
    String type = item.text("type");
    switch (type) {
      case "", "message" -> message(item);
      case "function_call_output" -> gather(Role.TOOL, result(item, ToolKind.FUNCTION));
      case "custom_tool_call_output" -> gather(Role.TOOL, result(item, ToolKind.CUSTOM));
      case "mcp_approval_response" -> gather(Role.TOOL, ResponsesItems.foreign(item));
      default -> {
        if (type.endsWith("_call_output")) {
          gather(Role.TOOL, ResponsesItems.foreign(item));
        } else {
          ResponsesItems.read(item).forEach(part -> gather(Role.ASSISTANT, part));
        }
      }
    }
  }

  private void gather(Role role, Part part) {
    if (gathering != role) {
      flush();
      gathering = role;
    }
    gathered.add(part);
  }

  private void flush() {
    if (!gathered.isEmpty()) {
      turns.add(new Turn(gathering, "", gathered, Extras.of(Tongue.RESPONSES, Map.of())));
      gathered.clear();
    }
  }

  private void message(Members item) {
    Role role =
        switch (item.text("role").trim()) {
          case "user" -> Role.USER;
          case "assistant" -> Role.ASSISTANT;
          case "system" -> Role.SYSTEM;
          case "developer" -> Role.DEVELOPER;
          default ->
              throw new InvalidRequest(
                  item.path("role"),
                  item.path("role") + " must be user, assistant, system or developer");
        };
    if (role == Role.ASSISTANT) {
      ResponsesItems.read(item).forEach(part -> gather(Role.ASSISTANT, part));
      return;
    }
    flush();
    boolean string = item.node().path("content").isString();
    List<Part> parts = ResponsesContent.read(item, "content");
    boolean typed = item.has("type");
    ObjectNode form = ResponsesForm.itemForm(item);
    if (typed) {
      ((ObjectNode) form.get("item")).put("type", "message");
    }
    if (string) {
      form.put("string", true);
    }
    turns.add(new Turn(role, "", parts, ResponsesForm.extras(form)));
  }

  private static Part result(Members item, ToolKind kind) {
    String callId = item.text("call_id");
    boolean string = item.node().path("output").isString();
    List<Part> content = ResponsesContent.read(item, "output");
    ObjectNode form = ResponsesForm.itemForm(item);
    if (string) {
      form.put("string", true);
    }
    return new Part.ToolResult(callId, "", kind, content, false, ResponsesForm.extras(form));
  }
}
