package dev.onr.config.language;

import static dev.onr.config.language.Argument.argument;
import static dev.onr.config.language.Argument.assigned;
import static dev.onr.config.language.Argument.option;
import static dev.onr.config.language.Directive.named;

import java.util.ArrayList;
import java.util.List;

/** Rows of how usage and finish reasons are read. */
final class MetricsTable {
  private static final List<String> COUNTED =
      List.of("input", "output", "cache_read", "cache_write");
  private static final Block[] USAGE = {Block.METRICS, Block.USAGE_MODE};
  private static final Block[] FINISH = {Block.METRICS, Block.FINISH_REASON_MODE};

  private MetricsTable() {}

  static List<DirectiveBuilder> rows() {
    List<DirectiveBuilder> rows = new ArrayList<>();
    rows.add(
        named("usage_extract")
            .in(USAGE)
            .takes(argument("mode", Words.presetName("custom or a usage_mode preset", "custom")))
            .repeats(Repetition.ONCE)
            .merges(Merge.OVERRIDE)
            .says("Chooses a preset for reading usage, or the rules written here."));
    rows.add(
        named("usage_root")
            .in(USAGE)
            .takes(
                option("path", Paths.EXTRACTION).needed().orElse("usage.root_required"),
                option("event", Words.events("usage.bad_event")),
                option("event_optional", Words.BOOLEAN),
                option("exclude", Words.fieldNames("usage.exclude_invalid")))
            .checks(Checks.eventGiven("usage.event_required"))
            .repeats(Repetition.APPEND)
            .merges(Merge.APPEND)
            .says("Says where usage objects are, which facts then read."));
    rows.add(
        named("usage_fact")
            .in(USAGE)
            .takes(
                argument("dimension", Words.word("a dimension")),
                argument("unit", Words.word("a unit")),
                option("path", Paths.EXTRACTION).notTwice(),
                option("count_path", Paths.EXTRACTION).notTwice(),
                option("sum_path", Paths.EXTRACTION).notTwice(),
                option("len_path", Paths.EXTRACTION).notTwice(),
                option("expr", Formulas.USAGE).notTwice(),
                option("type", Words.LITERAL),
                option("status", Words.LITERAL),
                option(
                    "source",
                    Words.oneOf(
                        "usage.bad_source", "usage", "response", "request", "derived", "upstream")),
                option("event", Words.events("usage.bad_event")),
                option("event_optional", Words.BOOLEAN),
                option("fallback", Words.BOOLEAN),
                option("scale", Numbers.FACTOR),
                option("when_path", Paths.EXTRACTION),
                option("when_eq", Words.LITERAL),
                option("attr.", Words.LITERAL))
            .checks(UsageFacts::verify)
            .repeats(Repetition.APPEND)
            .merges(Merge.APPEND)
            .says("Counts one quantity: its dimension, its unit and how it is read."));
    for (String counted : COUNTED) {
      String what = counted.replace('_', ' ') + " tokens";
      rows.add(
          named(counted + "_tokens_path")
              .in(USAGE)
              .takes(argument("path", Paths.SOLE_EXTRACTION))
              .merges(Merge.OVERRIDE)
              .says("Says where " + what + " are."));
      rows.add(formula(counted + "_tokens_expr").says("Computes " + what + "."));
    }
    rows.add(
        named("usage_tokens")
            .in(USAGE)
            .takes(
                option("input", Words.oneOf("usage.bad_tokens", "with_cache", "without_cache")),
                option(
                    "output",
                    Words.oneOf("usage.bad_tokens", "with_reasoning", "without_reasoning")))
            .checks(UsageFacts::verifyTokens)
            .merges(Merge.OVERRIDE)
            .says("Says whether counts contain the cache and reasoning; what they lack is added."));
    rows.add(formula("total_tokens_expr").says("Computes the total of tokens."));
    rows.add(
        named("finish_reason_extract")
            .in(FINISH)
            .takes(
                argument(
                    "mode", Words.presetName("custom or a finish_reason_mode preset", "custom")))
            .repeats(Repetition.ONCE)
            .merges(Merge.OVERRIDE)
            .says("Chooses a preset for finding the finish reason, or the paths written here."));
    rows.add(
        named("finish_reason_path")
            .in(FINISH)
            .takes(
                argument("path", Paths.EXTRACTION),
                option("fallback", Words.BOOLEAN),
                option("event", Words.events("finish.bad_event")),
                option("event_optional", Words.BOOLEAN))
            .checks(Checks.eventGiven("finish.event_required"))
            .repeats(Repetition.APPEND)
            .merges(Merge.REPLACE_ALL)
            .says("Says where the finish reason is."));
    for (String counted : List.of("input", "output", "cache_read", "cache_write", "total")) {
      rows.add(named(counted + "_tokens").in(USAGE).replacedBy(counted + "_tokens_expr"));
    }
    return rows;
  }

  private static DirectiveBuilder formula(String name) {
    return named(name)
        .in(USAGE)
        .takes(assigned("formula", Formulas.USAGE).orElse("arith.invalid"))
        .merges(Merge.OVERRIDE);
  }
}
