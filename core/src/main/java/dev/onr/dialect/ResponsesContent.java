package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Content parts of Responses' messages and tool results → {@link Part}s. */
final class ResponsesContent {
  private ResponsesContent() {}

  /** A member that is a text or an array of parts; nothing where it is absent. */
  static List<Part> read(Members holder, String name) {
    JsonNode content = holder.raw(name);
    if (content == null) {
      return List.of();
    }
    if (content.isString()) {
      return content.asString().isEmpty()
          ? List.of()
          : List.of(
              new Part.Text(
                  content.asString(), List.of(), ResponsesForm.extras(JsonTree.object())));
    }
    if (!content.isArray()) {
      return holder.wrong(name, "a string or an array of content parts", List.of());
    }
    List<Part> parts = new ArrayList<>();
    for (Members part : holder.objects(name)) {
      parts.add(part(part));
    }
    return parts;
  }

  /** One content part. */
  static Part part(Members part) {
    String type = part.text("type");
    return switch (type) {
      case "input_text", "output_text", "text" -> text(part);
      case "refusal" -> new Part.Refusal(part.text("refusal"), part.rest(Tongue.RESPONSES));
      case "input_image" -> image(part);
      case "input_file" -> file(part);
      case "input_audio" -> audio(part);
      default -> foreign(part);
    };
  }

  private static Part text(Members part) {
    String text = part.text("text");
    List<Citation> citations =
        part.objects("annotations").stream().map(ResponsesContent::citation).toList();
    ObjectNode form = JsonTree.object();
    for (String name : List.of("annotations", "logprobs")) {
      if (part.node().get(name) instanceof ArrayNode array && array.isEmpty()) {
        keptEmpty(form).add(name);
        part.understood(name);
      }
    }
    if (!part.node().path("logprobs").isEmpty()) {
      // Others get them from the answer as a whole.
      form.set("logprobs", part.raw("logprobs"));
    }
    return new Part.Text(text, citations, ResponsesForm.extras(part, form));
  }

  private static ArrayNode keptEmpty(ObjectNode form) {
    return form.get("empty") instanceof ArrayNode names ? names : form.putArray("empty");
  }

  /** An annotation of a text. Those of files have no address; they are kept whole for home. */
  static Citation citation(Members annotation) {
    return new Citation(
        annotation.text("url"),
        annotation.text("title", "filename"),
        "",
        annotation.integer("start_index"),
        annotation.integer("end_index"),
        Extras.of(Tongue.RESPONSES, Map.of("annotation", annotation.node())));
  }

  private static Part image(Members part) {
    String id = part.text("file_id");
    String url = part.text("image_url");
    Optional<Media> media =
        id.isEmpty() ? media(part, "image_url", url) : Optional.of(new Media.StoredFile(id));
    String detail = part.text("detail");
    return media
        .<Part>map(place -> new Part.Image(place, detail, part.rest(Tongue.RESPONSES)))
        .orElseGet(() -> foreign(part));
  }

  private static Part file(Members part) {
    String name = part.text("filename");
    return fileMedia(part)
        .<Part>map(media -> new Part.Document(media, name, part.rest(Tongue.RESPONSES)))
        .orElseGet(() -> foreign(part));
  }

  private static Optional<Media> fileMedia(Members part) {
    String id = part.text("file_id");
    String data = part.text("file_data");
    String url = part.text("file_url");
    if (!id.isEmpty()) {
      return Optional.of(new Media.StoredFile(id));
    }
    if (!url.isEmpty()) {
      return media(part, "file_url", url);
    }
    return data.isEmpty() || data.startsWith("data:")
        ? media(part, "file_data", data)
        : Optional.of(new Media.Inline("application/pdf", data));
  }

  private static Part audio(Members part) {
    Optional<Members> audio = part.object("input_audio");
    if (audio.isEmpty()) {
      return part.wrong("input_audio", "an object with data and format", foreign(part));
    }
    String format = audio.get().text("format");
    return new Part.Audio(
        new Media.Inline(AudioFormats.mimeType(format, ""), audio.get().text("data")),
        format,
        "",
        part.rest(Tongue.RESPONSES));
  }

  private static Part foreign(Members part) {
    String type = part.text("type");
    return new Part.Foreign(Tongue.RESPONSES, type.isEmpty() ? "part" : type, part.node());
  }

  /** In a request, refuses an address that leads nowhere; in an answer, there is none then. */
  private static Optional<Media> media(Members part, String name, String url) {
    Optional<Media> media = url.isBlank() ? Optional.empty() : DataUrl.read(url.trim());
    return media.isPresent()
        ? media
        : part.wrong(name, "data:<type>;base64,<data> or a web address, or give a file_id", media);
  }

  // ---- writing what requests and answers share

  /** The annotations of a text; positions default to the whole text. */
  static void annotations(ArrayNode target, List<Citation> citations, String text, Losses losses) {
    for (Citation citation : citations) {
      annotation(citation, text, losses, target);
    }
  }

  private static void annotation(Citation citation, String text, Losses losses, ArrayNode target) {
    JsonNode own = citation.extras().at(Tongue.RESPONSES).get("annotation");
    if (own != null) {
      target.add(own);
    } else if (citation.url().isEmpty()) {
      losses.lost("content.citations");
    } else {
      target
          .addObject()
          .put("type", "url_citation")
          .put("start_index", citation.start().orElse(0))
          .put("end_index", citation.end().orElse(text.codePointCount(0, text.length())))
          .put("title", citation.title())
          .put("url", citation.url());
    }
  }

  /** Arrays that were there without holding anything are there again. */
  static void restoreEmpty(ObjectNode target, Extras extras) {
    if (ResponsesForm.of(extras).get("empty") instanceof ArrayNode names) {
      for (JsonNode name : names) {
        if (!target.has(name.asString())) {
          target.putArray(name.asString());
        }
      }
    }
  }
}
