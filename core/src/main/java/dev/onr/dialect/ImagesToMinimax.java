package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI image generation request → Minimax image generation request (Minimax, "Text to image").
 */
public final class ImagesToMinimax {
  private static final int LEAST_SIDE = 512;
  private static final int MOST_SIDE = 2048;
  private static final int SIDE_STEP = 8;

  private static final Map<String, String> RATIOS =
      Map.ofEntries(
          Map.entry("", "1:1"),
          Map.entry("auto", "1:1"),
          Map.entry("1024x1024", "1:1"),
          Map.entry("1280x720", "16:9"),
          Map.entry("1152x864", "4:3"),
          Map.entry("1248x832", "3:2"),
          Map.entry("832x1248", "2:3"),
          Map.entry("864x1152", "3:4"),
          Map.entry("720x1280", "9:16"),
          Map.entry("1344x576", "21:9"),
          Map.entry("1:1", "1:1"),
          Map.entry("16:9", "16:9"),
          Map.entry("4:3", "4:3"),
          Map.entry("3:2", "3:2"),
          Map.entry("2:3", "2:3"),
          Map.entry("3:4", "3:4"),
          Map.entry("9:16", "9:16"),
          Map.entry("21:9", "21:9"));

  private ImagesToMinimax() {}

  /**
   * Translates a request.
   *
   * @param body the client's request; numbers may be in quotes
   * @param route the mapped model
   * @param losses counts what Minimax has no place for
   * @throws InvalidRequest with {@code request_size_not_supported}
   */
  public static ObjectNode request(ObjectNode body, RouteFacts route, Losses losses) {
    Members given = Members.ofAnswer(body);
    String model = given.text("model");
    ObjectNode out = JsonTree.object();
    out.put("model", route.model().isEmpty() ? model : route.model());
    out.put("prompt", given.text("prompt"));
    out.put("n", Math.max(1, LooseNumbers.read(given.raw("n")).orElse(1)));
    String format = given.text("response_format").trim().toLowerCase(Locale.ROOT);
    out.put(
        "response_format",
        switch (format) {
          case "" -> "url";
          case "b64_json" -> "base64";
          default -> format;
        });
    size(out, given.text("size").trim().toLowerCase(Locale.ROOT).replace(" ", ""));
    LooseNumbers.read(given.raw("seed")).ifPresent(seed -> out.put("seed", seed));
    given.flag("watermark").ifPresent(wanted -> out.put("aigc_watermark", wanted));
    for (String own : List.of("prompt_optimizer", "subject_reference", "style")) {
      JsonNode value = given.raw(own);
      if (value != null) {
        out.set(own, value);
      }
    }
    given.rest(Tongue.CHAT).fields().keySet().forEach(losses::lost);
    return out;
  }

  /** A ratio where Minimax has one, sides otherwise; never both. */
  private static void size(ObjectNode out, String size) {
    String ratio = RATIOS.get(size);
    if (ratio != null) {
      out.put("aspect_ratio", ratio);
      return;
    }
    String[] sides = size.split("x", -1);
    if (sides.length != 2) {
      throw unsupported("size must be WIDTHxHEIGHT, a ratio like 16:9, or auto");
    }
    out.put("width", side(sides[0])).put("height", side(sides[1]));
  }

  private static int side(String text) {
    OptionalLong side = LooseNumbers.text(text);
    long pixels = side.orElse(0);
    if (pixels < LEAST_SIDE || pixels > MOST_SIDE || pixels % SIDE_STEP != 0) {
      throw unsupported(
          "each side of size must be a multiple of %d from %d to %d"
              .formatted(SIDE_STEP, LEAST_SIDE, MOST_SIDE));
    }
    return (int) pixels;
  }

  private static InvalidRequest unsupported(String message) {
    return new InvalidRequest("request_size_not_supported", "size", message);
  }
}
