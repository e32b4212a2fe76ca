package dev.onr.dialect;

import dev.onr.json.InvalidJson;
import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Parts of a Gemini content, in requests and answers → {@link Part}s. */
final class GeminiParts {
  /** Form of a call that was written without {@code args}. */
  static final String ARGUMENTS = "args";

  /** Form of a result whose {@code response} says more than its content. */
  static final String RESPONSE = "response";

  /** Members that say something about a part but are not its content. */
  private static final List<String> ABOUT =
      List.of("thought", "thoughtSignature", "videoMetadata", "mediaResolution", "partMetadata");

  private GeminiParts() {}

  /** All parts of a content. */
  static List<Part> read(Members content) {
    List<Part> parts = new ArrayList<>();
    GeminiNames.objects(content, "parts").forEach(part -> read(part, parts::add));
    return parts;
  }

  /** One part; a text that stands beside other content becomes a part of its own, before it. */
  static void read(Members part, Consumer<Part> out) {
    boolean words = part.has("text") && !part.text("text").isEmpty();
    for (String kind : List.of("functionCall", "functionResponse", "inlineData", "fileData")) {
      if (part.has(kind)) {
        if (words) {
          out.accept(Part.Text.of(part.text("text")));
        }
        out.accept(content(kind, part));
        return;
      }
    }
    out.accept(part.has("text") ? words(part) : foreign(part));
  }

  private static Part content(String kind, Members part) {
    part.understood("text");
    Optional<Members> inner = part.object(kind);
    if (inner.isEmpty()) {
      return foreign(part);
    }
    return switch (kind) {
      case "functionCall" -> call(part, inner.get());
      case "functionResponse" -> result(part, inner.get());
      case "inlineData" -> {
        String mimeType = inner.get().text("mimeType");
        Media media = new Media.Inline(mimeType, inner.get().text("data"));
        yield media(mimeType, media, part, kind, inner.get());
      }
      default -> {
        String mimeType = inner.get().text("mimeType");
        String uri = inner.get().text("fileUri");
        String kindOf = mimeType.isEmpty() ? MediaTypes.ofAddress(uri) : mimeType;
        yield media(kindOf, new Media.Url(mimeType, uri), part, kind, inner.get());
      }
    };
  }

  private static Part foreign(Members part) {
    String type =
        part.names().stream().filter(name -> !ABOUT.contains(name)).findFirst().orElse("part");
    return new Part.Foreign(Tongue.GEMINI, type, part.node());
  }

  // ---- words

  private static Part words(Members part) {
    String text = part.text("text");
    if (part.flag("thought").orElse(false)) {
      String signature = part.text("thoughtSignature");
      return new Part.Thinking(text, signature, true, part.rest(Tongue.GEMINI));
    }
    if (text.isEmpty() && part.has("thoughtSignature")) {
      // The third generation ends an answer with a signature that belongs to no word.
      return new Part.Foreign(Tongue.GEMINI, "thoughtSignature", part.node());
    }
    return new Part.Text(text, List.of(), part.rest(Tongue.GEMINI));
  }

  // ---- calls and results

  private static Part call(Members part, Members call) {
    String id = call.text("id");
    String name = call.text("name");
    JsonNode args = call.raw("args");
    String signature = part.text("thoughtSignature");
    Extras extras = GeminiNames.withInner(part.rest(Tongue.GEMINI), "functionCall", call);
    if (args == null) {
      extras = extras.withForm(ARGUMENTS, NullNode.getInstance());
    }
    String arguments = args == null ? "{}" : JsonTree.text(args);
    return new Part.ToolCall(id, name, ToolKind.FUNCTION, arguments, signature, extras);
  }

  private static Part result(Members part, Members result) {
    String id = result.text("id");
    String name = result.text("name");
    JsonNode response = result.raw("response");
    List<Part> content = new ArrayList<>();
    boolean error = false;
    if (response instanceof ObjectNode object) {
      error = object.size() == 1 && object.has("error");
      JsonNode said = object.size() == 1 ? object.iterator().next() : object;
      boolean wrapped = error || (object.size() == 1 && object.has("result") && said.isString());
      JsonNode shown = wrapped ? said : object;
      content.add(Part.Text.of(shown.isString() ? shown.asString() : JsonTree.text(shown)));
    } else if (response != null) {
      result.wrong("response", "an object", "");
    }
    for (Members inner : GeminiNames.objects(result, "parts")) {
      read(inner, content::add);
    }
    Extras extras = GeminiNames.withInner(part.rest(Tongue.GEMINI), "functionResponse", result);
    if (response != null) {
      extras = extras.withForm(RESPONSE, response);
    }
    return new Part.ToolResult(id, name, ToolKind.FUNCTION, content, error, extras);
  }

  // ---- media

  private static Part media(String type, Media media, Members part, String name, Members inner) {
    if (part.node().path("thought").asBoolean(false)) {
      // Drafts that an image model makes on its way; only home knows them as drafts.
      return new Part.Foreign(Tongue.GEMINI, "thought", part.node());
    }
    String kind = type.toLowerCase(Locale.ROOT);
    if (kind.startsWith("image/")) {
      return image(media, part, name, inner);
    }
    if (kind.startsWith("audio/")) {
      return new Part.Audio(media, "", "", extras(part, name, inner));
    }
    if (kind.startsWith("video/")) {
      return new Part.Video(media, extras(part, name, inner));
    }
    String title = inner.text("displayName");
    return new Part.Document(media, title, extras(part, name, inner));
  }

  private static Extras extras(Members part, String name, Members inner) {
    return GeminiNames.withInner(part.rest(Tongue.GEMINI), name, inner);
  }

  private static Part image(Media media, Members part, String name, Members inner) {
    JsonNode resolution = part.raw("mediaResolution");
    if (resolution == null) {
      return new Part.Image(media, "", extras(part, name, inner));
    }
    JsonNode level = resolution.isObject() ? resolution.path("level") : resolution;
    String detail =
        switch (level.isString() ? level.asString() : "") {
          case "MEDIA_RESOLUTION_LOW" -> "low";
          case "MEDIA_RESOLUTION_HIGH", "MEDIA_RESOLUTION_ULTRA_HIGH" -> "high";
          default -> "";
        };
    Extras extras = extras(part, name, inner).withForm("mediaResolution", resolution);
    return new Part.Image(media, detail, extras);
  }

  // ---- words for what others have no part for

  /**
   * What a client of another dialect can be shown of a part of an answer that its own dialect
   * lacks: code and its output as fenced blocks, places of documents and films as links.
   */
  static Optional<String> inWords(Part part) {
    return switch (part) {
      case Part.Foreign foreign when foreign.home() == Tongue.GEMINI -> code(foreign);
      case Part.Document(Media.Url place, String name, Extras extras) ->
          Optional.of(link(name, place));
      case Part.Video(Media.Url place, Extras extras) -> Optional.of(link("", place));
      default -> Optional.empty();
    };
  }

  private static Optional<String> code(Part.Foreign foreign) {
    JsonNode inner = foreign.raw().path(foreign.type());
    return switch (foreign.type()) {
      case "executableCode" -> {
        String language = inner.path("language").asString("").toLowerCase(Locale.ROOT);
        String name = language.endsWith("unspecified") ? "" : language;
        yield Optional.of(fence(name, inner.path("code").asString("")));
      }
      case "codeExecutionResult" -> Optional.of(fence("", inner.path("output").asString("")));
      default -> Optional.empty();
    };
  }

  private static String fence(String language, String text) {
    String end = text.endsWith("\n") ? "" : "\n";
    return "\n```" + language + "\n" + text + end + "```\n";
  }

  private static String link(String name, Media.Url place) {
    return "[" + (name.isEmpty() ? place.url() : name) + "](" + place.url() + ")";
  }

  /** The arguments of a call as the object that Gemini wants; empty where they are none. */
  static Optional<ObjectNode> arguments(Part.ToolCall call) {
    if (call.kind() == ToolKind.CUSTOM) {
      return Optional.of(JsonTree.object().put("input", call.arguments()));
    }
    if (call.arguments().isBlank()) {
      return Optional.of(JsonTree.object());
    }
    return object(call.arguments());
  }

  /** A text that is a JSON object, as that object. */
  static Optional<ObjectNode> object(String text) {
    try {
      return JsonTree.parse(text) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (InvalidJson e) {
      return Optional.empty();
    }
  }

  /** Sets everything that rode along, inner objects merged with what stands there already. */
  static void carry(ObjectNode target, Map<String, JsonNode> fields) {
    fields.forEach((name, value) -> ChatAnswers.merge(target, name, value));
  }
}
