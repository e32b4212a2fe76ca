package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link Answer} → whole Chat Completions answer. */
final class ChatAnswerWriter {
  private final AnswerContext context;
  private final Losses losses;

  private ChatAnswerWriter(AnswerContext context, Losses losses) {
    this.context = context;
    this.losses = losses;
  }

  static ObjectNode write(Answer answer, AnswerContext context, Losses losses) {
    return new ChatAnswerWriter(context, losses).answer(answer);
  }

  private ObjectNode answer(Answer answer) {
    ObjectNode out = JsonTree.object();
    AnswerHead head = answer.head();
    boolean home = answer.extras().isHome(Tongue.CHAT) && !head.id().isEmpty();
    out.put("id", home ? head.id() : ChatAnswers.id(head.id(), context));
    out.put("object", "chat.completion");
    out.put("created", head.created().orElse(context.nowSeconds()));
    out.put("model", head.model().isEmpty() ? context.requestModel() : head.model());
    ArrayNode choices = out.putArray("choices");
    answer.choices().forEach(choice -> choice(choices.addObject(), choice));
    if (choices.isEmpty() && !answer.blocked().isEmpty()) {
      blocked(choices.addObject(), answer.blocked());
    }
    answer.usage().ifPresent(usage -> ChatAnswers.writeUsage(out.putObject("usage"), usage));
    String tier = ChatChoices.tier(head.tier(), answer.usage());
    if (!tier.isEmpty()) {
      out.put("service_tier", tier);
    }
    answer.extras().at(Tongue.CHAT).forEach(out::set);
    answer.extras().reportAbroad(Tongue.CHAT, "", losses);
    AnswerLosses.ofAnswer(answer, Tongue.CHAT, losses);
    return out;
  }

  /** A prompt that the vendor refused is an empty, filtered answer for a chat client. */
  private static void blocked(ObjectNode choice, String reason) {
    choice.put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", "");
    choice.put("finish_reason", "content_filter").put("native_finish_reason", reason);
  }

  private void choice(ObjectNode out, Choice choice) {
    out.put("index", choice.index());
    Message message = new Message();
    choice.parts().forEach(message::add);
    message.write(out.putObject("message").put("role", "assistant"), choice);
    choice.logprobs().ifPresent(logprobs -> out.set("logprobs", logprobs));
    if (choice.finish().isPresent()) {
      ChatChoices.finish(
          out,
          choice.finish().get(),
          choice.nativeFinish(),
          choice.stopSequence(),
          choice.extras());
    } else {
      out.putNull("finish_reason");
    }
    ChatChoices.addMissing(out, choice.extras().at(Tongue.CHAT));
  }

  /** The message of one choice while its parts come in. */
  private final class Message {
    private final StringBuilder words = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<Part> thinking = new ArrayList<>();
    private final ObjectNode beside = JsonTree.object();
    private boolean spoke;

    void add(Part part) {
      switch (part) {
        case Part.Text text -> text(text);
        case Part.Thinking thought -> {
          reasoning.append(thought.text());
          thinking.add(thought);
        }
        case Part.RedactedThinking redacted -> thinking.add(redacted);
        case Part.Refusal refusal ->
            beside.put("refusal", beside.path("refusal").asString("") + refusal.text());
        case Part.ToolCall call -> toolCall(call);
        case Part.Image image -> image(image);
        case Part.Audio audio -> audio(audio);
        case Part.Foreign foreign when foreign.home() == Tongue.CHAT -> {}
        default -> inWords(part);
      }
    }

    private void text(Part.Text text) {
      spoke = true;
      int start = ChatChoices.length(words);
      int length = ChatChoices.length(text.text());
      words.append(text.text());
      ArrayNode annotations = ChatChoices.array(beside, "annotations");
      text.citations()
          .forEach(citation -> ChatChoices.citation(annotations, citation, start, length, losses));
      if (annotations.isEmpty()) {
        beside.remove("annotations");
      }
    }

    private void toolCall(Part.ToolCall call) {
      Part.ToolCall known = ChatAnswers.withId(call, context);
      ChatMessageWriter.toolCall(ChatChoices.array(beside, "tool_calls"), known, losses);
    }

    private void image(Part.Image image) {
      String url =
          switch (image.media()) {
            case Media.Inline inline -> DataUrl.write(inline);
            case Media.Url place -> place.url();
            default -> "";
          };
      if (url.isEmpty()) {
        losses.lost("content.image");
      } else {
        ChatChoices.image(ChatChoices.array(beside, "images"), url);
      }
    }

    private void audio(Part.Audio audio) {
      if (audio.media() instanceof Media.Inline inline) {
        ObjectNode target = beside.putObject("audio").put("data", inline.base64());
        target.put("transcript", audio.transcript());
        audio.extras().at(Tongue.CHAT).forEach(target::set);
        if (!target.has("id")) {
          // The name under which OpenAI keeps an audio for later turns. This one nobody keeps.
          target.put("id", "audio_" + context.uniqueId().get());
          target.put("expires_at", context.nowSeconds());
        }
      } else {
        losses.lost("content.audio");
      }
    }

    /** Shows a part in words where chat has no part for it. */
    private void inWords(Part part) {
      Optional<String> shown = GeminiParts.inWords(part);
      shown.ifPresentOrElse(words::append, () -> losses.lost("content." + ChatChoices.name(part)));
      spoke |= shown.isPresent();
    }

    void write(ObjectNode message, Choice choice) {
      if (!beside.has("refusal")) {
        ChatChoices.explanation(choice.extras()).ifPresent(words -> beside.put("refusal", words));
      }
      thinkingBlocks();
      if (spoke || beside.isEmpty()) {
        message.put("content", words.toString());
      } else {
        message.putNull("content");
      }
      if (!reasoning.isEmpty()) {
        message.put("reasoning_content", reasoning.toString());
      }
      message.setAll(beside);
      ChatChoices.addMissing(
          message,
          choice
              .extras()
              .form(Tongue.CHAT, ChatAnswers.MESSAGE)
              .map(ChatAnswers::fields)
              .orElse(Map.of()));
    }

    /** Blocks are needed only where there is something to send back to the vendor. */
    private void thinkingBlocks() {
      boolean needed =
          thinking.stream()
              .anyMatch(
                  part ->
                      !(part instanceof Part.Thinking thought && thought.signature().isEmpty()));
      if (!needed) {
        return;
      }
      ArrayNode blocks = ChatChoices.array(beside, "thinking_blocks");
      for (Part part : thinking) {
        switch (part) {
          case Part.Thinking thought ->
              ChatChoices.thinkingBlock(
                  blocks,
                  Optional.of(thought.text()),
                  ChatChoices.signature(thought.signature(), thought.extras()));
          case Part.RedactedThinking redacted -> ChatChoices.redactedBlock(blocks, redacted);
          default -> {}
        }
      }
    }
  }
}
