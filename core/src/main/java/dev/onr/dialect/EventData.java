package dev.onr.dialect;

import dev.onr.json.InvalidJson;
import dev.onr.json.JsonTree;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The data of a server-sent event, as far as every dialect treats it alike. */
final class EventData {
  private EventData() {}

  /** Whether it is the {@code [DONE]} with which OpenAI's streams end. */
  static boolean isDone(byte[] data) {
    return data.length >= 6
        && data.length < 16
        && new String(data, StandardCharsets.UTF_8).trim().equals("[DONE]");
  }

  /** The payload as an object, or null where it is none: such an event carries no news. */
  static @Nullable ObjectNode object(byte[] data) {
    try {
      return JsonTree.parse(data) instanceof ObjectNode object ? object : null;
    } catch (InvalidJson e) {
      return null;
    }
  }
}
