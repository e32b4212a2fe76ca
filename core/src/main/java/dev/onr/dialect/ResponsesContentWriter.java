package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link Part}s → content parts of messages and tool results in a Responses request. */
final class ResponsesContentWriter {
  private final Losses losses;

  ResponsesContentWriter(Losses losses) {
    this.losses = losses;
  }

  /**
   * Appends a part.
   *
   * @param assistant whether the model said it: OpenAI takes its own words as output only
   */
  void write(ArrayNode content, Part part, boolean assistant) {
    ObjectNode target = JsonTree.object();
    boolean written =
        switch (part) {
          case Part.Text text -> text(target, text, assistant);
          case Part.Refusal refusal -> {
            target.put("type", "refusal").put("refusal", refusal.text());
            yield true;
          }
          case Part.Image image -> image(target, image);
          case Part.Document document -> document(target, document);
          case Part.Audio audio -> audio(target, audio);
          case Part.Foreign foreign when foreign.home() == Tongue.RESPONSES -> {
            target.setAll(foreign.raw());
            yield true;
          }
          case Part.Foreign foreign -> lost(foreign.type());
          default -> lost(name(part));
        };
    if (written) {
      ResponsesForm.restore(target, part.extras());
      part.extras().reportAbroad(Tongue.RESPONSES, "messages.content", losses);
      content.add(target);
    }
  }

  /** How the loss report names a part that has no place. */
  static String name(Part part) {
    return part instanceof Part.Foreign foreign
        ? foreign.type()
        : part.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private boolean lost(String type) {
    losses.lost("messages.content." + type);
    return false;
  }

  private boolean text(ObjectNode target, Part.Text text, boolean assistant) {
    target.put("type", assistant ? "output_text" : "input_text").put("text", text.text());
    ArrayNode annotations = JsonTree.nodes().arrayNode();
    ResponsesContent.annotations(annotations, text.citations(), text.text(), losses);
    if (!annotations.isEmpty()) {
      target.set("annotations", annotations);
    }
    ResponsesContent.restoreEmpty(target, text.extras());
    return true;
  }

  private boolean image(ObjectNode target, Part.Image image) {
    target.put("type", "input_image");
    switch (image.media()) {
      case Media.Inline inline -> target.put("image_url", DataUrl.write(inline));
      case Media.Url place -> target.put("image_url", place.url());
      case Media.StoredFile(String id) -> target.put("file_id", id);
      case Media.PlainText text -> {
        return lost("image");
      }
    }
    if (!image.detail().isEmpty()) {
      target.put("detail", image.detail());
    }
    return true;
  }

  private boolean document(ObjectNode target, Part.Document document) {
    target.put("type", "input_file");
    switch (document.media()) {
      case Media.StoredFile(String id) -> target.put("file_id", id);
      case Media.Url place -> target.put("file_url", place.url());
      case Media.Inline inline -> {
        target.put("file_data", DataUrl.write(inline));
        // OpenAI requires a name beside the bytes.
        if (document.name().isEmpty() && !document.extras().isHome(Tongue.RESPONSES)) {
          target.put("filename", "document");
        }
      }
      case Media.PlainText text -> {
        target.put("type", "input_text").put("text", text.text());
        if (!document.name().isEmpty()) {
          losses.lost("messages.content.document.name");
        }
        return true;
      }
    }
    if (!document.name().isEmpty()) {
      target.put("filename", document.name());
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
}
