package dev.onr.server.demo;

import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * What a request asks, whatever its dialect.
 *
 * @param model the model's name, as the request writes it
 * @param text the newest words of the user, or what a tool returned when that is newer
 * @param afterTool whether {@code text} is what a tool returned
 * @param promptTokens size of the whole prompt
 * @param tools the functions offered
 * @param toolChoice whether they may, must or must not be called
 * @param maxTokens limit for the answer's text
 * @param reasoning whether the request wants the model to think first
 * @param form the JSON schema that the answer must fit; a missing node where any text will do
 * @param stream whether to answer event by event
 */
record Question(
    String model,
    String text,
    boolean afterTool,
    int promptTokens,
    List<Tool> tools,
    ToolChoice toolChoice,
    OptionalInt maxTokens,
    boolean reasoning,
    JsonNode form,
    boolean stream) {

  /** A function that may be called, with the JSON schema of its arguments. */
  record Tool(String name, JsonNode schema) {}

  /** What the request says about calling tools. */
  sealed interface ToolChoice {
    /** The question decides. */
    record Auto() implements ToolChoice {}

    /** No call. */
    record None() implements ToolChoice {}

    /** At least one call. */
    record Any() implements ToolChoice {}

    /** A call of this tool. */
    record Named(String name) implements ToolChoice {}

    /** Reads the words that OpenAI and Google use. */
    static ToolChoice word(String word) {
      return switch (word) {
        case "none", "NONE" -> new None();
        case "required", "any", "ANY" -> new Any();
        default -> new Auto();
      };
    }
  }
}
