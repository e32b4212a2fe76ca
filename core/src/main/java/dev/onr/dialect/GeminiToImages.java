package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gemini generateContent answer → OpenAI images answer. */
public final class GeminiToImages {
  private final ArrayNode data = JsonTree.nodes().arrayNode();
  private final Set<String> formats = new TreeSet<>();

  private GeminiToImages() {}

  /**
   * Translates an answer.
   *
   * @param body the upstream's answer
   * @param nowSeconds time of the answer, seconds since the epoch
   * @throws InvalidAnswer with {@code upstream_no_candidates} or {@code upstream_no_image} where
   *     there is no image, or with the upstream's own error
   */
  public static ObjectNode answer(ObjectNode body, long nowSeconds) {
    return new GeminiToImages().images(Members.ofAnswer(GeminiNames.camel(body)), nowSeconds);
  }

  private ObjectNode images(Members answer, long nowSeconds) {
    Optional<UpstreamError> error = GeminiErrors.read(answer);
    if (error.isPresent()) {
      throw new InvalidAnswer(error.get());
    }
    List<Members> candidates = answer.objects("candidates");
    if (candidates.isEmpty()) {
      throw new InvalidAnswer(
          "upstream_no_candidates",
          "the upstream's answer has no candidates" + because(GeminiAnswers.blockReason(answer)));
    }
    candidates.forEach(
        candidate -> candidate.object("content").ifPresent(content -> candidate(content)));
    if (data.isEmpty()) {
      String reasons =
          candidates.stream()
              .map(candidate -> reason(candidate))
              .filter(reason -> !reason.isEmpty())
              .distinct()
              .collect(Collectors.joining(", "));
      throw new InvalidAnswer(
          "upstream_no_image", "the upstream's answer has no image" + because(reasons));
    }
    ObjectNode out = JsonTree.object().put("created", nowSeconds);
    out.set("data", data);
    if (formats.size() == 1) {
      out.put("output_format", formats.iterator().next());
    }
    answer.object("usageMetadata").ifPresent(usage -> usage(out.putObject("usage"), usage));
    return out;
  }

  private static String because(String reason) {
    return reason.isEmpty() ? "" : ": " + reason;
  }

  private static String reason(Members candidate) {
    String word = candidate.text("finishReason").trim();
    String message = candidate.text("finishMessage").trim();
    return message.isEmpty() ? word : (word + " " + message).trim();
  }

  /** An image's words are those of its own part, or else all that the candidate says. */
  private void candidate(Members content) {
    List<Members> parts = GeminiNames.objects(content, "parts");
    List<String> said = new ArrayList<>();
    for (Members part : parts) {
      boolean thought = part.flag("thought").orElse(false);
      if (!thought && !part.has("inlineData") && !part.text("text").isBlank()) {
        said.add(part.text("text"));
      }
    }
    for (Members part : parts) {
      if (part.flag("thought").orElse(false)) {
        continue;
      }
      part.object("inlineData")
          .filter(blob -> !blob.text("data").isEmpty())
          .ifPresent(blob -> image(blob, part.text("text").trim(), String.join("", said).trim()));
    }
  }

  private void image(Members blob, String own, String around) {
    ObjectNode entry = data.addObject().put("b64_json", blob.text("data"));
    String words = own.isEmpty() ? around : own;
    if (!words.isEmpty()) {
      entry.put("revised_prompt", words);
    }
    String type = blob.text("mimeType").toLowerCase(Locale.ROOT);
    if (type.startsWith("image/")) {
      formats.add(type.substring("image/".length()));
    }
  }

  /** Usage under OpenAI's names for images and, since metrics read them, under those of chat. */
  private static void usage(ObjectNode target, Members counts) {
    Usage usage = GeminiUsage.read(counts);
    long input = usage.input().orElse(0);
    long output = usage.output().orElse(0);
    target.put("prompt_tokens", input).put("completion_tokens", output);
    target.put("input_tokens", input).put("output_tokens", output);
    usage.total().ifPresent(total -> target.put("total_tokens", total));
    ObjectNode details = JsonTree.object();
    usage.outputImage().stream()
        .filter(count -> count > 0)
        .forEach(count -> details.put("image_tokens", count));
    usage.reasoning().stream()
        .filter(count -> count > 0)
        .forEach(count -> details.put("reasoning_tokens", count));
    if (!details.isEmpty()) {
      target.set("output_tokens_details", details);
    }
  }
}
