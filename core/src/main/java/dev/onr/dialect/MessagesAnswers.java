package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic Messages answers, read and written, and what their streams share with them. */
final class MessagesAnswers {
  private MessagesAnswers() {}

  // ---- reading

  static Answer read(ObjectNode body) {
    Members answer = Members.ofAnswer(body);
    if (answer.text("type").equals("error") || answer.has("error")) {
      throw new InvalidAnswer(error(answer));
    }
    if (!answer.has("content")) {
      throw new InvalidAnswer("the upstream's answer has no content");
    }
    List<Part> parts = MessagesBlocks.read(answer, "content");
    String stop = answer.text("stop_reason");
    Choice choice =
        new Choice(
            0,
            parts,
            stop.isEmpty() ? Optional.empty() : Optional.of(finishReason(stop)),
            stop,
            answer.text("stop_sequence"),
            Optional.empty(),
            stopDetails(answer));
    AnswerHead head = head(answer);
    Optional<Usage> usage =
        answer
            .object("usage")
            .map(
                members -> {
                  MessagesUsage counts = new MessagesUsage();
                  counts.merge(members);
                  return counts.usage();
                });
    answer.understood("role");
    return new Answer(head, List.of(choice), usage, "", answer.rest(Tongue.MESSAGES));
  }

  static AnswerHead head(Members answer) {
    return new AnswerHead(
        answer.text("id").trim(), answer.text("model").trim(), OptionalLong.empty(), "");
  }

  /** Details of a refusal travel with the choice. */
  static Extras stopDetails(Members holder) {
    JsonNode details = holder.raw("stop_details");
    return Extras.of(Tongue.MESSAGES, details == null ? Map.of() : Map.of("stop_details", details));
  }

  static FinishReason finishReason(String word) {
    return switch (word.trim()) {
      case "end_turn" -> FinishReason.STOP;
      case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
      case "max_tokens" -> FinishReason.LENGTH;
      case "tool_use" -> FinishReason.TOOL_CALLS;
      case "refusal" -> FinishReason.CONTENT_FILTER;
      case "pause_turn" -> FinishReason.PAUSED;
      case "model_context_window_exceeded" -> FinishReason.CONTEXT_FULL;
      default -> FinishReason.OTHER;
    };
  }

  static UpstreamError error(Members holder) {
    return holder
        .object("error")
        .map(
            error ->
                new UpstreamError(
                    0,
                    error.text("type"),
                    "",
                    "",
                    error.text("message").isEmpty() ? error.toString() : error.text("message")))
        .orElseGet(() -> new UpstreamError(0, "", "", "", holder.toString()));
  }

  // ---- writing

  static ObjectNode write(Answer answer, AnswerContext context, Losses losses) {
    boolean home = answer.extras().isHome(Tongue.MESSAGES);
    ObjectNode out = JsonTree.object();
    out.put("id", id(answer.head().id(), context));
    out.put("type", "message").put("role", "assistant");
    out.put(
        "model", answer.head().model().isEmpty() ? context.requestModel() : answer.head().model());
    ArrayNode content = out.putArray("content");
    Optional<Choice> choice = answer.choices().stream().findFirst();
    choice.ifPresent(first -> first.parts().forEach(part -> block(content, part, context, losses)));
    answer.choices().stream().skip(1).forEach(other -> losses.lost("choices"));
    if (choice.isPresent()) {
      stop(out, choice.get());
    } else {
      out.put("stop_reason", "refusal").putNull("stop_sequence");
    }
    MessagesUsage.write(out.putObject("usage"), answer.usage());
    if (home) {
      answer.extras().fields().forEach(out::set);
    } else {
      answer.extras().reportAbroad(Tongue.MESSAGES, "", losses);
    }
    return out;
  }

  private static void stop(ObjectNode out, Choice choice) {
    boolean refused =
        choice.finish().filter(reason -> reason != FinishReason.CONTENT_FILTER).isPresent()
            && choice.parts().stream().anyMatch(Part.Refusal.class::isInstance);
    if (choice.finish().isEmpty()) {
      out.putNull("stop_reason");
    } else {
      out.put(
          "stop_reason",
          refused ? "refusal" : stopWord(choice.finish().get(), choice.nativeFinish()));
    }
    if (choice.stopSequence().isEmpty()) {
      out.putNull("stop_sequence");
    } else {
      out.put("stop_sequence", choice.stopSequence());
    }
    choice.extras().at(Tongue.MESSAGES).forEach(out::set);
  }

  /**
   * Anthropic's word for a reason; a word of its own that the model does not know passes through.
   */
  static String stopWord(FinishReason reason, String nativeWord) {
    return switch (reason) {
      case STOP -> "end_turn";
      case OTHER -> nativeWord.matches("[a-z_]+_[a-z_]+") ? nativeWord : "end_turn";
      case STOP_SEQUENCE -> "stop_sequence";
      case LENGTH -> "max_tokens";
      case CONTEXT_FULL -> "model_context_window_exceeded";
      case TOOL_CALLS -> "tool_use";
      case CONTENT_FILTER -> "refusal";
      case PAUSED -> "pause_turn";
    };
  }

  private static void block(ArrayNode content, Part part, AnswerContext context, Losses losses) {
    switch (part) {
      case Part.Text text -> {
        if (!text.text().isEmpty() || text.extras().isHome(Tongue.MESSAGES)) {
          ObjectNode block = content.addObject().put("type", "text").put("text", text.text());
          MessagesTurnWriter.citations(block, text.citations(), losses);
          text.extras().at(Tongue.MESSAGES).forEach(block::set);
        }
      }
      case Part.Refusal refusal ->
          content.addObject().put("type", "text").put("text", refusal.text());
      case Part.Thinking thinking -> {
        if (shows(thinking, context)) {
          ObjectNode block = content.addObject().put("type", "thinking");
          block.put("thinking", thinking.text());
          block.put(
              "signature",
              Signatures.abroad(thinking.signature(), thinking.extras(), Tongue.MESSAGES));
        } else {
          losses.lost("content.thinking");
        }
      }
      case Part.RedactedThinking redacted ->
          content.addObject().put("type", "redacted_thinking").put("data", redacted.data());
      case Part.ToolCall call ->
          MessagesTurnWriter.toolUse(content.addObject(), withId(call, context), losses);
      case Part.Foreign foreign when foreign.home() == Tongue.MESSAGES ->
          content.add(foreign.raw());
      case Part.Foreign foreign -> inWords(content, foreign, foreign.type(), losses);
      case Part.Image image -> losses.lost("content.image");
      case Part.Audio audio -> losses.lost("content.audio");
      case Part.Video video -> inWords(content, video, "video", losses);
      case Part.Document document -> inWords(content, document, "document", losses);
      case Part.ToolResult result -> losses.lost("content.tool_result");
    }
  }

  /** Shows a part in words where answers of Messages have no block for it. */
  private static void inWords(ArrayNode content, Part part, String name, Losses losses) {
    GeminiParts.inWords(part)
        .ifPresentOrElse(
            shown -> content.addObject().put("type", "text").put("text", shown),
            () -> losses.lost("content." + name));
  }

  /**
   * Reasoning is shown to clients that enabled thinking; a client that did not would not know the
   * block.
   */
  static boolean shows(Part.Thinking thinking, AnswerContext context) {
    return context.showReasoning() || thinking.extras().isHome(Tongue.MESSAGES);
  }

  static Part.ToolCall withId(Part.ToolCall call, AnswerContext context) {
    return call.id().isEmpty()
        ? new Part.ToolCall(
            "toolu_" + context.uniqueId().get(),
            call.name(),
            call.kind(),
            call.arguments(),
            call.signature(),
            call.extras())
        : call;
  }

  /** An id with Anthropic's prefix. */
  static String id(String upstreamId, AnswerContext context) {
    if (upstreamId.isBlank()) {
      return "msg_" + context.uniqueId().get();
    }
    return upstreamId.startsWith("msg_") ? upstreamId : "msg_" + upstreamId;
  }
}
