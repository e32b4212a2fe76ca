package dev.onr.steps;

import dev.onr.dialect.BulkyBody;
import dev.onr.dialect.InvalidRequest;
import dev.onr.dialect.Losses;
import dev.onr.dialect.Mode;
import dev.onr.dialect.RouteFacts;
import dev.onr.json.InvalidJson;
import dev.onr.json.JsonDocument;
import dev.onr.json.JsonTree;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Client bodies that a translation can read, and their translation. */
final class Translatable {
  private static final String INVALID = "request_invalid_parameter";

  private Translatable() {}

  /**
   * The client's body where it can be translated.
   *
   * @param document the body as JSON; null where it is none
   * @throws RequestRejected 400 when the body is encoded, a form, or no JSON object
   */
  static JsonDocument body(ClientRequest request, @Nullable JsonDocument document) {
    for (String encoding : request.headers().all("Content-Encoding")) {
      if (!encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
        throw new RequestRejected(
            400,
            INVALID,
            "cannot transform encoded client request (Content-Encoding=\"%s\"); send it plain"
                .formatted(encoding.strip()),
            "Content-Encoding");
      }
    }
    if (request.body().isMultipart()) {
      throw new RequestRejected(
          400,
          INVALID,
          "this provider takes no forms here; send a JSON object as application/json",
          "Content-Type");
    }
    if (document == null) {
      throw new RequestRejected(400, INVALID, "the body must be a JSON object");
    }
    return document;
  }

  /**
   * Translates a body.
   *
   * @throws RequestRejected 400 with the field to blame
   */
  static byte[] translate(Mode mode, JsonDocument body, RouteFacts route, Losses losses) {
    try {
      return BulkyBody.translate(
          body, losses, (bytes, lost) -> translated(mode, bytes, route, lost));
    } catch (InvalidRequest e) {
      throw new RequestRejected(400, e.code(), String.valueOf(e.getMessage()), e.param());
    } catch (InvalidJson e) {
      throw Rejections.invalidJson("invalid json: " + e.getMessage());
    }
  }

  private static byte[] translated(Mode mode, byte[] body, RouteFacts route, Losses losses) {
    return JsonTree.write(mode.request((ObjectNode) JsonTree.parse(body), route, losses));
  }
}
