package dev.onr.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Messages of Chat Completions, in requests and in answers → {@link Turn} and {@link Part}s. */
final class ChatMessageReader {
  private ChatMessageReader() {}

  /** One message of a request. */
  static Turn readRequestMessage(Members message) {
    String role = message.text("role");
    return switch (role) {
      case "system" -> turn(Role.SYSTEM, message, content(message));
      case "developer" -> turn(Role.DEVELOPER, message, content(message));
      case "user" -> turn(Role.USER, message, content(message));
      case "assistant" -> turn(Role.ASSISTANT, message, readAssistantParts(message));
      case "tool" -> toolResult(message, message.text("tool_call_id"), "");
      case "function" -> toolResult(message, "", message.text("name"));
      default ->
          throw new InvalidRequest(
              message.path("role"),
              message.path("role")
                  + " must be system, developer, user, assistant, tool or function");
    };
  }

  private static Turn turn(Role role, Members message, List<Part> parts) {
    String name = message.text("name");
    return new Turn(role, name, parts, message.rest(Tongue.CHAT));
  }

  private static Turn toolResult(Members message, String callId, String name) {
    List<Part> content = content(message);
    Part result = new Part.ToolResult(callId, name, ToolKind.FUNCTION, content, false, Extras.NONE);
    return new Turn(Role.TOOL, "", List.of(result), message.rest(Tongue.CHAT));
  }

  /** What an assistant says, in a request or an answer: reasoning first, then words, then calls. */
  static List<Part> readAssistantParts(Members message) {
    List<Part> parts = new ArrayList<>(thinking(message));
    List<Citation> citations = citations(message);
    for (Part part : content(message)) {
      if (part instanceof Part.Text text) {
        parts.add(new Part.Text(text.text(), citations, text.extras()));
        citations = List.of();
      } else {
        parts.add(part);
      }
    }
    String refusal = message.text("refusal");
    if (!refusal.isEmpty()) {
      parts.add(new Part.Refusal(refusal, Extras.NONE));
    }
    audio(message).ifPresent(parts::add);
    images(message).forEach(parts::add);
    for (Members call : message.objects("tool_calls")) {
      parts.add(toolCall(call));
    }
    message
        .object("function_call")
        .ifPresent(
            call ->
                parts.add(
                    new Part.ToolCall(
                        "",
                        call.text("name"),
                        ToolKind.FUNCTION,
                        call.text("arguments"),
                        "",
                        Extras.NONE)));
    return parts;
  }

  /**
   * Reasoning has no place in OpenAI's own schema. Two conventions are common: {@code
   * reasoning_content} (or {@code reasoning}) with the text, and {@code thinking_blocks} with
   * Anthropic's blocks, which carry the signature. A client that streamed may have gathered a block
   * without words: they came before the signature, as text.
   */
  private static List<Part> thinking(Members message) {
    List<Part> parts = new ArrayList<>();
    String text = message.text("reasoning_content", "reasoning");
    List<Members> blocks = message.objects("thinking_blocks");
    for (Members block : blocks) {
      String words = block.text("thinking");
      parts.add(
          block.text("type").equals("redacted_thinking")
              ? new Part.RedactedThinking(block.text("data"), atHome())
              : signed(
                  words.isEmpty() && blocks.size() == 1 ? text : words, block.text("signature")));
    }
    if (parts.isEmpty() && !text.isEmpty()) {
      parts.add(new Part.Thinking(text, "", false, atHome()));
    }
    return parts;
  }

  private static Part signed(String text, String signature) {
    Extras origin =
        Signatures.home(signature).map(home -> Extras.of(home, Map.of())).orElse(atHome());
    return new Part.Thinking(text, Signatures.own(signature), !origin.isHome(Tongue.CHAT), origin);
  }

  /** Marks reasoning that came in chat's form: services that write it take it back. */
  private static Extras atHome() {
    return Extras.of(Tongue.CHAT, Map.of());
  }

  private static List<Citation> citations(Members message) {
    List<Citation> citations = new ArrayList<>();
    for (Members annotation : message.objects("annotations")) {
      annotation.object("url_citation").map(ChatMessageReader::citation).ifPresent(citations::add);
    }
    return citations;
  }

  static Citation citation(Members source) {
    return new Citation(
        source.text("url"),
        source.text("title"),
        "",
        source.integer("start_index"),
        source.integer("end_index"),
        Extras.NONE);
  }

  private static Optional<Part> audio(Members message) {
    return message
        .object("audio")
        .map(
            audio ->
                new Part.Audio(
                    audio.has("data")
                        ? new Media.Inline("", audio.text("data"))
                        : new Media.StoredFile(audio.text("id")),
                    "",
                    audio.text("transcript"),
                    audio.rest(Tongue.CHAT)));
  }

  /** Generated images, in the form that OpenRouter and others use for them. */
  static List<Part> images(Members message) {
    List<Part> images = new ArrayList<>();
    for (Members image : message.objects("images")) {
      image
          .object("image_url")
          .flatMap(url -> DataUrl.read(url.text("url")))
          .ifPresent(media -> images.add(new Part.Image(media, "", Extras.NONE)));
    }
    return images;
  }

  static Part.ToolCall toolCall(Members call) {
    String id = call.text("id");
    String signature = signature(call);
    Optional<Members> custom = call.object("custom");
    call.understood("type", "index");
    if (custom.isPresent()) {
      return new Part.ToolCall(
          id,
          custom.get().text("name"),
          ToolKind.CUSTOM,
          custom.get().text("input"),
          signature,
          call.rest(Tongue.CHAT));
    }
    Optional<Members> function = call.object("function");
    return new Part.ToolCall(
        id,
        function.map(members -> members.text("name")).orElse(""),
        ToolKind.FUNCTION,
        function.map(ChatMessageReader::arguments).orElse(""),
        signature,
        call.rest(Tongue.CHAT));
  }

  /** The signature that {@link ChatMessageWriter#signature} wrote beside a call. */
  static String signature(Members call) {
    return call.object("extra_content")
        .flatMap(extra -> extra.object("google"))
        .map(google -> google.text("thought_signature"))
        .orElse("");
  }

  /** Arguments are a text; some services send the object itself. */
  private static String arguments(Members function) {
    JsonNode arguments = function.raw("arguments");
    return arguments != null && arguments.isObject()
        ? arguments.toString()
        : function.text("arguments");
  }

  // ---- content

  private static List<Part> content(Members message) {
    JsonNode content = message.raw("content");
    if (content == null) {
      return List.of();
    }
    if (content.isString()) {
      return content.asString().isEmpty() ? List.of() : List.of(Part.Text.of(content.asString()));
    }
    List<Part> parts = new ArrayList<>();
    for (Members part : message.objects("content")) {
      parts.add(part(part));
    }
    return parts;
  }

  private static Part part(Members part) {
    String type = part.text("type");
    return switch (type) {
      case "text", "input_text", "output_text" ->
          new Part.Text(part.text("text"), List.of(), part.rest(Tongue.CHAT));
      case "refusal" -> new Part.Refusal(part.text("refusal"), part.rest(Tongue.CHAT));
      case "image_url" -> image(part);
      case "input_audio" -> inputAudio(part);
      case "file" -> file(part);
      case "video_url" -> video(part);
      case "" ->
          part.has("text")
              ? new Part.Text(part.text("text"), List.of(), part.rest(Tongue.CHAT))
              : new Part.Foreign(Tongue.CHAT, "part", part.node());
      default -> new Part.Foreign(Tongue.CHAT, type, part.node());
    };
  }

  private static Part image(Members part) {
    JsonNode value = part.raw("image_url");
    if (value != null && value.isString()) {
      return new Part.Image(media(part, "image_url", value.asString()), "", part.rest(Tongue.CHAT));
    }
    Members image = required(part, "image_url");
    String detail = image.text("detail");
    return new Part.Image(media(image, "url", image.text("url")), detail, part.rest(Tongue.CHAT));
  }

  private static Part video(Members part) {
    Members video = required(part, "video_url");
    return new Part.Video(media(video, "url", video.text("url")), part.rest(Tongue.CHAT));
  }

  private static Part inputAudio(Members part) {
    Members audio = required(part, "input_audio");
    String format = audio.text("format");
    String mimeType = format.isEmpty() ? "" : "audio/" + format;
    return new Part.Audio(
        new Media.Inline(mimeType, audio.text("data")), format, "", part.rest(Tongue.CHAT));
  }

  private static Part file(Members part) {
    Members file = required(part, "file");
    String id = file.text("file_id");
    String data = file.text("file_data");
    Media media = id.isEmpty() ? fileData(file, data) : new Media.StoredFile(id);
    return new Part.Document(media, file.text("filename"), part.rest(Tongue.CHAT));
  }

  /** OpenAI documents bare base64, its examples show {@code data:} URLs; both are in use. */
  private static Media fileData(Members file, String data) {
    if (data.isEmpty()) {
      throw new InvalidRequest(file.path("file_data"), file.path() + " needs file_id or file_data");
    }
    return data.startsWith("data:")
        ? media(file, "file_data", data)
        : new Media.Inline("application/pdf", data);
  }

  private static Members required(Members part, String name) {
    return part.object(name)
        .orElseThrow(() -> new InvalidRequest(part.path(name), part.path(name) + " is required"));
  }

  private static Media media(Members holder, String name, String url) {
    if (url.isBlank()) {
      throw new InvalidRequest(holder.path(name), holder.path(name) + " must not be empty");
    }
    return DataUrl.read(url.trim())
        .orElseThrow(
            () ->
                new InvalidRequest(
                    holder.path(name),
                    holder.path(name) + " must be data:<type>;base64,<data> or a web address"));
  }

  /** Extras that a message of an answer keeps for home. */
  static Extras rest(Members message) {
    return message.understood("role").rest(Tongue.CHAT);
  }
}
