package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gemini's {@code usageMetadata}. It counts thoughts beside the candidates and the tokens of tool
 * use beside the prompt; the model of this package counts both within.
 */
final class GeminiUsage {
  private static final String FORM = "usageMetadata";

  private GeminiUsage() {}

  static Usage read(Members usage) {
    OptionalLong prompt = usage.count("promptTokenCount");
    OptionalLong toolUse = usage.count("toolUsePromptTokenCount");
    OptionalLong candidates = usage.count("candidatesTokenCount");
    OptionalLong thoughts = usage.count("thoughtsTokenCount");
    OptionalLong cached = usage.count("cachedContentTokenCount");
    OptionalLong total = usage.count("totalTokenCount");
    total = total.orElse(0) > 0 ? total : OptionalLong.empty();
    OptionalLong input = sum(prompt, toolUse);
    OptionalLong output = sum(candidates, thoughts);
    if (candidates.isEmpty() && total.isPresent()) {
      output = OptionalLong.of(Math.max(0, total.getAsLong() - input.orElse(0)));
    }
    return new Usage(
        input,
        cached,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        toolUse,
        modality(usage, "promptTokensDetails", "AUDIO"),
        modality(usage, "promptTokensDetails", "IMAGE"),
        output,
        thoughts,
        modality(usage, "candidatesTokensDetails", "AUDIO"),
        modality(usage, "candidatesTokensDetails", "IMAGE"),
        total,
        Extras.of(Tongue.GEMINI, Map.of()).withForm(FORM, usage.node()));
  }

  private static OptionalLong sum(OptionalLong one, OptionalLong other) {
    return one.isEmpty() && other.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(one.orElse(0) + other.orElse(0));
  }

  private static OptionalLong modality(Members usage, String details, String kind) {
    for (Members entry : usage.objects(details)) {
      if (entry.text("modality").equalsIgnoreCase(kind)) {
        return entry.count("tokenCount");
      }
    }
    return OptionalLong.empty();
  }

  /** Usage as Gemini writes it; the three base counts are always there, zeros included. */
  static ObjectNode write(Usage usage) {
    if (usage.extras().form(Tongue.GEMINI, FORM).orElse(null) instanceof ObjectNode own) {
      return own;
    }
    ObjectNode target = JsonTree.object();
    long input = usage.input().orElse(0);
    long output = usage.output().orElse(0);
    target.put("promptTokenCount", Math.max(0, input - usage.toolUseInput().orElse(0)));
    target.put("candidatesTokenCount", Math.max(0, output - usage.reasoning().orElse(0)));
    usage.toolUseInput().ifPresent(count -> target.put("toolUsePromptTokenCount", count));
    usage.reasoning().ifPresent(count -> target.put("thoughtsTokenCount", count));
    usage.cacheRead().ifPresent(count -> target.put("cachedContentTokenCount", count));
    long total = usage.total().orElse(0);
    target.put("totalTokenCount", total > 0 ? total : input + output);
    details(target, "promptTokensDetails", usage.inputAudio(), usage.inputImage());
    details(target, "candidatesTokensDetails", usage.outputAudio(), usage.outputImage());
    return target;
  }

  private static void details(
      ObjectNode target, String name, OptionalLong audio, OptionalLong image) {
    ArrayNode entries = JsonTree.nodes().arrayNode();
    audio.ifPresent(count -> entries.addObject().put("modality", "AUDIO").put("tokenCount", count));
    image.ifPresent(count -> entries.addObject().put("modality", "IMAGE").put("tokenCount", count));
    if (!entries.isEmpty()) {
      target.set(name, entries);
    }
  }
}
