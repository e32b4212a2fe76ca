package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Usage of Anthropic Messages. Its {@code input_tokens} leaves out what was read from or written to
 * the cache, and a stream reports its counters bit by bit: each keeps its last value, and they are
 * added up once, at the end.
 */
final class MessagesUsage {
  private OptionalLong input = OptionalLong.empty();
  private OptionalLong cacheRead = OptionalLong.empty();
  private OptionalLong cacheWrite = OptionalLong.empty();
  private OptionalLong cacheWrite5m = OptionalLong.empty();
  private OptionalLong cacheWrite1h = OptionalLong.empty();
  private OptionalLong output = OptionalLong.empty();
  private OptionalLong thinking = OptionalLong.empty();
  private final Map<String, JsonNode> rest = new LinkedHashMap<>();

  /** Takes over what one report says. */
  void merge(Members usage) {
    input = newer(usage.count("input_tokens"), input);
    cacheRead = newer(usage.count("cache_read_input_tokens"), cacheRead);
    cacheWrite = newer(usage.count("cache_creation_input_tokens"), cacheWrite);
    usage
        .object("cache_creation")
        .ifPresent(
            tiers -> {
              cacheWrite5m = newer(tiers.count("ephemeral_5m_input_tokens"), cacheWrite5m);
              cacheWrite1h = newer(tiers.count("ephemeral_1h_input_tokens"), cacheWrite1h);
            });
    output = newer(usage.count("output_tokens"), output);
    usage
        .object("output_tokens_details")
        .ifPresent(details -> thinking = newer(details.count("thinking_tokens"), thinking));
    rest.putAll(usage.rest(Tongue.MESSAGES).fields());
  }

  private static OptionalLong newer(OptionalLong value, OptionalLong old) {
    return value.isPresent() ? value : old;
  }

  /** What is known so far. */
  Usage usage() {
    long all = input.orElse(0) + cacheRead.orElse(0) + cacheWrite.orElse(0);
    boolean anyInput = input.isPresent() || cacheRead.isPresent() || cacheWrite.isPresent();
    return new Usage(
        anyInput ? OptionalLong.of(all) : OptionalLong.empty(),
        cacheRead,
        cacheWrite,
        cacheWrite5m,
        cacheWrite1h,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        output,
        thinking,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Extras.of(Tongue.MESSAGES, rest));
  }

  /**
   * Writes usage; both base counts are always there.
   *
   * @param tier the service tier that answered, as OpenAI names it; may be empty
   */
  static void write(ObjectNode target, Optional<Usage> known, String tier) {
    counts(target, known);
    if (tier.equals("default") || tier.equals("priority")) {
      target.put("service_tier", tier.equals("default") ? "standard" : tier);
    }
  }

  private static void counts(ObjectNode target, Optional<Usage> known) {
    if (known.isEmpty()) {
      target.put("input_tokens", 0).put("output_tokens", 0);
      return;
    }
    Usage usage = known.get();
    long cached = usage.cacheRead().orElse(0) + usage.cacheWrite().orElse(0);
    target.put("input_tokens", Math.max(0, usage.input().orElse(0) - cached));
    usage.cacheWrite().ifPresent(count -> target.put("cache_creation_input_tokens", count));
    usage.cacheRead().ifPresent(count -> target.put("cache_read_input_tokens", count));
    target.put("output_tokens", usage.output().orElse(0));
    if (usage.cacheWrite5m().isPresent() || usage.cacheWrite1h().isPresent()) {
      ObjectNode tiers = JsonTree.object();
      usage.cacheWrite5m().ifPresent(count -> tiers.put("ephemeral_5m_input_tokens", count));
      usage.cacheWrite1h().ifPresent(count -> tiers.put("ephemeral_1h_input_tokens", count));
      target.set("cache_creation", tiers);
    }
    usage
        .reasoning()
        .ifPresent(
            count -> target.putObject("output_tokens_details").put("thinking_tokens", count));
    usage.extras().at(Tongue.MESSAGES).forEach(target::set);
  }

  /** The reports of a server-side loop, each under chat's names and added up in chat's way. */
  static ArrayNode chatIterations(JsonNode iterations) {
    ArrayNode out = JsonTree.nodes().arrayNode();
    for (JsonNode iteration : iterations) {
      if (iteration instanceof ObjectNode given) {
        ObjectNode target = out.addObject();
        for (String name : List.of("type", "model")) {
          if (given.has(name)) {
            target.set(name, given.get(name));
          }
        }
        MessagesUsage counts = new MessagesUsage();
        counts.merge(Members.ofAnswer(given));
        ChatAnswers.writeUsage(target, counts.usage());
      }
    }
    return out;
  }
}
