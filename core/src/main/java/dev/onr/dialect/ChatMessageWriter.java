package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link Turn}s → entries of a Chat Completions request's {@code messages}. */
final class ChatMessageWriter {
  private final ArrayNode messages;
  private final Losses losses;

  ChatMessageWriter(ArrayNode messages, Losses losses) {
    this.messages = messages;
    this.losses = losses;
  }

  /** Appends one turn: one message, or several where it holds tool results. */
  void write(Turn turn) {
    if (!turn.parts().isEmpty() && turn.parts().stream().allMatch(ChatMessageWriter::unknown)) {
      turn.parts().forEach(this::reportUnknown);
      turn.extras().reportAbroad(Tongue.CHAT, "messages", losses);
      return;
    }
    switch (turn.role()) {
      case SYSTEM -> plain("system", turn);
      case DEVELOPER -> plain("developer", turn);
      case ASSISTANT -> assistant(turn);
      case USER, TOOL -> user(turn);
    }
  }

  /** What chat has no place for at all; a message of nothing else would be an empty one. */
  private static boolean unknown(Part part) {
    return switch (part) {
      case Part.Foreign foreign -> foreign.home() != Tongue.CHAT;
      case Part.Thinking thinking -> !thinking.extras().isHome(Tongue.CHAT);
      case Part.RedactedThinking redacted -> !redacted.extras().isHome(Tongue.CHAT);
      default -> false;
    };
  }

  private void reportUnknown(Part part) {
    losses.lost(
        switch (part) {
          case Part.Foreign foreign -> "messages." + foreign.type();
          case Part.RedactedThinking redacted -> "messages.redacted_thinking";
          default -> "messages.thinking";
        });
  }

  private void plain(String role, Turn turn) {
    ObjectNode message = message(role, turn);
    content(message, turn.parts());
    finish(message, turn);
  }

  /** OpenAI wants results right behind the calls, so they come before what else the user says. */
  private void user(Turn turn) {
    List<Part> rest = new ArrayList<>();
    List<Part> pictures = new ArrayList<>();
    for (Part part : turn.parts()) {
      if (part instanceof Part.ToolResult result) {
        toolResult(result, turn, pictures);
      } else {
        rest.add(part);
      }
    }
    pictures.addAll(rest);
    if (!pictures.isEmpty() || turn.parts().isEmpty()) {
      ObjectNode message = message("user", turn);
      content(message, pictures);
      finish(message, turn);
    }
  }

  /** Chat results are text; pictures among them go into a user message behind the results. */
  private void toolResult(Part.ToolResult result, Turn turn, List<Part> pictures) {
    ObjectNode message = messages.addObject();
    if (result.callId().isEmpty() && !result.name().isEmpty()) {
      message.put("role", "function").put("name", result.name());
    } else {
      message.put("role", "tool").put("tool_call_id", result.callId());
    }
    List<Part> words = new ArrayList<>();
    for (Part part : result.content()) {
      switch (part) {
        case Part.Text text -> words.add(text);
        case Part.Foreign foreign -> losses.lost("messages.tool_result." + foreign.type());
        default -> pictures.add(part);
      }
    }
    if (result.error()) {
      message.put("content", "Error: " + joined(words));
    } else if (words.isEmpty()) {
      message.put("content", "");
    } else {
      content(message, words);
    }
    result.extras().reportAbroad(Tongue.CHAT, "messages.tool_result", losses);
    if (turn.role() == Role.TOOL) {
      finish(message, turn);
    }
  }

  private void assistant(Turn turn) {
    ObjectNode message = message("assistant", turn);
    List<Part> words = new ArrayList<>();
    for (Part part : turn.parts()) {
      switch (part) {
        case Part.Text text -> words.add(text);
        case Part.Refusal refusal ->
            message.put("refusal", joined(message, "refusal", refusal.text()));
        case Part.Thinking thinking -> thinking(message, thinking);
        case Part.RedactedThinking redacted -> redacted(message, redacted);
        case Part.ToolCall call -> toolCall(ChatChoices.array(message, "tool_calls"), call, losses);
        case Part.Audio audio when audio.media() instanceof Media.StoredFile(String id) ->
            message.putObject("audio").put("id", id);
        case Part.Foreign foreign when foreign.home() == Tongue.CHAT -> words.add(foreign);
        case Part.Foreign foreign -> losses.lost("messages." + foreign.type());
        case Part.Image image -> losses.lost("messages.assistant.image");
        case Part.Audio audio -> losses.lost("messages.assistant.audio");
        case Part.Video video -> losses.lost("messages.assistant.video");
        case Part.Document document -> losses.lost("messages.assistant.document");
        case Part.ToolResult result -> losses.lost("messages.assistant.tool_result");
      }
    }
    if (words.isEmpty()) {
      emptyContent(message);
    } else {
      content(message, words);
    }
    finish(message, turn);
  }

  /** OpenAI takes a message without content only where something else stands in for it. */
  private static void emptyContent(ObjectNode message) {
    if (message.has("tool_calls") || message.has("refusal") || message.has("audio")) {
      message.putNull("content");
    } else {
      message.put("content", "");
    }
  }

  /** Only services that wrote reasoning_content are known to take it back. */
  private void thinking(ObjectNode message, Part.Thinking thinking) {
    if (!thinking.extras().isHome(Tongue.CHAT)) {
      losses.lost("messages.thinking");
      return;
    }
    message.put("reasoning_content", joined(message, "reasoning_content", thinking.text()));
    if (!thinking.signature().isEmpty()) {
      ChatChoices.thinkingBlock(
          ChatChoices.array(message, "thinking_blocks"),
          Optional.of(thinking.text()),
          thinking.signature());
    }
  }

  private void redacted(ObjectNode message, Part.RedactedThinking redacted) {
    if (redacted.extras().isHome(Tongue.CHAT)) {
      ChatChoices.redactedBlock(ChatChoices.array(message, "thinking_blocks"), redacted);
    } else {
      losses.lost("messages.redacted_thinking");
    }
  }

  /** What a member says already, and more. */
  private static String joined(ObjectNode message, String name, String more) {
    return message.path(name).asString("") + more;
  }

  /** Writes one call as an entry of {@code tool_calls}, in a request or an answer. */
  static void toolCall(ArrayNode calls, Part.ToolCall call, Losses losses) {
    boolean none = call.kind() == ToolKind.FUNCTION && call.arguments().isBlank();
    toolCall(calls, call, none ? "{}" : call.arguments(), losses);
  }

  /** The same with arguments that are yet to be completed. */
  static void toolCall(ArrayNode calls, Part.ToolCall call, String arguments, Losses losses) {
    ObjectNode target = calls.addObject();
    target.put("id", call.id());
    if (call.kind() == ToolKind.CUSTOM) {
      target
          .put("type", "custom")
          .putObject("custom")
          .put("name", call.name())
          .put("input", arguments);
    } else {
      target
          .put("type", "function")
          .putObject("function")
          .put("name", call.name())
          .put("arguments", arguments);
    }
    signature(target, call.signature());
    call.extras().at(Tongue.CHAT).forEach(target::set);
    call.extras().reportAbroad(Tongue.CHAT, "messages.tool_calls", losses);
  }

  /** Where Google's own chat endpoint carries thought signatures. */
  static void signature(ObjectNode call, String signature) {
    if (!signature.isEmpty()) {
      call.putObject("extra_content").putObject("google").put("thought_signature", signature);
    }
  }

  private ObjectNode message(String role, Turn turn) {
    ObjectNode message = messages.addObject().put("role", role);
    if (!turn.name().isEmpty()) {
      message.put("name", turn.name());
    }
    return message;
  }

  private void finish(ObjectNode message, Turn turn) {
    turn.extras().at(Tongue.CHAT).forEach(message::set);
    turn.extras().reportAbroad(Tongue.CHAT, "messages", losses);
  }

  // ---- content

  /**
   * Words of another dialect become one text, line by line; chat's own parts and anything beside
   * words stay parts.
   */
  private void content(ObjectNode message, List<Part> parts) {
    boolean onlyWords = parts.stream().allMatch(Part.Text.class::isInstance);
    boolean partsAtHome = parts.stream().anyMatch(part -> part.extras().isHome(Tongue.CHAT));
    // Gemini's parts stand side by side without a line break between them.
    boolean partsOfGemini =
        parts.size() > 1 && parts.stream().anyMatch(part -> part.extras().isHome(Tongue.GEMINI));
    if (onlyWords && !partsAtHome && !partsOfGemini) {
      message.put("content", joined(parts));
      parts.forEach(this::reportText);
      return;
    }
    ArrayNode content = message.putArray("content");
    parts.forEach(part -> part(content, part));
    if (content.isEmpty() && !partsAtHome) {
      // OpenAI refuses an empty list.
      message.put("content", "");
    }
  }

  private static String joined(List<Part> words) {
    return words.stream()
        .map(part -> part instanceof Part.Text text ? text.text() : "")
        .collect(Collectors.joining("\n"));
  }

  private void reportText(Part part) {
    part.extras().reportAbroad(Tongue.CHAT, "messages.content", losses);
    if (part instanceof Part.Text text && !text.citations().isEmpty()) {
      losses.lost("messages.content.citations");
    }
  }

  private void part(ArrayNode content, Part part) {
    ObjectNode target = JsonTree.object();
    boolean written =
        switch (part) {
          case Part.Text text -> {
            target.put("type", "text").put("text", text.text());
            yield true;
          }
          case Part.Image image -> image(target, image);
          case Part.Audio audio -> audio(target, audio);
          case Part.Document document -> document(target, document);
          case Part.Video video -> video(target, video);
          case Part.Refusal refusal -> {
            target.put("type", "refusal").put("refusal", refusal.text());
            yield true;
          }
          case Part.Foreign foreign when foreign.home() == Tongue.CHAT -> {
            target.setAll(foreign.raw());
            yield true;
          }
          case Part.Foreign foreign -> lost(foreign.type());
          case Part.Thinking thinking -> lost("thinking");
          case Part.RedactedThinking redacted -> lost("redacted_thinking");
          case Part.ToolCall call -> lost("tool_call");
          case Part.ToolResult result -> lost("tool_result");
        };
    if (written) {
      part.extras().at(Tongue.CHAT).forEach(target::set);
      reportText(part);
      content.add(target);
    }
  }

  private boolean lost(String type) {
    losses.lost("messages.content." + type);
    return false;
  }

  private boolean image(ObjectNode target, Part.Image image) {
    String url =
        switch (image.media()) {
          case Media.Inline inline -> DataUrl.write(inline);
          case Media.Url place -> place.url();
          case Media.StoredFile file -> "";
          case Media.PlainText text -> "";
        };
    if (url.isEmpty()) {
      return lost("image");
    }
    ObjectNode inner = target.put("type", "image_url").putObject("image_url").put("url", url);
    if (!image.detail().isEmpty()) {
      inner.put("detail", image.detail());
    }
    return true;
  }

  private boolean audio(ObjectNode target, Part.Audio audio) {
    if (!(audio.media() instanceof Media.Inline inline)) {
      return lost("audio");
    }
    AudioFormats.writeInput(target, audio.format(), inline);
    return true;
  }

  private boolean document(ObjectNode target, Part.Document document) {
    switch (document.media()) {
      case Media.StoredFile(String id) ->
          target.put("type", "file").putObject("file").put("file_id", id);
      case Media.Inline inline -> {
        ObjectNode file = target.put("type", "file").putObject("file");
        file.put("file_data", DataUrl.write(inline));
        // OpenAI requires a name beside the bytes.
        file.put("filename", document.name().isEmpty() ? "document" : document.name());
      }
      case Media.PlainText text -> {
        target.put("type", "text").put("text", text.text());
        if (!document.name().isEmpty()) {
          losses.lost("messages.content.document.name");
        }
      }
      case Media.Url url -> {
        return lost("document.url");
      }
    }
    return true;
  }

  /** Not OpenAI's, but the form that compatible services agree on. */
  private boolean video(ObjectNode target, Part.Video video) {
    switch (video.media()) {
      case Media.Inline inline ->
          target.put("type", "video_url").putObject("video_url").put("url", DataUrl.write(inline));
      case Media.Url place ->
          target.put("type", "video_url").putObject("video_url").put("url", place.url());
      default -> {
        return lost("video");
      }
    }
    return true;
  }
}
