package dev.onr.config.plan;

import dev.onr.config.language.Arguments;
import dev.onr.config.language.Arithmetic;
import dev.onr.config.language.Block;
import dev.onr.json.ExtractionPath;
import dev.onr.steps.ResponseStep.EventFilter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a scope reads usage. */
final class UsageDraft {
  private static final List<String> COUNTED =
      List.of("input", "output", "cache_read", "cache_write");

  private final List<UsagePlan.Root> roots = new ArrayList<>();
  private final List<Arguments> facts = new ArrayList<>();
  private final Map<String, UsagePlan.Extraction> paths = new HashMap<>();
  private final Map<String, UsagePlan.Extraction> formulas = new HashMap<>();
  private Optional<Arithmetic> total = Optional.empty();

  static void register(Compilers.Registry registry) {
    registry
        .in(Block.METRICS, Block.USAGE_MODE)
        .compile("usage_root", (args, to) -> to.usage.roots.add(root(args)))
        .compile("usage_fact", (args, to) -> to.usage.facts.add(args))
        .compile(
            "total_tokens_expr",
            (args, to) -> to.usage.total = args.find("formula", Arithmetic.class));
    for (String counted : COUNTED) {
      registry
          .compile(
              counted + "_tokens_path",
              (args, to) ->
                  to.usage.paths.put(
                      counted, new UsagePlan.Extraction.Value(args.extraction("path"))))
          .compile(
              counted + "_tokens_expr",
              (args, to) ->
                  to.usage.formulas.put(
                      counted,
                      new UsagePlan.Extraction.Formula(args.of("formula", Arithmetic.class))));
    }
  }

  private static UsagePlan.Root root(Arguments args) {
    return new UsagePlan.Root(
        args.extraction("path"),
        EventFilters.of(args),
        Set.copyOf(args.list("exclude", String.class)));
  }

  UsagePlan plan(Optional<String> preset) {
    UsagePlan.Source standard =
        roots.isEmpty() ? UsagePlan.Source.RESPONSE : UsagePlan.Source.USAGE;
    List<UsagePlan.Fact> explicit = facts.stream().map(args -> fact(args, standard)).toList();
    List<UsagePlan.Fact> all = new ArrayList<>();
    for (String counted : COUNTED) {
      boolean said =
          explicit.stream()
              .anyMatch(fact -> fact.dimension().equals(counted) && fact.unit().equals("token"));
      UsagePlan.Extraction extraction = formulas.getOrDefault(counted, paths.get(counted));
      if (extraction != null && !said) {
        all.add(plain(counted, extraction, standard));
      }
    }
    all.addAll(explicit);
    return new UsagePlan(preset, roots, all, total);
  }

  private static UsagePlan.Fact plain(
      String dimension, UsagePlan.Extraction extraction, UsagePlan.Source source) {
    return new UsagePlan.Fact(
        dimension,
        "token",
        source,
        extraction,
        EventFilter.ALL,
        Optional.empty(),
        Map.of(),
        false,
        Optional.empty());
  }

  private static UsagePlan.Fact fact(Arguments args, UsagePlan.Source standard) {
    return new UsagePlan.Fact(
        args.text("dimension").toLowerCase(Locale.ROOT),
        args.text("unit").toLowerCase(Locale.ROOT),
        args.find("source", String.class)
            .map(source -> UsagePlan.Source.valueOf(source.toUpperCase(Locale.ROOT)))
            .orElse(standard),
        extraction(args),
        EventFilters.of(args),
        args.find("when_path", ExtractionPath.class)
            .map(path -> new UsagePlan.Gate(path, args.text("when_eq"))),
        args.withPrefix("attr."),
        args.isSet("fallback"),
        args.find("scale", BigDecimal.class));
  }

  private static UsagePlan.Extraction extraction(Arguments args) {
    if (args.has("path")) {
      return new UsagePlan.Extraction.Value(args.extraction("path"));
    }
    if (args.has("count_path")) {
      return new UsagePlan.Extraction.Count(
          args.extraction("count_path"),
          args.find("type", String.class),
          args.find("status", String.class));
    }
    if (args.has("sum_path")) {
      return new UsagePlan.Extraction.Sum(args.extraction("sum_path"));
    }
    if (args.has("len_path")) {
      return new UsagePlan.Extraction.Length(args.extraction("len_path"));
    }
    return new UsagePlan.Extraction.Formula(args.of("expr", Arithmetic.class));
  }
}
