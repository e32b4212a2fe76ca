package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link Turn}s → {@code systemInstruction} and {@code contents} of a Gemini request. */
final class GeminiContentWriter {
  /**
   * What Google accepts in place of the signature of a call that another model made (Google,
   * "Thought signatures", FAQ); the third generation refuses calls without any.
   */
  private static final String NO_SIGNATURE = "skip_thought_signature_validator";

  private final boolean home;
  private final boolean thirdGeneration;
  private final Losses losses;
  private final GeminiPartWriter writer;

  /**
   * @param home whether the turns were read from Gemini, so that contents and parts stay as they
   *     are
   */
  GeminiContentWriter(boolean home, String model, Losses losses) {
    this.home = home;
    this.thirdGeneration = GeminiModels.isThirdGeneration(model);
    this.losses = losses;
    this.writer = new GeminiPartWriter("messages", thirdGeneration, losses);
  }

  /** Instructions have one place in Gemini, wherever they stood in the conversation. */
  void writeSystem(ObjectNode out, List<Turn> turns) {
    ArrayNode parts = JsonTree.nodes().arrayNode();
    ObjectNode instruction = JsonTree.object();
    boolean given = false;
    for (Turn turn : turns) {
      if (turn.role() != Role.SYSTEM && turn.role() != Role.DEVELOPER) {
        continue;
      }
      given = true;
      for (Part part : turn.parts()) {
        switch (part) {
          case Part.Text text when text.text().isBlank() && !home -> {}
          case Part.Text text -> parts.add(writer.text(text));
          case Part.Foreign foreign when foreign.home() == Tongue.GEMINI ->
              parts.add(foreign.raw());
          default -> losses.lost("system." + part.getClass().getSimpleName());
        }
      }
      carry(instruction, turn);
    }
    if (!parts.isEmpty() || (home && given)) {
      instruction.set("parts", parts);
      out.set("systemInstruction", instruction);
    }
  }

  private void carry(ObjectNode target, Turn turn) {
    turn.extras().at(Tongue.GEMINI).forEach(target::set);
    turn.extras().reportAbroad(Tongue.GEMINI, "messages", losses);
    if (!turn.name().isEmpty()) {
      losses.lost("messages.name");
    }
  }

  /** Gemini knows two speakers who take turns; what one says in a row is one content. */
  void writeContents(ArrayNode contents, List<Turn> turns) {
    Optional<ObjectNode> last = Optional.empty();
    for (Turn turn : turns) {
      if (turn.role() == Role.SYSTEM || turn.role() == Role.DEVELOPER) {
        continue;
      }
      String role = turn.role() == Role.ASSISTANT ? "model" : "user";
      ArrayNode parts = parts(turn);
      if (parts.isEmpty() && !home) {
        carry(JsonTree.object(), turn);
        continue;
      }
      boolean goesOn =
          !home && last.filter(content -> content.path("role").asString().equals(role)).isPresent();
      if (goesOn) {
        ((ArrayNode) last.get().get("parts")).addAll(parts);
        carry(last.get(), turn);
      } else {
        ObjectNode content = contents.addObject().put("role", role);
        content.set("parts", parts);
        carry(content, turn);
        last = Optional.of(content);
      }
    }
  }

  private ArrayNode parts(Turn turn) {
    ArrayNode parts = JsonTree.nodes().arrayNode();
    List<Part> behindResults = new ArrayList<>();
    boolean called = false;
    for (Part part : turn.parts()) {
      switch (part) {
        case Part.Text text when text.text().isBlank() && !home -> {}
        case Part.Thinking thinking -> thinking(parts, thinking);
        case Part.ToolCall call -> {
          parts.add(call(call, !called));
          called = true;
        }
        case Part.ToolResult result -> parts.add(result(result, behindResults));
        default -> writer.write(part).ifPresent(parts::add);
      }
      if (part instanceof Part.Text text && !text.citations().isEmpty()) {
        losses.lost("messages.citations");
      }
    }
    behindResults.forEach(part -> writer.write(part).ifPresent(parts::add));
    return parts;
  }

  /** Reasoning of another vendor means nothing to Gemini. */
  private void thinking(ArrayNode parts, Part.Thinking thinking) {
    if (thinking.extras().isHome(Tongue.GEMINI)) {
      parts.add(thought(thinking, writer));
    } else {
      losses.lost("messages.thinking");
    }
  }

  /** A thought as a part, in a request or an answer. */
  static ObjectNode thought(Part.Thinking thinking, GeminiPartWriter writer) {
    ObjectNode target = JsonTree.object().put("text", thinking.text()).put("thought", true);
    GeminiSignatures.write(thinking.signature(), thinking.extras())
        .ifPresent(signature -> target.put("thoughtSignature", signature));
    return writer.carry(target, thinking.extras());
  }

  private ObjectNode call(Part.ToolCall call, boolean first) {
    ObjectNode arguments =
        GeminiParts.arguments(call)
            .orElseGet(() -> JsonTree.object().put("arguments", call.arguments().trim()));
    ObjectNode target = writer.call(call, arguments);
    boolean needed = thirdGeneration && first && !call.extras().isHome(Tongue.GEMINI);
    if (needed && !target.has("thoughtSignature")) {
      target.put("thoughtSignature", NO_SIGNATURE);
    }
    return target;
  }

  // ---- results

  private ObjectNode result(Part.ToolResult result, List<Part> behindResults) {
    ObjectNode target = JsonTree.object();
    ObjectNode inner = target.putObject("functionResponse");
    if (!result.callId().isEmpty()) {
      inner.put("id", result.callId());
    }
    boolean atHome = result.extras().isHome(Tongue.GEMINI);
    String name = result.name().isEmpty() && !atHome ? result.callId() : result.name();
    if (!name.isEmpty()) {
      inner.put("name", name);
    }
    List<Part> words = new ArrayList<>();
    ArrayNode shown = JsonTree.nodes().arrayNode();
    for (Part part : result.content()) {
      switch (part) {
        case Part.Text text -> words.add(text);
        case Part.Foreign foreign when foreign.home() != Tongue.GEMINI ->
            losses.lost("messages.tool_result." + foreign.type());
        default -> {
          if (atHome || thirdGeneration) {
            writer.write(part).ifPresent(shown::add);
          } else {
            behindResults.add(part);
          }
        }
      }
    }
    Optional<JsonNode> form = result.extras().form(Tongue.GEMINI, GeminiParts.RESPONSE);
    if (form.isPresent()) {
      inner.set("response", form.get());
    } else if (!atHome) {
      inner.set("response", response(words, result.error()));
    }
    if (!shown.isEmpty()) {
      inner.set("parts", shown);
    }
    return writer.carry(target, result.extras());
  }

  /** A response must be an object; anything else that a tool answers is wrapped. */
  private ObjectNode response(List<Part> words, boolean error) {
    String text =
        words.stream().map(part -> ((Part.Text) part).text()).collect(Collectors.joining("\n"));
    words.forEach(part -> writer.carry(JsonTree.object(), part.extras()));
    if (error) {
      return JsonTree.object().put("error", text);
    }
    return GeminiParts.object(text).orElseGet(() -> JsonTree.object().put("result", text));
  }
}
