package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI image generation request → Gemini generateContent request (OpenAI, "Create image"; Google,
 * "Image generation").
 */
public final class ImagesToGemini {
  private static final Map<String, String> RATIOS =
      Map.ofEntries(
          Map.entry("1024x1024", "1:1"),
          Map.entry("1536x1024", "3:2"),
          Map.entry("1024x1536", "2:3"),
          Map.entry("1792x1024", "16:9"),
          Map.entry("1024x1792", "9:16"),
          Map.entry("1152x864", "4:3"),
          Map.entry("864x1152", "3:4"),
          Map.entry("1248x832", "3:2"),
          Map.entry("832x1248", "2:3"),
          Map.entry("1280x1024", "5:4"),
          Map.entry("1024x1280", "4:5"),
          Map.entry("1344x576", "21:9"),
          Map.entry("1:1", "1:1"),
          Map.entry("2:3", "2:3"),
          Map.entry("3:2", "3:2"),
          Map.entry("3:4", "3:4"),
          Map.entry("4:3", "4:3"),
          Map.entry("4:5", "4:5"),
          Map.entry("5:4", "5:4"),
          Map.entry("9:16", "9:16"),
          Map.entry("16:9", "16:9"),
          Map.entry("21:9", "21:9"));

  private final Members body;
  private final String model;
  private final Losses losses;
  private final boolean thirdGeneration;

  private ImagesToGemini(ObjectNode body, RouteFacts route, Losses losses) {
    this.body = Members.ofAnswer(body);
    String own = this.body.text("model");
    this.model = route.model().isEmpty() ? own : route.model();
    this.losses = losses;
    this.thirdGeneration = GeminiModels.isThirdGeneration(model);
  }

  /**
   * Translates a request.
   *
   * @param body the client's request; numbers may be in quotes
   * @param route the mapped model; it decides what sizes and qualities there are
   * @param losses counts what Gemini has no place for
   * @throws InvalidRequest with {@code request_prompt_missing}, {@code request_n_out_of_range},
   *     {@code request_size_not_supported} or {@code request_invalid_parameter}
   */
  public static ObjectNode request(ObjectNode body, RouteFacts route, Losses losses) {
    return new ImagesToGemini(body, route, losses).request();
  }

  private ObjectNode request() {
    String prompt = body.text("prompt");
    if (prompt.isBlank()) {
      throw new InvalidRequest("request_prompt_missing", "prompt", "prompt is required");
    }
    long n = LooseNumbers.read(body.raw("n")).orElse(0);
    if (n > 1) {
      throw new InvalidRequest(
          "request_n_out_of_range", "n", "n must be 1: this model makes one image per request");
    }
    if (body.text("response_format").trim().equalsIgnoreCase("url")) {
      throw new InvalidRequest(
          "response_format", "response_format must be b64_json: this model gives no addresses");
    }
    String size = unset(body.text("size"));
    String quality = unset(body.text("quality"));
    String ratio = ratio(size);
    String pixels = pixels(quality);
    ObjectNode out = JsonTree.object();
    out.putArray("contents").addObject().putArray("parts").addObject().put("text", prompt);
    ObjectNode config = JsonTree.object();
    if (n > 0) {
      config.put("candidateCount", n);
    }
    if (thirdGeneration) {
      config.putArray("responseModalities").add("TEXT").add("IMAGE");
    }
    if (!ratio.isEmpty()) {
      ObjectNode image = config.putObject("imageConfig").put("aspectRatio", ratio);
      if (!pixels.isEmpty()) {
        image.put("imageSize", pixels);
      }
    }
    if (!config.isEmpty()) {
      out.set("generationConfig", config);
    }
    body.rest(Tongue.CHAT).reportAbroad(Tongue.GEMINI, "", losses);
    return out;
  }

  /** A choice in lower case without spaces; empty where the client leaves it to the model. */
  private static String unset(String choice) {
    String bare = choice.trim().toLowerCase(Locale.ROOT).replace(" ", "");
    return bare.equals("auto") ? "" : bare;
  }

  /** The shape of the image; empty where the model is not to be told any. */
  private String ratio(String size) {
    if (size.isEmpty()) {
      return thirdGeneration ? "1:1" : "";
    }
    String ratio = RATIOS.getOrDefault(size, "");
    if (ratio.isEmpty() || !(thirdGeneration || GeminiModels.draws(model))) {
      String known = "auto, 1024x1024, 1536x1024, 1024x1536 and other shapes, or a ratio like 16:9";
      throw new InvalidRequest(
          "request_size_not_supported",
          "size",
          ratio.isEmpty() ? "size must be " + known : "this model takes no size");
    }
    return ratio;
  }

  /** How large the image is; earlier models know one size. */
  private String pixels(String quality) {
    if (!thirdGeneration) {
      if (!quality.isEmpty()) {
        throw new InvalidRequest("quality", "this model takes no quality");
      }
      return "";
    }
    return switch (quality) {
      case "", "standard", "low", "medium" -> "1K";
      case "hd", "high" -> GeminiModels.name(model).startsWith("gemini-3-pro-image") ? "4K" : "2K";
      default ->
          throw new InvalidRequest(
              "quality", "quality must be auto, low, medium, high, standard or hd");
    };
  }
}
