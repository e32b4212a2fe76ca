package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code logprobsResult} ↔ log probabilities in chat's shape. */
final class GeminiLogprobs {
  private GeminiLogprobs() {}

  static JsonNode read(Members result) {
    ObjectNode out = JsonTree.object();
    ArrayNode content = out.putArray("content");
    List<Members> chosen = result.objects("chosenCandidates");
    List<Members> tops = result.objects("topCandidates");
    for (int i = 0; i < chosen.size(); i++) {
      ObjectNode entry = content.addObject();
      token(entry, chosen.get(i));
      ArrayNode alternatives = entry.putArray("top_logprobs");
      if (i < tops.size()) {
        tops.get(i)
            .objects("candidates")
            .forEach(candidate -> token(alternatives.addObject(), candidate));
      }
    }
    return out;
  }

  private static void token(ObjectNode entry, Members candidate) {
    String token = candidate.text("token");
    entry.put("token", token);
    candidate.number("logProbability").ifPresent(value -> entry.put("logprob", value));
    ArrayNode bytes = entry.putArray("bytes");
    for (byte unit : token.getBytes(StandardCharsets.UTF_8)) {
      bytes.add(unit & 0xff);
    }
  }

  /** Nothing where there are no tokens. */
  static Optional<JsonNode> write(JsonNode logprobs) {
    if (!(logprobs.get("content") instanceof ArrayNode content) || content.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode out = JsonTree.object();
    ArrayNode chosen = out.putArray("chosenCandidates");
    ArrayNode tops = JsonTree.nodes().arrayNode();
    boolean alternatives = false;
    for (JsonNode entry : content) {
      candidate(chosen.addObject(), entry);
      ArrayNode candidates = tops.addObject().putArray("candidates");
      for (JsonNode alternative : entry.path("top_logprobs")) {
        alternatives = true;
        candidate(candidates.addObject(), alternative);
      }
    }
    if (alternatives) {
      out.set("topCandidates", tops);
    }
    return Optional.of(out);
  }

  private static void candidate(ObjectNode target, JsonNode entry) {
    target.put("token", entry.path("token").asString(""));
    if (entry.path("logprob").isNumber()) {
      target.set("logProbability", entry.path("logprob"));
    }
  }
}
