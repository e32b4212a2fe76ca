package dev.onr.config.language;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What can be counted, and what the options of {@code usage_fact} must meet together. */
final class UsageFacts {
  /** The options that say how a number is read; a fact has exactly one. */
  static final List<String> EXTRACTIONS =
      List.of("path", "count_path", "sum_path", "len_path", "expr");

  private static final Map<String, Set<String>> DIMENSIONS =
      Map.of(
          "token",
          Set.of(
              "input",
              "output",
              "input.image",
              "input.video",
              "input.audio",
              "output.image",
              "output.audio",
              "output.video",
              "output.reasoning",
              "cache_read",
              "cache_write"),
          "call",
          Set.of("server_tool.web_search", "server_tool.file_search"),
          "image",
          Set.of("image.generate", "image.edit", "image.variation"),
          "second",
          Set.of("audio.tts", "audio.stt", "audio.translate"),
          "character",
          Set.of("input", "output"));

  private UsageFacts() {}

  static void verify(Arguments arguments, ArgumentReader in) {
    dimension(arguments);
    List<String> given = EXTRACTIONS.stream().filter(arguments::has).toList();
    if (given.size() != 1) {
      throw new Refusal(
          "usage.one_extraction",
          given.isEmpty() ? in.nameToken().span() : arguments.place(given.get(1)),
          "usage_fact needs exactly one of " + String.join(", ", EXTRACTIONS));
    }
    for (String option : List.of("type", "status")) {
      if (arguments.has(option) && !arguments.has("count_path")) {
        throw new Refusal(
            "usage.type_status_needs_count",
            arguments.place(option),
            option + " selects what count_path counts; there is no count_path");
      }
    }
    Checks.pair(arguments, "when_path", "when_eq", "usage.when_pair");
    Checks.notBlank(arguments, "when_eq", "usage.when_pair");
    Checks.eventGiven("usage.event_required").verify(arguments, in);
    arguments
        .withPrefix("attr.")
        .forEach(
            (name, value) -> {
              if (name.isBlank() || value.isBlank()) {
                throw new Refusal(
                    "usage.attr_empty",
                    arguments.place("attr." + name),
                    "an attribute is written attr.name=\"value\", and neither is empty");
              }
            });
  }

  /** What {@code usage_tokens} must say: something. */
  static void verifyTokens(Arguments arguments, ArgumentReader in) {
    if (!arguments.has("input") && !arguments.has("output")) {
      throw new Refusal(
          "usage.bad_tokens", in.nameToken().span(), "usage_tokens needs input=, output= or both");
    }
  }

  private static void dimension(Arguments arguments) {
    String dimension = arguments.text("dimension").toLowerCase(Locale.ROOT);
    String unit = arguments.text("unit").toLowerCase(Locale.ROOT);
    Set<String> known = DIMENSIONS.getOrDefault(unit, Set.of());
    if (known.isEmpty()) {
      throw new Refusal(
              "usage.bad_dimension",
              arguments.place("unit"),
              "there is no unit \"%s\"; there are %s"
                  .formatted(unit, String.join(", ", new TreeSet<>(DIMENSIONS.keySet()))))
          .near(unit, DIMENSIONS.keySet());
    }
    if (!known.contains(dimension)) {
      throw new Refusal(
              "usage.bad_dimension",
              arguments.place("dimension"),
              "\"%s\" is not counted in %ss".formatted(dimension, unit))
          .near(dimension, new TreeSet<>(known));
    }
  }
}
