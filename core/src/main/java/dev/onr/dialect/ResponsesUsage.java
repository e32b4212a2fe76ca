package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Usage of Responses; chat's spellings are understood as well, since some services use them. */
final class ResponsesUsage {
  private static final String IN = "input_tokens_details";
  private static final String OUT = "output_tokens_details";

  private ResponsesUsage() {}

  static Usage read(Members usage) {
    Optional<Members> in = usage.object(IN);
    Optional<Members> chatIn = usage.object("prompt_tokens_details");
    Optional<Members> out = usage.object(OUT);
    Optional<Members> chatOut = usage.object("completion_tokens_details");
    return new Usage(
        either(usage.count("input_tokens"), usage.count("prompt_tokens")),
        either(count(in, chatIn, "cached_tokens"), usage.count("cached_tokens")),
        count(in, chatIn, "cache_write_tokens"),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        count(in, chatIn, "audio_tokens"),
        count(in, chatIn, "image_tokens"),
        either(usage.count("output_tokens"), usage.count("completion_tokens")),
        count(out, chatOut, "reasoning_tokens"),
        count(out, chatOut, "audio_tokens"),
        count(out, chatOut, "image_tokens"),
        usage.count("total_tokens"),
        rest(usage, in, out));
  }

  private static OptionalLong either(OptionalLong one, OptionalLong other) {
    return one.isPresent() ? one : other;
  }

  private static OptionalLong count(Optional<Members> one, Optional<Members> other, String name) {
    OptionalLong value = one.map(members -> members.count(name)).orElse(OptionalLong.empty());
    return either(value, other.map(members -> members.count(name)).orElse(OptionalLong.empty()));
  }

  /** Counts within the details that the model has no place for stay where they were. */
  private static Extras rest(Members usage, Optional<Members> in, Optional<Members> out) {
    Map<String, JsonNode> fields = new LinkedHashMap<>(usage.rest(Tongue.RESPONSES).fields());
    keep(fields, IN, in);
    keep(fields, OUT, out);
    return Extras.of(Tongue.RESPONSES, fields);
  }

  private static void keep(Map<String, JsonNode> fields, String name, Optional<Members> details) {
    ObjectNode kept = JsonTree.object();
    details.ifPresent(members -> members.rest(Tongue.RESPONSES).fields().forEach(kept::set));
    if (!kept.isEmpty()) {
      fields.put(name, kept);
    }
  }

  /**
   * Writes usage. OpenAI's clients require every base count; what came from Responses itself is
   * left as it was.
   */
  static void write(ObjectNode target, Usage usage) {
    boolean home = usage.extras().isHome(Tongue.RESPONSES);
    long input = usage.input().orElse(0);
    long output = usage.output().orElse(0);
    target.put("input_tokens", input);
    ObjectNode in = JsonTree.object();
    put(in, "cached_tokens", usage.cacheRead(), !home);
    put(in, "cache_write_tokens", usage.cacheWrite(), !home);
    put(in, "audio_tokens", usage.inputAudio(), false);
    put(in, "image_tokens", usage.inputImage(), false);
    set(target, IN, in);
    target.put("output_tokens", output);
    ObjectNode out = JsonTree.object();
    put(out, "reasoning_tokens", usage.reasoning(), !home);
    put(out, "audio_tokens", usage.outputAudio(), false);
    put(out, "image_tokens", usage.outputImage(), false);
    set(target, OUT, out);
    target.put("total_tokens", usage.total().orElse(input + output));
    usage
        .extras()
        .at(Tongue.RESPONSES)
        .forEach((name, value) -> ChatAnswers.merge(target, name, value));
  }

  private static void put(ObjectNode target, String name, OptionalLong count, boolean always) {
    if (count.isPresent() || always) {
      target.put(name, count.orElse(0));
    }
  }

  private static void set(ObjectNode target, String name, ObjectNode details) {
    if (!details.isEmpty()) {
      target.set(name, details);
    }
  }
}
