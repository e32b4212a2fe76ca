package dev.onr.dialect;

import dev.onr.json.InvalidJson;
import dev.onr.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link Turn}s → {@code system} and {@code messages} of an Anthropic Messages request. */
final class MessagesTurnWriter {
  private final boolean home;
  private final Losses losses;

  /**
   * @param home whether the turns were read from Messages, so that texts stay texts and blocks
   *     blocks
   */
  MessagesTurnWriter(boolean home, Losses losses) {
    this.home = home;
    this.losses = losses;
  }

  /** Instructions have one place in Messages, wherever they stood in the conversation. */
  void writeSystem(ObjectNode out, List<Turn> turns) {
    List<Part> parts = new ArrayList<>();
    for (Turn turn : turns) {
      if ((turn.role() == Role.SYSTEM || turn.role() == Role.DEVELOPER) && !inPlace(turn)) {
        parts.addAll(turn.parts());
      }
    }
    ArrayNode blocks = JsonTree.nodes().arrayNode();
    for (Part part : parts) {
      if (part instanceof Part.Text text) {
        text(blocks, text);
      } else {
        losses.lost("system." + part.getClass().getSimpleName());
      }
    }
    if (blocks.isEmpty()) {
      return;
    }
    if (plain(parts)) {
      out.put("system", ((Part.Text) parts.getFirst()).text());
    } else {
      out.set("system", blocks);
    }
  }

  /**
   * Anthropic's own clients may instruct in mid-conversation; what they wrote there stays there.
   */
  private boolean inPlace(Turn turn) {
    return home && turn.role() == Role.SYSTEM && turn.extras().isHome(Tongue.MESSAGES);
  }

  /** A single text that the client did not write as a block. */
  private boolean plain(List<Part> parts) {
    return home
        && parts.size() == 1
        && parts.getFirst() instanceof Part.Text text
        && !text.extras().isHome(Tongue.MESSAGES);
  }

  /** Results of tools go into one user message, first, with what the user says next behind them. */
  void writeMessages(ArrayNode messages, List<Turn> turns) {
    List<Part> results = new ArrayList<>();
    for (Turn turn : turns) {
      switch (turn.role()) {
        case SYSTEM, DEVELOPER -> {
          if (inPlace(turn)) {
            flush(messages, results);
            message(messages, "system", turn.parts(), turn);
          }
        }
        case TOOL -> {
          results.addAll(turn.parts());
          carryNothing(turn);
        }
        case USER -> {
          List<Part> parts = new ArrayList<>(results);
          parts.addAll(home ? turn.parts() : resultsFirst(turn.parts()));
          results.clear();
          message(messages, "user", parts, turn);
        }
        case ASSISTANT -> {
          flush(messages, results);
          message(messages, "assistant", turn.parts(), turn);
        }
      }
    }
    flush(messages, results);
  }

  /** Anthropic rejects a message whose results stand behind other content. */
  private static List<Part> resultsFirst(List<Part> parts) {
    List<Part> sorted = new ArrayList<>(parts);
    sorted.sort(Comparator.comparing(part -> !(part instanceof Part.ToolResult)));
    return sorted;
  }

  private void flush(ArrayNode messages, List<Part> results) {
    if (!results.isEmpty()) {
      message(messages, "user", List.copyOf(results), Turn.of(Role.TOOL, results));
      results.clear();
    }
  }

  private void message(ArrayNode messages, String role, List<Part> parts, Turn turn) {
    ArrayNode blocks = JsonTree.nodes().arrayNode();
    parts.forEach(part -> block(blocks, part, role.equals("assistant")));
    if (blocks.isEmpty() && !home) {
      carryNothing(turn);
      return;
    }
    ObjectNode message = messages.addObject().put("role", role);
    if (plain(parts)) {
      message.put("content", ((Part.Text) parts.getFirst()).text());
    } else {
      message.set("content", blocks);
    }
    carry(message, turn.extras(), "messages", losses);
    if (!turn.name().isEmpty()) {
      losses.lost("messages.name");
    }
  }

  private void carryNothing(Turn turn) {
    turn.extras().reportAbroad(Tongue.MESSAGES, "messages", losses);
  }

  /**
   * Writes what is at home here, and cache_control, which clients of other dialects use as well.
   */
  static void carry(ObjectNode target, Extras extras, String place, Losses losses) {
    extras
        .fields()
        .forEach(
            (name, value) -> {
              if (extras.isHome(Tongue.MESSAGES) || name.equals("cache_control")) {
                target.set(name, value);
              } else {
                losses.lost(place + "." + name);
              }
            });
  }

  // ---- blocks

  private void block(ArrayNode blocks, Part part, boolean assistant) {
    switch (part) {
      case Part.Text text -> text(blocks, text);
      case Part.Refusal refusal -> text(blocks, Part.Text.of(refusal.text()));
      case Part.Image image -> image(blocks, image);
      case Part.Document document -> document(blocks, document);
      case Part.Thinking thinking -> thinking(blocks, thinking);
      case Part.RedactedThinking redacted ->
          carry(
              blocks.addObject().put("type", "redacted_thinking").put("data", redacted.data()),
              redacted.extras(),
              "messages.redacted_thinking",
              losses);
      case Part.ToolCall call when assistant -> {
        toolUse(blocks.addObject(), withSafeId(call), input(call), losses);
        if (!call.signature().isEmpty()) {
          losses.lost("messages.tool_calls.signature");
        }
      }
      case Part.ToolCall call -> losses.lost("messages.tool_call");
      case Part.ToolResult result -> toolResult(blocks.addObject(), result);
      case Part.Foreign foreign when foreign.home() == Tongue.MESSAGES -> blocks.add(foreign.raw());
      case Part.Foreign foreign -> losses.lost("messages." + foreign.type());
      case Part.Audio audio -> losses.lost("messages.audio");
      case Part.Video video -> losses.lost("messages.video");
    }
  }

  /** Anthropic rejects texts of nothing but white space. */
  private void text(ArrayNode blocks, Part.Text text) {
    if (text.text().isBlank() && !home) {
      return;
    }
    ObjectNode block = blocks.addObject().put("type", "text").put("text", text.text());
    citations(block, text.citations(), losses);
    carry(block, text.extras(), "messages.content", losses);
  }

  /**
   * Citations go back where they came from; those of other dialects lack what Anthropic wants to
   * know.
   */
  static void citations(ObjectNode block, List<Citation> citations, Losses losses) {
    ArrayNode target = JsonTree.nodes().arrayNode();
    for (Citation citation : citations) {
      JsonNode own = citation.extras().at(Tongue.MESSAGES).get("citation");
      if (own == null) {
        losses.lost("content.citations");
      } else {
        target.add(own);
      }
    }
    if (!target.isEmpty()) {
      block.set("citations", target);
    }
  }

  /**
   * Anthropic takes reasoning back only with its own signature. One that went through a client of
   * another dialect came back with Messages as its home ({@link Signatures}).
   */
  private void thinking(ArrayNode blocks, Part.Thinking thinking) {
    boolean signedElsewhere =
        thinking.extras().isHome(Tongue.GEMINI) || thinking.extras().isHome(Tongue.RESPONSES);
    if (signedElsewhere || (thinking.signature().isEmpty() && !home)) {
      losses.lost("messages.thinking");
      return;
    }
    ObjectNode block = blocks.addObject().put("type", "thinking").put("thinking", thinking.text());
    block.put("signature", thinking.signature());
    carry(block, thinking.extras(), "messages.thinking", losses);
  }

  private void image(ArrayNode blocks, Part.Image image) {
    media(blocks, "image", image.media(), "", image.extras());
    if (image.asksForDetail()) {
      losses.lost("messages.image.detail");
    }
  }

  private void document(ArrayNode blocks, Part.Document document) {
    Media media = document.media();
    if (media instanceof Media.Inline(String mimeType, String base64)
        && mimeType.startsWith("text/")) {
      media = new Media.PlainText("text/plain", decoded(base64));
    }
    media(blocks, "document", media, document.name(), document.extras());
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequest("messages", "a text file is not valid base64");
    }
  }

  private void media(ArrayNode blocks, String type, Media media, String title, Extras extras) {
    ObjectNode block = blocks.addObject().put("type", type);
    ObjectNode source = block.putObject("source");
    switch (media) {
      case Media.Inline(String mimeType, String base64) ->
          source.put("type", "base64").put("media_type", mimeType).put("data", base64);
      case Media.Url(String mimeType, String url) -> source.put("type", "url").put("url", url);
      case Media.StoredFile(String id) -> source.put("type", "file").put("file_id", id);
      case Media.PlainText(String mimeType, String text) ->
          source
              .put("type", "text")
              .put("media_type", mimeType.isEmpty() ? "text/plain" : mimeType)
              .put("data", text);
    }
    if (!title.isEmpty()) {
      block.put("title", title);
    }
    carry(block, extras, "messages." + type, losses);
  }

  /** One call as a block, in a request or an answer, without the signature that it may have. */
  static void toolUse(ObjectNode block, Part.ToolCall call, JsonNode input, Losses losses) {
    block.put("type", "tool_use").put("id", call.id()).put("name", call.name());
    block.set("input", input);
    carry(block, call.extras(), "messages.tool_calls", losses);
  }

  private Part.ToolCall withSafeId(Part.ToolCall call) {
    return new Part.ToolCall(
        safeId(call.id()),
        call.name(),
        call.kind(),
        call.arguments(),
        call.signature(),
        call.extras());
  }

  /**
   * Anthropic takes letters, digits, {@code _} and {@code -} in ids; other vendors' ids may hold
   * dots and colons ({@code functions.f:0}).
   */
  private String safeId(String id) {
    return home ? id : id.replaceAll("[^a-zA-Z0-9_-]", "_");
  }

  /**
   * Input must be an object; anything else that the model wrote is wrapped, so that it is not lost.
   */
  static JsonNode input(Part.ToolCall call) {
    String arguments = call.arguments();
    if (call.kind() == ToolKind.CUSTOM) {
      return customInput(arguments);
    }
    if (arguments.isBlank()) {
      return JsonTree.object();
    }
    try {
      JsonNode parsed = JsonTree.parse(arguments);
      if (parsed.isObject()) {
        return parsed;
      }
    } catch (InvalidJson e) {
      return JsonTree.object().put("arguments", arguments.trim());
    }
    return JsonTree.object().put("arguments", arguments.trim());
  }

  /** Free text of a custom tool as an input. */
  static ObjectNode customInput(String text) {
    return JsonTree.object().put("input", text);
  }

  private void toolResult(ObjectNode block, Part.ToolResult result) {
    block.put("type", "tool_result").put("tool_use_id", safeId(result.callId()));
    boolean words = result.content().stream().allMatch(Part.Text.class::isInstance);
    boolean blocksAtHome =
        result.content().stream().anyMatch(part -> part.extras().isHome(Tongue.MESSAGES));
    if (words && !blocksAtHome) {
      String text =
          result.content().stream()
              .map(part -> ((Part.Text) part).text())
              .collect(Collectors.joining("\n"));
      block.put("content", text);
    } else {
      ArrayNode content = block.putArray("content");
      result.content().forEach(part -> block(content, part, false));
    }
    if (result.error()) {
      block.put("is_error", true);
    }
    carry(block, result.extras(), "messages.tool_result", losses);
  }
}
