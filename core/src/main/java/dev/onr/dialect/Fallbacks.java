package dev.onr.dialect;

import dev.onr.json.JsonTree;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code fallbacks} extension: models to try when the first one declines, each with its own
 * limits.
 */
final class Fallbacks {
  private static final int BUDGET_INSTEAD_OF_ADAPTIVE = 16_384;

  private Fallbacks() {}

  /** Checks the list and fits each entry to its model. */
  static ArrayNode read(JsonNode fallbacks) {
    if (!fallbacks.isArray()) {
      throw new InvalidRequest("fallbacks", "fallbacks must be an array of objects");
    }
    ArrayNode out = JsonTree.nodes().arrayNode();
    for (int i = 0; i < fallbacks.size(); i++) {
      JsonNode entry = fallbacks.get(i);
      if (!entry.isNull()) {
        out.add(entry(entry, "fallbacks[" + i + "]"));
      }
    }
    return out;
  }

  private static ObjectNode entry(JsonNode entry, String path) {
    if (!(entry instanceof ObjectNode given)) {
      throw new InvalidRequest(path, path + " must be an object");
    }
    JsonNode model = given.get("model");
    if (model == null || !model.isString() || model.asString().isEmpty()) {
      throw new InvalidRequest(path + ".model", path + ".model is required");
    }
    ObjectNode out = given.deepCopy();
    JsonNode limit = given.get("max_tokens");
    if (limit != null && limit.isNumber()) {
      out.put("max_tokens", Math.min(limit.asInt(), ClaudeModels.defaultLimit(model.asString())));
    }
    boolean adaptive =
        given.path("thinking").path("type").isString()
            && given.path("thinking").path("type").asString().equals("adaptive");
    if (adaptive && !ClaudeModels.thinksAdaptively(model.asString())) {
      out.putObject("thinking")
          .put("type", "enabled")
          .put("budget_tokens", BUDGET_INSTEAD_OF_ADAPTIVE)
          .put("display", "omitted");
    }
    return out;
  }
}
