package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** Content blocks of Anthropic Messages, in requests and answers → {@link Part}s. */
final class MessagesBlocks {
  private MessagesBlocks() {}

  /** A member that is a text or a list of blocks; nothing where it is absent. */
  static List<Part> read(Members holder, String name) {
    JsonNode content = holder.raw(name);
    if (content == null) {
      return List.of();
    }
    if (content.isString()) {
      return content.asString().isEmpty() ? List.of() : List.of(Part.Text.of(content.asString()));
    }
    if (!content.isArray()) {
      return holder.wrong(name, "a string or an array of blocks", List.of());
    }
    List<Part> parts = new ArrayList<>();
    for (Members block : holder.objects(name)) {
      parts.add(block(block));
    }
    return parts;
  }

  /** One block. */
  static Part block(Members block) {
    String type = block.text("type");
    return switch (type) {
      case "text" -> {
        String text = block.text("text");
        List<Citation> citations = citations(block);
        yield new Part.Text(text, citations, block.rest(Tongue.MESSAGES));
      }
      case "image" ->
          source(block)
              .<Part>map(media -> new Part.Image(media, "", block.rest(Tongue.MESSAGES)))
              .orElseGet(() -> foreign(block, type));
      case "document" -> {
        String title = block.text("title");
        yield source(block)
            .<Part>map(media -> new Part.Document(media, title, block.rest(Tongue.MESSAGES)))
            .orElseGet(() -> foreign(block, type));
      }
      case "thinking" -> {
        String text = block.text("thinking");
        String signature = block.text("signature");
        yield Signatures.home(signature)
            .map(
                home ->
                    new Part.Thinking(
                        text, Signatures.own(signature), true, Extras.of(home, Map.of())))
            .orElseGet(
                () -> new Part.Thinking(text, signature, false, block.rest(Tongue.MESSAGES)));
      }
      case "redacted_thinking" -> {
        String data = block.text("data");
        yield new Part.RedactedThinking(data, block.rest(Tongue.MESSAGES));
      }
      case "tool_use" -> toolUse(block);
      case "tool_result" -> toolResult(block);
      case "" -> block.wrong("type", "a string", foreign(block, "block"));
      default -> foreign(block, type);
    };
  }

  private static Part foreign(Members block, String type) {
    return new Part.Foreign(Tongue.MESSAGES, type, block.node());
  }

  private static Part toolUse(Members block) {
    JsonNode input = block.raw("input");
    String id = block.text("id").trim();
    String name = block.text("name").trim();
    String arguments = input == null ? "{}" : JsonTree.text(input);
    String signature = ChatMessageReader.signature(block);
    return new Part.ToolCall(
        id, name, ToolKind.FUNCTION, arguments, signature, block.rest(Tongue.MESSAGES));
  }

  private static Part toolResult(Members block) {
    String callId = block.text("tool_use_id").trim();
    boolean error = block.flag("is_error").orElse(false);
    List<Part> content = read(block, "content");
    return new Part.ToolResult(
        callId, "", ToolKind.FUNCTION, content, error, block.rest(Tongue.MESSAGES));
  }

  private static Optional<Media> source(Members block) {
    Optional<Members> source = block.object("source");
    if (source.isEmpty()) {
      return Optional.empty();
    }
    Members given = source.get();
    return switch (given.text("type")) {
      case "base64" -> Optional.of(new Media.Inline(given.text("media_type"), given.text("data")));
      case "url" -> Optional.of(new Media.Url(given.text("media_type"), given.text("url")));
      case "file" -> Optional.of(new Media.StoredFile(given.text("file_id")));
      case "text" -> Optional.of(new Media.PlainText(given.text("media_type"), given.text("data")));
      default -> Optional.empty();
    };
  }

  private static List<Citation> citations(Members block) {
    // In a request, citations may also be the switch {"enabled": true}; that rides along as it is.
    JsonNode citations = block.node().get("citations");
    if (citations == null || !citations.isArray()) {
      return List.of();
    }
    return block.objects("citations").stream().map(MessagesBlocks::citation).toList();
  }

  /** A citation keeps everything for home; others get the source and the quoted words. */
  static Citation citation(Members citation) {
    String url = citation.text("url", "source");
    String title = citation.text("title", "document_title");
    String quoted = citation.text("cited_text");
    return new Citation(
        url,
        title,
        quoted,
        OptionalInt.empty(),
        OptionalInt.empty(),
        Extras.of(Tongue.MESSAGES, Map.of("citation", citation.node())));
  }
}
