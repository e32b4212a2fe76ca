package dev.onr.dialect;

import dev.onr.json.InvalidJson;
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
            stop.isEmpty() ? Optional.empty() : Optional.of(MessagesStop.reason(stop)),
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
    out.put("id", home ? homeId(answer.head().id(), context) : id(answer.head().id(), context));
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
    MessagesUsage.write(out.putObject("usage"), answer.usage(), answer.head().tier());
    if (home) {
      answer.extras().fields().forEach(out::set);
    } else {
      answer.extras().reportAbroad(Tongue.MESSAGES, "", losses);
    }
    AnswerLosses.ofAnswer(answer, Tongue.MESSAGES, losses);
    choice.flatMap(Choice::logprobs).ifPresent(tokens -> losses.lost("choices.logprobs"));
    return out;
  }

  private static void stop(ObjectNode out, Choice choice) {
    if (choice.finish().isEmpty()) {
      MessagesStop.writeNone(out);
      return;
    }
    MessagesStop.write(
        out,
        choice.finish().get(),
        choice.nativeFinish(),
        choice.stopSequence(),
        choice.parts().stream().anyMatch(Part.Refusal.class::isInstance),
        choice.parts().stream().anyMatch(Part.ToolCall.class::isInstance),
        choice.extras());
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
          thinking.extras().at(Tongue.MESSAGES).forEach(block::set);
        } else {
          losses.lost("content.thinking");
        }
      }
      case Part.RedactedThinking redacted -> redacted(content.addObject(), redacted);
      case Part.ToolCall call -> toolUse(content.addObject(), withId(call, context), losses);
      case Part.Foreign foreign when foreign.home() == Tongue.MESSAGES ->
          content.add(foreign.raw());
      default -> inWords(content, part, losses);
    }
  }

  /** A call that was cut off at home has no input yet; its piece is kept beside it. */
  private static void toolUse(ObjectNode block, Part.ToolCall call, Losses losses) {
    boolean home = call.extras().isHome(Tongue.MESSAGES);
    if (home && !isObject(call.arguments())) {
      MessagesTurnWriter.toolUse(block, call, JsonTree.object(), losses);
      block.put("partial_json", call.arguments());
    } else {
      MessagesTurnWriter.toolUse(block, call, MessagesTurnWriter.input(call), losses);
    }
    // Anthropic has no such member; clients that send blocks back as they came carry it.
    ChatMessageWriter.signature(block, call.signature());
  }

  private static boolean isObject(String arguments) {
    try {
      return arguments.isBlank() || JsonTree.parse(arguments).isObject();
    } catch (InvalidJson e) {
      return false;
    }
  }

  /** Shows a part in words where answers of Messages have no block for it. */
  private static void inWords(ArrayNode content, Part part, Losses losses) {
    GeminiParts.inWords(part)
        .ifPresentOrElse(
            shown -> content.addObject().put("type", "text").put("text", shown),
            () -> losses.lost("content." + ChatChoices.name(part)));
  }

  /**
   * Reasoning is shown to clients that enabled thinking; a client that did not would not know the
   * block.
   */
  static boolean shows(Part.Thinking thinking, AnswerContext context) {
    return context.showReasoning() || thinking.extras().isHome(Tongue.MESSAGES);
  }

  static void redacted(ObjectNode block, Part.RedactedThinking redacted) {
    block.put("type", "redacted_thinking").put("data", redacted.data());
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

  /** At home an id stays as it is, with whatever prefix. */
  static String homeId(String upstreamId, AnswerContext context) {
    return upstreamId.isBlank() ? id("", context) : upstreamId;
  }

  /** An id with Anthropic's prefix. */
  static String id(String upstreamId, AnswerContext context) {
    if (upstreamId.isBlank()) {
      return "msg_" + context.uniqueId().get();
    }
    return upstreamId.startsWith("msg_") ? upstreamId : "msg_" + upstreamId;
  }
}
