package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link Turn}s → {@code instructions} and {@code input} of a Responses request. */
final class ResponsesTurnWriter {
  private final boolean home;
  private final Losses losses;
  private final ArrayNode input = JsonTree.nodes().arrayNode();
  private final List<String> instructions = new ArrayList<>();
  private final Map<String, ToolKind> kindOfCall = new HashMap<>();
  private final Set<String> answered = new HashSet<>();

  /**
   * @param home whether the turns were read from Responses, so that items stay items
   */
  ResponsesTurnWriter(boolean home, Losses losses) {
    this.home = home;
    this.losses = losses;
  }

  void write(ObjectNode out, List<Turn> given) {
    List<Turn> paired = home ? given : CallPairing.complete(given);
    for (Turn turn : paired) {
      turn.parts().forEach(this::note);
    }
    for (int i = 0; i < paired.size(); i++) {
      turn(paired.get(i), given.get(i));
    }
    if (!instructions.isEmpty()) {
      out.put("instructions", String.join("\n\n", instructions));
    }
    if (home && onlyWords(given)) {
      out.set("input", input.get(0).get("content"));
    } else if (!home || !input.isEmpty()) {
      out.set("input", input);
    }
  }

  /** The client sent its whole input as one text. */
  private boolean onlyWords(List<Turn> given) {
    return input.size() == 1
        && given.stream()
            .anyMatch(turn -> turn.role() == Role.USER && turn.extras().home().isEmpty());
  }

  private void note(Part part) {
    switch (part) {
      case Part.ToolCall call -> kindOfCall.put(call.id(), call.kind());
      case Part.ToolResult result -> answered.add(result.callId());
      default -> {}
    }
  }

  private void turn(Turn turn, Turn given) {
    switch (turn.role()) {
      case SYSTEM, DEVELOPER -> {
        if (turn.extras().isHome(Tongue.RESPONSES)) {
          message(turn.role() == Role.SYSTEM ? "system" : "developer", turn, turn.parts());
        } else {
          instruct(turn);
        }
      }
      case USER, TOOL -> user(turn);
      case ASSISTANT -> assistant(turn, given);
    }
    if (!turn.name().isEmpty()) {
      losses.lost("messages.name");
    }
    turn.extras().reportAbroad(Tongue.RESPONSES, "messages", losses);
  }

  /** Instructions have one place here, wherever they stood in the conversation. */
  private void instruct(Turn turn) {
    List<String> lines = new ArrayList<>();
    for (Part part : turn.parts()) {
      if (part instanceof Part.Text text) {
        lines.add(text.text());
        text.extras().reportAbroad(Tongue.RESPONSES, "messages.content", losses);
      } else {
        losses.lost("messages.system." + ResponsesContentWriter.name(part));
      }
    }
    String text =
        home
            ? String.join("\n", lines)
            : lines.stream()
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"))
                .trim();
    if (!text.isEmpty()) {
      instructions.add(text);
    }
  }

  // ---- users and tools

  /** Results come first: they answer the calls right before them. */
  private void user(Turn turn) {
    List<Part> rest = new ArrayList<>();
    for (Part part : turn.parts()) {
      switch (part) {
        case Part.ToolResult result -> result(result);
        case Part.Foreign foreign
            when foreign.home() == Tongue.RESPONSES && turn.role() == Role.TOOL ->
            input.add(foreign.raw());
        default -> rest.add(part);
      }
    }
    if (!rest.isEmpty() || (turn.parts().isEmpty() && turn.role() == Role.USER)) {
      message("user", turn, rest);
    }
  }

  private void message(String role, Turn turn, List<Part> parts) {
    ObjectNode item = JsonTree.object().put("role", role);
    boolean string = ResponsesForm.of(turn.extras()).has("string");
    if (parts.isEmpty() && (string || !home)) {
      item.put("content", "");
    } else if (string || plain(parts)) {
      item.put("content", ((Part.Text) parts.getFirst()).text());
    } else {
      content(item.putArray("content"), parts, false);
      if (item.get("content").isEmpty() && !home) {
        return;
      }
    }
    ResponsesForm.restoreItem(item, turn.extras());
    ResponsesForm.restore(item, turn.extras());
    input.add(item);
  }

  /** A single text that its own dialect did not write as a part either. */
  private static boolean plain(List<Part> parts) {
    return parts.size() == 1
        && parts.getFirst() instanceof Part.Text text
        && text.extras().home().isEmpty()
        && text.citations().isEmpty();
  }

  private void content(ArrayNode target, List<Part> parts, boolean assistant) {
    ResponsesContentWriter writer = new ResponsesContentWriter(losses);
    parts.forEach(part -> writer.write(target, part, assistant));
  }

  private void result(Part.ToolResult result) {
    if (result.callId().isBlank()) {
      input
          .addObject()
          .put("role", "user")
          .put("content", "[tool_output_missing_call_id] " + words(result));
      return;
    }
    ToolKind kind = kindOfCall.getOrDefault(result.callId(), result.kind());
    ObjectNode item = input.addObject();
    item.put("type", kind == ToolKind.CUSTOM ? "custom_tool_call_output" : "function_call_output");
    item.put("call_id", result.callId());
    boolean onlyWords = result.content().stream().allMatch(Part.Text.class::isInstance);
    boolean array = home && !ResponsesForm.of(result.extras()).has("string");
    if (array || !onlyWords) {
      ArrayNode output = item.putArray("output");
      if (result.error()) {
        output.addObject().put("type", "input_text").put("text", "Error:");
      }
      content(output, result.content(), false);
    } else {
      item.put("output", words(result));
    }
    ResponsesForm.restoreItem(item, result.extras());
    result.extras().reportAbroad(Tongue.RESPONSES, "messages.tool_result", losses);
  }

  /** There is no flag for a tool that failed; the model reads it in the words. */
  private static String words(Part.ToolResult result) {
    String words =
        result.content().stream()
            .map(part -> part instanceof Part.Text text ? text.text() : "")
            .collect(Collectors.joining("\n"));
    return result.error() ? "Error: " + words : words;
  }

  // ---- the model

  private void assistant(Turn turn, Turn given) {
    List<Part> words = new ArrayList<>();
    for (int i = 0; i < turn.parts().size(); i++) {
      Part part = turn.parts().get(i);
      if (part instanceof Part.Text || part instanceof Part.Refusal) {
        if (!words.isEmpty() && ResponsesForm.hasItem(part.extras())) {
          say(words);
        }
        words.add(part);
      } else {
        say(words);
        item(part, given.parts().get(i));
      }
    }
    say(words);
  }

  private void say(List<Part> words) {
    if (words.isEmpty()) {
      return;
    }
    ObjectNode item = input.addObject().put("role", "assistant");
    Extras extras = words.getFirst().extras();
    if (words.size() == 1
        && words.getFirst() instanceof Part.Text text
        && (plain(words) || ResponsesForm.of(extras).has("string"))) {
      item.put("content", text.text());
    } else {
      content(item.putArray("content"), words, true);
    }
    ResponsesForm.restoreItem(item, extras);
    words.clear();
  }

  private void item(Part part, Part given) {
    switch (part) {
      case Part.ToolCall call -> call(call, ((Part.ToolCall) given).id().isBlank());
      case Part.Thinking thinking when takenBack(thinking) ->
          input.add(ResponsesItems.reasoning(thinking));
      case Part.Thinking thinking -> losses.lost("messages.thinking");
      case Part.RedactedThinking redacted -> losses.lost("messages.redacted_thinking");
      case Part.Image image
          when image.media() instanceof Media.Inline inline
              && ResponsesForm.hasItem(image.extras()) ->
          input.add(ResponsesItems.image(image, inline));
      case Part.Foreign foreign when foreign.home() == Tongue.RESPONSES -> input.add(foreign.raw());
      case Part.Foreign foreign -> losses.lost("messages." + foreign.type());
      default -> losses.lost("messages.assistant." + ResponsesContentWriter.name(part));
    }
  }

  /** Reasoning can only be taken up again with what OpenAI itself encrypted. */
  private static boolean takenBack(Part.Thinking thinking) {
    return thinking.extras().isHome(Tongue.RESPONSES)
        || (!thinking.signature().isEmpty()
            && !thinking.extras().isHome(Tongue.MESSAGES)
            && !thinking.extras().isHome(Tongue.GEMINI));
  }

  /** A call that nothing answers and that has no id of its own would fail the whole request. */
  private void call(Part.ToolCall call, boolean nameless) {
    if (call.name().isBlank() || (nameless && !answered.contains(call.id()))) {
      losses.lost("messages.tool_calls");
      return;
    }
    boolean empty = call.kind() == ToolKind.FUNCTION && call.arguments().isBlank() && !home;
    input.add(ResponsesItems.call(call, empty ? "{}" : call.arguments(), call.signature()));
    call.extras().reportAbroad(Tongue.RESPONSES, "messages.tool_calls", losses);
  }
}
