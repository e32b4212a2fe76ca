package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds out what a translation of requests can't say by asking it: puts a field into a request that
 * says next to nothing else and looks whether a loss is counted. So what is said here about a pair
 * is what its codecs do.
 */
final class LossProbe {
  private static final RouteFacts NOTHING_BESIDE = new RouteFacts("", false);

  /** Values of every type; a field takes those that are of its own. */
  private static final List<JsonNode> ANY =
      parsed("2", "true", "\"auto\"", "[\"x\"]", "{\"x\":2}", "{\"x\":\"y\"}");

  /**
   * Values of fields for which none of {@link #ANY} says what the field is there for: objects whose
   * members have names.
   */
  private static final Map<String, List<JsonNode>> OF_FIELD =
      Map.ofEntries(
          Map.entry("audio", parsed("{\"voice\":\"alloy\"}")),
          Map.entry("extra_body", parsed("{\"google\":{\"thinking_config\":{}}}")),
          Map.entry("fallbacks", parsed("[{\"model\":\"m\"}]")),
          Map.entry("generationConfig", parsed("{\"temperature\":1}")),
          Map.entry("include", parsed("[\"message.output_text.logprobs\"]")),
          Map.entry("output_config", parsed("{\"effort\":\"low\"}")),
          Map.entry("reasoning", parsed("{\"effort\":\"low\"}")),
          Map.entry("response_format", parsed("{\"type\":\"text\"}")),
          Map.entry("stop", parsed("\"x\"", "[\"x\"]")),
          Map.entry("stream_options", parsed("{\"include_usage\":true}")),
          Map.entry("text", parsed("{\"format\":{\"type\":\"text\"}}")),
          Map.entry("toolConfig", parsed("{\"functionCallingConfig\":{\"mode\":\"AUTO\"}}")),
          Map.entry("web_search_options", parsed("{}")));

  private LossProbe() {}

  private static List<JsonNode> parsed(String... values) {
    return List.of(values).stream().map(JsonTree::parse).toList();
  }

  /**
   * Whether a field is lost with every value that the client's dialect allows.
   *
   * @param path the field's place: keys from the root down
   * @param values the values in question; empty for any
   */
  static boolean loses(Mode mode, List<String> path, List<JsonNode> values) {
    List<JsonNode> tried =
        !values.isEmpty()
            ? values
            : path.size() == 1 ? OF_FIELD.getOrDefault(path.getFirst(), ANY) : ANY;
    boolean lost = false;
    for (JsonNode value : tried) {
      Losses losses = new Losses();
      try {
        mode.request(with(bare(mode.from()), path, value), NOTHING_BESIDE, losses);
      } catch (InvalidRequest e) {
        // The client hears of it, so nothing is lost without a word.
        continue;
      }
      if (losses.isEmpty()) {
        return false;
      }
      lost = true;
    }
    return lost;
  }

  private static ObjectNode with(ObjectNode request, List<String> path, JsonNode value) {
    ObjectNode holder = request;
    for (String key : path.subList(0, path.size() - 1)) {
      holder = holder.get(key) instanceof ObjectNode inner ? inner : holder.putObject(key);
    }
    holder.set(path.getLast(), value.deepCopy());
    return request;
  }

  /** The shortest request of a form. */
  private static ObjectNode bare(Form form) {
    ObjectNode request = JsonTree.object().put("model", "model");
    switch (form) {
      case OPENAI_CHAT, ANTHROPIC_MESSAGES ->
          request.putArray("messages").addObject().put("role", "user").put("content", "Hello");
      case OPENAI_RESPONSES -> request.put("input", "Hello");
      case GEMINI ->
          request
              .putArray("contents")
              .addObject()
              .putArray("parts")
              .addObject()
              .put("text", "Hello");
      case OPENAI_IMAGES, MINIMAX_IMAGE -> request.put("prompt", "Hello");
    }
    return request;
  }
}
