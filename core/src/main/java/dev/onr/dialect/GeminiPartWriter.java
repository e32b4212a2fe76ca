package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Parts that requests and answers write alike → parts of a Gemini content. */
final class GeminiPartWriter {
  private final String place;
  private final boolean resolutions;
  private final Losses losses;

  /**
   * @param place where the parts stand, as the loss report names it
   * @param resolutions whether the model takes a resolution per picture
   */
  GeminiPartWriter(String place, boolean resolutions, Losses losses) {
    this.place = place;
    this.resolutions = resolutions;
    this.losses = losses;
  }

  /** Words. */
  ObjectNode text(Part.Text text) {
    return carry(JsonTree.object().put("text", text.text()), text.extras());
  }

  /**
   * A text or anything that is seen or heard; empty, and counted, where Gemini has no part for it.
   */
  Optional<ObjectNode> write(Part part) {
    return switch (part) {
      case Part.Text text -> Optional.of(text(text));
      case Part.Refusal refusal -> Optional.of(JsonTree.object().put("text", refusal.text()));
      case Part.Image image -> image(image);
      case Part.Audio audio ->
          media(audio.media(), audio.extras(), "", "audio")
              .map(
                  target -> {
                    if (!audio.transcript().isEmpty()) {
                      losses.lost(place + ".audio.transcript");
                    }
                    if (!audio.extras().isHome(Tongue.GEMINI)) {
                      mimeType(target, AudioFormats.mimeType(audio.format(), ""));
                    }
                    return carry(target, audio.extras());
                  });
      case Part.Video video ->
          media(video.media(), video.extras(), "video/mp4", "video")
              .map(target -> carry(target, video.extras()));
      case Part.Document document ->
          media(document.media(), document.extras(), "application/pdf", "document")
              .map(target -> named(target, document))
              .map(target -> carry(target, document.extras()));
      case Part.Foreign foreign when foreign.home() == Tongue.GEMINI ->
          Optional.of(foreign.raw().deepCopy());
      case Part.Foreign foreign -> lost(foreign.type());
      case Part.RedactedThinking redacted -> lost("redacted_thinking");
      case Part.Thinking thinking -> lost("thinking");
      case Part.ToolCall call -> lost("tool_call");
      case Part.ToolResult result -> lost("tool_result");
    };
  }

  /** A call whose arguments are known as an object. */
  ObjectNode call(Part.ToolCall call, ObjectNode arguments) {
    ObjectNode target = JsonTree.object();
    ObjectNode inner = target.putObject("functionCall");
    if (!call.id().isEmpty()) {
      inner.put("id", call.id());
    }
    if (!call.name().isEmpty() || !call.extras().isHome(Tongue.GEMINI)) {
      inner.put("name", call.name());
    }
    Optional<JsonNode> form = call.extras().form(Tongue.GEMINI, GeminiParts.ARGUMENTS);
    if (!(form.isPresent() && form.get() instanceof NullNode)) {
      inner.set("args", arguments);
    }
    if (!call.signature().isEmpty()) {
      target.put("thoughtSignature", call.signature());
    }
    return carry(target, call.extras());
  }

  private Optional<ObjectNode> image(Part.Image image) {
    Optional<ObjectNode> target = media(image.media(), image.extras(), "image/png", "image");
    if (target.isEmpty()) {
      return target;
    }
    Optional<JsonNode> form = image.extras().form(Tongue.GEMINI, "mediaResolution");
    if (form.isPresent()) {
      target.get().set("mediaResolution", form.get());
    } else {
      resolution(target.get(), image.detail().trim().toLowerCase(Locale.ROOT));
    }
    return target.map(part -> carry(part, image.extras()));
  }

  /** How closely a picture is looked at. */
  private void resolution(ObjectNode target, String detail) {
    String level =
        switch (detail) {
          case "low" -> "MEDIA_RESOLUTION_LOW";
          case "medium" -> "MEDIA_RESOLUTION_MEDIUM";
          case "high" -> "MEDIA_RESOLUTION_HIGH";
          case "ultra", "ultra_high" -> "MEDIA_RESOLUTION_ULTRA_HIGH";
          default -> "";
        };
    if (level.isEmpty()) {
      return;
    }
    if (resolutions) {
      target.putObject("mediaResolution").put("level", level);
    } else {
      losses.lost(place + ".image.detail");
    }
  }

  private Optional<ObjectNode> media(Media media, Extras extras, String defaultType, String kind) {
    boolean home = extras.isHome(Tongue.GEMINI);
    ObjectNode target = JsonTree.object();
    switch (media) {
      case Media.Inline(String mimeType, String base64) -> {
        ObjectNode inner = target.putObject("inlineData");
        String type = mimeType.isEmpty() && !home ? defaultType : mimeType;
        if (!type.isEmpty()) {
          inner.put("mimeType", type);
        }
        inner.put("data", base64);
      }
      case Media.Url(String mimeType, String url) -> {
        String type = mimeType.isEmpty() && !home ? MediaTypes.ofAddress(url) : mimeType;
        ObjectNode inner = target.putObject("fileData");
        if (!type.isEmpty()) {
          inner.put("mimeType", type);
        }
        inner.put("fileUri", url);
      }
      case Media.PlainText(String mimeType, String text) -> target.put("text", text);
      case Media.StoredFile(String id) -> {
        // A file that another vendor keeps.
        return lost(kind + ".file_id");
      }
    }
    return Optional.of(target);
  }

  private static void mimeType(ObjectNode target, String type) {
    if (target.get("inlineData") instanceof ObjectNode inner && !inner.has("mimeType")) {
      inner.put("mimeType", type);
    }
  }

  /** Names of files are Google's own affair: it refuses those of clients in most places. */
  private ObjectNode named(ObjectNode target, Part.Document document) {
    if (document.name().isEmpty()) {
      return target;
    }
    if (!document.extras().isHome(Tongue.GEMINI)) {
      losses.lost(place + ".document.name");
      return target;
    }
    for (String kind : new String[] {"inlineData", "fileData"}) {
      if (target.get(kind) instanceof ObjectNode inner) {
        inner.put("displayName", document.name());
      }
    }
    return target;
  }

  /** Writes what is at home here and counts the rest. */
  ObjectNode carry(ObjectNode target, Extras extras) {
    GeminiParts.carry(target, extras.at(Tongue.GEMINI));
    extras.reportAbroad(Tongue.GEMINI, place, losses);
    return target;
  }

  private Optional<ObjectNode> lost(String kind) {
    losses.lost(place + "." + kind);
    return Optional.empty();
  }
}
