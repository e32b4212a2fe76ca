package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
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
    out.put("id", ChatAnswers.id(head.id(), context));
    out.put("object", "chat.completion");
    out.put("created", head.created().orElse(context.nowSeconds()));
    out.put("model", head.model().isEmpty() ? context.requestModel() : head.model());
    ArrayNode choices = out.putArray("choices");
    answer.choices().forEach(choice -> choice(choices.addObject(), choice));
    if (choices.isEmpty() && !answer.blocked().isEmpty()) {
      blocked(choices.addObject(), answer.blocked());
    }
    answer.usage().ifPresent(usage -> ChatAnswers.writeUsage(out.putObject("usage"), usage));
    if (!head.tier().isEmpty()) {
      out.put("service_tier", head.tier());
    }
    answer.extras().at(Tongue.CHAT).forEach(out::set);
    answer.extras().reportAbroad(Tongue.CHAT, "", losses);
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
    message(out.putObject("message").put("role", "assistant"), choice);
    choice.logprobs().ifPresent(logprobs -> out.set("logprobs", logprobs));
    if (choice.finish().isPresent()) {
      String word = ChatAnswers.finishWord(choice.finish().get());
      out.put("finish_reason", word);
      if (!choice.nativeFinish().isEmpty() && !choice.nativeFinish().equals(word)) {
        out.put("native_finish_reason", choice.nativeFinish());
      }
    } else {
      out.putNull("finish_reason");
    }
    JsonNode details = choice.extras().fields().get("stop_details");
    if (details != null) {
      out.set("stop_details", details);
    }
  }

  private void message(ObjectNode message, Choice choice) {
    StringBuilder words = new StringBuilder();
    StringBuilder reasoning = new StringBuilder();
    ObjectNode beside = JsonTree.object();
    boolean spoke = false;
    for (Part part : choice.parts()) {
      switch (part) {
        case Part.Text text -> {
          spoke = true;
          int start = words.codePointCount(0, words.length());
          words.append(text.text());
          text.citations()
              .forEach(citation -> citation(array(beside, "annotations"), citation, start, text));
        }
        case Part.Thinking thinking -> {
          reasoning.append(thinking.text());
          if (!thinking.signature().isEmpty()) {
            thinkingBlock(array(beside, "thinking_blocks"), thinking);
          }
        }
        case Part.RedactedThinking redacted ->
            array(beside, "thinking_blocks")
                .addObject()
                .put("type", "redacted_thinking")
                .put("data", redacted.data());
        case Part.Refusal refusal -> beside.put("refusal", refusal.text());
        case Part.ToolCall call ->
            ChatMessageWriter.toolCall(array(beside, "tool_calls"), withId(call), losses);
        case Part.Image image -> image(beside, image);
        case Part.Audio audio -> audio(beside, audio);
        case Part.Foreign foreign when foreign.home() == Tongue.CHAT -> {}
        case Part.Foreign foreign -> spoke |= inWords(foreign, foreign.type(), words);
        case Part.Video video -> spoke |= inWords(video, "video", words);
        case Part.Document document -> spoke |= inWords(document, "document", words);
        case Part.ToolResult result -> losses.lost("content.tool_result");
      }
    }
    if (spoke || beside.isEmpty()) {
      message.put("content", words.toString());
    } else {
      message.putNull("content");
    }
    if (!reasoning.isEmpty()) {
      message.put("reasoning_content", reasoning.toString());
    }
    message.setAll(beside);
    choice
        .extras()
        .at(Tongue.CHAT)
        .forEach(
            (name, value) -> {
              if (!message.has(name)) {
                message.set(name, value);
              }
            });
  }

  /** Not every dialect gives its calls ids. */
  private Part.ToolCall withId(Part.ToolCall call) {
    return call.id().isEmpty()
        ? new Part.ToolCall(
            "call_" + context.uniqueId().get(),
            call.name(),
            call.kind(),
            call.arguments(),
            call.signature(),
            call.extras())
        : call;
  }

  /** Shows a part in words where chat has no part for it; tells whether there were any. */
  private boolean inWords(Part part, String name, StringBuilder words) {
    Optional<String> shown = GeminiParts.inWords(part);
    shown.ifPresentOrElse(words::append, () -> losses.lost("content." + name));
    return shown.isPresent();
  }

  private static ArrayNode array(ObjectNode holder, String name) {
    return holder.get(name) instanceof ArrayNode array ? array : holder.putArray(name);
  }

  static void thinkingBlock(ArrayNode blocks, Part.Thinking thinking) {
    blocks
        .addObject()
        .put("type", "thinking")
        .put("thinking", thinking.text())
        .put("signature", thinking.signature());
  }

  /**
   * Positions count from the start of the whole content; a citation without them covers its text.
   */
  private static void citation(
      ArrayNode annotations, Citation citation, int start, Part.Text text) {
    int length = text.text().codePointCount(0, text.text().length());
    ObjectNode target =
        annotations.addObject().put("type", "url_citation").putObject("url_citation");
    target.put("url", citation.url()).put("title", citation.title());
    target.put("start_index", start + citation.start().orElse(0));
    target.put("end_index", start + citation.end().orElse(length));
  }

  static ObjectNode imageEntry(ObjectNode entry, String url) {
    entry.put("type", "image_url").putObject("image_url").put("url", url);
    return entry;
  }

  private void image(ObjectNode beside, Part.Image image) {
    String url =
        switch (image.media()) {
          case Media.Inline inline -> DataUrl.write(inline);
          case Media.Url place -> place.url();
          default -> "";
        };
    if (url.isEmpty()) {
      losses.lost("content.image");
    } else {
      imageEntry(array(beside, "images").addObject(), url);
    }
  }

  private void audio(ObjectNode beside, Part.Audio audio) {
    if (audio.media() instanceof Media.Inline inline) {
      ObjectNode target = beside.putObject("audio").put("data", inline.base64());
      target.put("transcript", audio.transcript());
      audio.extras().at(Tongue.CHAT).forEach(target::set);
    } else {
      losses.lost("content.audio");
    }
  }
}
