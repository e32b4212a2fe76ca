package dev.onr.dialect;

import java.util.Set;

/**
 * The members at the top of what a client gets from a translation: of a whole answer, of the events
 * of a stream. Nothing else is ever there, whatever the upstream said.
 */
final class AnswerMembers {
  private AnswerMembers() {}

  /** Of whole answers in a form. */
  static Set<String> ofWhole(Form form) {
    return switch (form) {
      case OPENAI_CHAT ->
          Set.of("id", "object", "created", "model", "choices", "usage", "service_tier");
      case OPENAI_RESPONSES ->
          Set.of(
              "id",
              "object",
              "created_at",
              "status",
              "error",
              "incomplete_details",
              "instructions",
              "metadata",
              "model",
              "output",
              "parallel_tool_calls",
              "temperature",
              "tool_choice",
              "tools",
              "top_p",
              "usage",
              "service_tier");
      case ANTHROPIC_MESSAGES ->
          Set.of("id", "type", "role", "model", "content", "stop_reason", "stop_sequence", "usage");
      case GEMINI -> Set.of("candidates", "usageMetadata", "modelVersion", "responseId");
      case OPENAI_IMAGES -> Set.of("created", "data", "output_format", "usage");
      case MINIMAX_IMAGE -> Set.of();
    };
  }

  /** Of the events of a stream in a form, each of which has some of them. */
  static Set<String> ofEvents(Form form) {
    return switch (form) {
      case OPENAI_RESPONSES ->
          Set.of(
              "type",
              "sequence_number",
              "response",
              "output_index",
              "item_id",
              "item",
              "content_index",
              "part",
              "delta",
              "text",
              "logprobs",
              "annotation",
              "annotation_index",
              "summary_index",
              "refusal",
              "arguments",
              "input",
              "code",
              "message",
              "param");
      case ANTHROPIC_MESSAGES ->
          Set.of("type", "message", "index", "content_block", "delta", "usage");
      case OPENAI_CHAT, GEMINI, OPENAI_IMAGES, MINIMAX_IMAGE -> ofWhole(form);
    };
  }
}
