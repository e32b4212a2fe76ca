package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Minimax image generation answer → OpenAI images answer. */
public final class MinimaxToImages {
  private MinimaxToImages() {}

  /**
   * Translates an answer.
   *
   * @param body the upstream's answer
   * @param nowSeconds time of the answer, seconds since the epoch
   * @throws InvalidAnswer with the upstream's error where Minimax reports one inside HTTP 200
   *     ({@code minimax_<code>}), or with {@code upstream_no_image}
   */
  public static ObjectNode answer(ObjectNode body, long nowSeconds) {
    Members answer = Members.ofAnswer(body);
    answer.object("base_resp").ifPresent(MinimaxToImages::check);
    ArrayNode images = JsonTree.nodes().arrayNode();
    answer
        .object("data")
        .ifPresent(
            data -> {
              texts(data, "image_base64").forEach(one -> images.addObject().put("b64_json", one));
              if (images.isEmpty()) {
                texts(data, "image_urls").forEach(one -> images.addObject().put("url", one));
              }
            });
    if (images.isEmpty()) {
      throw new InvalidAnswer("upstream_no_image", "the upstream's answer has no image");
    }
    ObjectNode out = JsonTree.object().put("created", nowSeconds);
    out.set("data", images);
    return out;
  }

  private static List<String> texts(Members data, String name) {
    JsonNode value = data.raw(name);
    return value == null
        ? List.of()
        : value
            .valueStream()
            .filter(JsonNode::isString)
            .map(item -> item.asString().trim())
            .filter(item -> !item.isEmpty())
            .toList();
  }

  /** Minimax reports failures of its own inside HTTP 200 (Minimax, "Error codes"). */
  private static void check(Members outcome) {
    OptionalLong given = LooseNumbers.read(outcome.raw("status_code"));
    if (given.isEmpty() || given.getAsLong() == 0) {
      return;
    }
    long number = given.getAsLong();
    String message = outcome.text("status_msg").trim();
    int status = status(number);
    throw new InvalidAnswer(
        new UpstreamError(
            status,
            status == 502 ? "upstream_error" : "invalid_request_error",
            "minimax_" + number,
            "",
            message.isEmpty() ? "the upstream reports its error " + number : message));
  }

  private static int status(long number) {
    return switch (Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
      case 1002, 1039, 2056 -> 429; // too many requests or tokens
      case 1004, 2049 -> 401; // the key
      case 1008 -> 402; // the balance
      case 1026, 1027, 1042, 2013 -> 400; // the content or the parameters
      default -> 502;
    };
  }
}
