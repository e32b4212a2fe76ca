package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Items that a model makes (messages, reasoning, calls), in a request's history or in an answer's
 * output, and {@link Part}s.
 */
final class ResponsesItems {
  /** Stands between the pieces of one reasoning text. */
  static final String BETWEEN_PIECES = "\n\n";

  /**
   * Marks what another vendor encrypted and left without text; OpenAI's own encrypted content is
   * base64 and never has a colon.
   */
  private static final String REDACTED = "redacted:";

  private ResponsesItems() {}

  /** The parts of one item; none for a message without content. */
  static List<Part> read(Members item) {
    String type = item.text("type");
    // Where streams put an item's place into the item.
    item.understood("output_index");
    return switch (type) {
      case "", "message" -> message(item);
      case "function_call" -> List.of(call(item, type, ToolKind.FUNCTION, "arguments"));
      case "custom_tool_call" -> List.of(call(item, type, ToolKind.CUSTOM, "input"));
      case "reasoning" -> List.of(reasoning(item));
      case "image_generation_call" -> List.of(image(item));
      default -> List.of(foreign(item));
    };
  }

  static Part.Foreign foreign(Members item) {
    String type = item.text("type");
    return new Part.Foreign(Tongue.RESPONSES, type.isEmpty() ? "item" : type, item.node());
  }

  /** A message of the model: its first part carries what the item holds beside the content. */
  private static List<Part> message(Members item) {
    boolean string = item.node().path("content").isString();
    boolean typed = item.has("type");
    item.understood("type", "role");
    List<Part> parts = new ArrayList<>(ResponsesContent.read(item, "content"));
    if (!parts.isEmpty()) {
      ObjectNode form = ResponsesForm.itemForm(item);
      if (typed) {
        ((ObjectNode) form.get("item")).put("type", "message");
      }
      if (string) {
        form.put("string", true);
      }
      parts.set(0, opening(parts.getFirst(), form));
    }
    return parts;
  }

  /** The part with the item's form added to its own. */
  static Part opening(Part part, ObjectNode form) {
    return switch (part) {
      case Part.Text text -> new Part.Text(text.text(), text.citations(), with(text, form));
      case Part.Refusal refusal -> new Part.Refusal(refusal.text(), with(refusal, form));
      default -> part;
    };
  }

  private static Extras with(Part part, ObjectNode form) {
    ObjectNode both = ResponsesForm.of(part.extras()).deepCopy();
    both.setAll(form);
    Extras own = part.extras().and(Extras.of(Tongue.RESPONSES, Map.of()));
    return ResponsesForm.with(own, both);
  }

  /** A call without a name could not be answered by anyone. */
  private static Part call(Members item, String type, ToolKind kind, String input) {
    String name = item.text("name");
    String callId = item.text("call_id");
    String id = callId.isEmpty() ? item.text("id") : callId;
    JsonNode arguments = item.raw(input);
    if (name.isBlank()) {
      return new Part.Foreign(Tongue.RESPONSES, type, item.node());
    }
    String text =
        arguments == null
            ? ""
            : arguments.isString() ? arguments.asString() : JsonTree.text(arguments);
    String signature = ChatMessageReader.signature(item);
    return new Part.ToolCall(id, name, kind, text, signature, callForm(item));
  }

  private static Extras callForm(Members item) {
    ObjectNode form = ResponsesForm.itemForm(item);
    // The id is read where it has to stand in for a missing call_id; it stays the item's all the
    // same.
    if (item.has("id")) {
      ((ObjectNode) form.get("item")).set("id", item.node().get("id"));
    }
    return ResponsesForm.extras(form);
  }

  /** Reasoning that is neither told nor sent along encrypted is only a reference to the vendor. */
  private static Part reasoning(Members item) {
    String encrypted = item.text("encrypted_content");
    List<String> summary = texts(item, "summary");
    List<String> content = texts(item, "content");
    if (encrypted.isEmpty() && summary.isEmpty() && content.isEmpty()) {
      return foreign(item);
    }
    boolean hasContent = item.has("content");
    ObjectNode form = ResponsesForm.itemForm(item);
    if (hasContent && content.isEmpty()) {
      form.putArray("empty").add("content");
    }
    if (encrypted.startsWith(REDACTED)) {
      return new Part.RedactedThinking(
          encrypted.substring(REDACTED.length()), ResponsesForm.extras(form));
    }
    List<String> pieces = new ArrayList<>(summary);
    pieces.addAll(content);
    if (Signatures.home(encrypted).isPresent()) {
      return new Part.Thinking(
          String.join(BETWEEN_PIECES, pieces),
          Signatures.own(encrypted),
          true,
          Extras.of(Signatures.home(encrypted).get(), Map.of()));
    }
    if (pieces.size() > 1) {
      pieces(form, summary, content);
    }
    return new Part.Thinking(
        String.join(BETWEEN_PIECES, pieces),
        encrypted,
        content.isEmpty() || !summary.isEmpty(),
        ResponsesForm.extras(form));
  }

  private static void pieces(ObjectNode form, List<String> summary, List<String> content) {
    ArrayNode lengths = form.putArray("pieces");
    summary.forEach(piece -> lengths.add(piece.length()));
    form.put("summaries", summary.size());
    content.forEach(piece -> lengths.add(piece.length()));
  }

  private static List<String> texts(Members item, String name) {
    return item.objects(name).stream()
        .map(piece -> piece.text("text"))
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static Part image(Members item) {
    String base64 = item.text("result");
    if (base64.isEmpty()) {
      return foreign(item);
    }
    String format =
        item.node().path("output_format").isString()
            ? item.node().path("output_format").asString()
            : "png";
    return new Part.Image(
        new Media.Inline("image/" + format, base64), "", ResponsesForm.item(item));
  }

  // ---- writing

  /** An item of reasoning, whole. What the item itself held at home comes back with it. */
  static ObjectNode reasoning(Part.Thinking thinking) {
    ObjectNode item = JsonTree.object().put("type", "reasoning");
    ArrayNode summary = item.putArray("summary");
    ObjectNode form = ResponsesForm.of(thinking.extras());
    List<String> pieces = pieces(thinking.text(), form);
    boolean home = thinking.extras().isHome(Tongue.RESPONSES);
    int summaries =
        form.has("summaries")
            ? form.path("summaries").asInt()
            : home && !thinking.summary() ? 0 : pieces.size();
    for (int i = 0; i < pieces.size(); i++) {
      if (i < summaries) {
        summary.addObject().put("type", "summary_text").put("text", pieces.get(i));
      } else {
        ArrayNode content =
            item.get("content") instanceof ArrayNode array ? array : item.putArray("content");
        content.addObject().put("type", "reasoning_text").put("text", pieces.get(i));
      }
    }
    if (!thinking.signature().isEmpty()) {
      item.put(
          "encrypted_content",
          Signatures.abroad(thinking.signature(), thinking.extras(), Tongue.RESPONSES));
    }
    ResponsesContent.restoreEmpty(item, thinking.extras());
    ResponsesForm.restoreItem(item, thinking.extras());
    return item;
  }

  /** The text cut where it was joined; one piece where the lengths don't fit it. */
  private static List<String> pieces(String text, ObjectNode form) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> pieces = new ArrayList<>();
    int from = 0;
    if (form.get("pieces") instanceof ArrayNode lengths) {
      for (JsonNode length : lengths) {
        int to = from + length.asInt();
        if (to > text.length()) {
          return List.of(text);
        }
        pieces.add(text.substring(from, to));
        from = Math.min(text.length(), to + BETWEEN_PIECES.length());
      }
    }
    return from < text.length() || pieces.isEmpty() ? List.of(text) : pieces;
  }

  static ObjectNode redacted(Part.RedactedThinking redacted) {
    ObjectNode item = JsonTree.object().put("type", "reasoning");
    item.putArray("summary");
    item.put("encrypted_content", REDACTED + redacted.data());
    ResponsesForm.restoreItem(item, redacted.extras());
    return item;
  }

  /**
   * A call, whole. A signature of Gemini's travels as it does in chat: Gemini refuses a history
   * without it.
   */
  static ObjectNode call(Part.ToolCall call, String arguments, String signature) {
    boolean custom = call.kind() == ToolKind.CUSTOM;
    ObjectNode item = JsonTree.object();
    item.put("type", custom ? "custom_tool_call" : "function_call");
    item.put("call_id", call.id()).put("name", call.name());
    item.put(custom ? "input" : "arguments", arguments);
    ChatMessageWriter.signature(item, signature);
    ResponsesForm.restoreItem(item, call.extras());
    return item;
  }

  static ObjectNode image(Part.Image image, Media.Inline media) {
    ObjectNode item = JsonTree.object().put("type", "image_generation_call");
    item.put("result", media.base64());
    if (ResponsesForm.hasItem(image.extras())) {
      ResponsesForm.restoreItem(item, image.extras());
    } else {
      item.put("output_format", media.mimeType().substring(media.mimeType().indexOf('/') + 1));
    }
    return item;
  }
}
