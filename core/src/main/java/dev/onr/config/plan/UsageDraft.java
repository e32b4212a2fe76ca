package dev.onr.config.plan;

import dev.onr.config.language.Arguments;
import dev.onr.config.language.Block;
import dev.onr.json.Arithmetic;
import dev.onr.json.ExtractionPath;
import dev.onr.steps.ResponseStep.EventFilter;
import dev.onr.usage.TokenSemantics;
import dev.onr.usage.UsageRules;
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

  private final List<UsageRules.Root> roots = new ArrayList<>();
  private final List<Arguments> facts = new ArrayList<>();
  private final Map<String, UsageRules.Extraction> paths = new HashMap<>();
  private final Map<String, UsageRules.Extraction> formulas = new HashMap<>();
  private Optional<Arithmetic> total = Optional.empty();
  private TokenSemantics tokens = TokenSemantics.UNDECLARED;

  static void register(Compilers.Registry registry) {
    registry
        .in(Block.METRICS, Block.USAGE_MODE)
        .compile("usage_root", (args, to) -> to.usage.roots.add(root(args)))
        .compile("usage_fact", (args, to) -> to.usage.facts.add(args))
        .compile("usage_tokens", (args, to) -> to.usage.tokens = tokens(args))
        .compile(
            "total_tokens_expr",
            (args, to) -> to.usage.total = args.find("formula", Arithmetic.class));
    for (String counted : COUNTED) {
      registry
          .compile(
              counted + "_tokens_path",
              (args, to) ->
                  to.usage.paths.put(
                      counted, new UsageRules.Extraction.Value(args.extraction("path"))))
          .compile(
              counted + "_tokens_expr",
              (args, to) ->
                  to.usage.formulas.put(
                      counted,
                      new UsageRules.Extraction.Formula(args.of("formula", Arithmetic.class))));
    }
  }

  private static UsageRules.Root root(Arguments args) {
    return new UsageRules.Root(
        args.extraction("path"),
        EventFilters.of(args),
        Set.copyOf(args.list("exclude", String.class)));
  }

  private static TokenSemantics tokens(Arguments args) {
    return new TokenSemantics(
        args.find("input", String.class)
            .map(word -> TokenSemantics.Input.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(TokenSemantics.Input.UNDECLARED),
        args.find("output", String.class)
            .map(word -> TokenSemantics.Output.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(TokenSemantics.Output.UNDECLARED));
  }

  UsageRules rules(Optional<String> preset) {
    Optional<UsageRules.Source> standard =
        roots.isEmpty() ? Optional.empty() : Optional.of(UsageRules.Source.USAGE);
    List<UsageRules.Fact> explicit = facts.stream().map(args -> fact(args, standard)).toList();
    List<UsageRules.Fact> all = new ArrayList<>();
    for (String counted : COUNTED) {
      boolean said = explicit.stream().anyMatch(fact -> fact.counts(counted, "token"));
      UsageRules.Extraction extraction = formulas.getOrDefault(counted, paths.get(counted));
      if (extraction != null && !said) {
        all.add(plain(counted, extraction, standard));
      }
    }
    all.addAll(explicit);
    return new UsageRules(preset, roots, all, total, tokens);
  }

  private static UsageRules.Fact plain(
      String dimension, UsageRules.Extraction extraction, Optional<UsageRules.Source> source) {
    return new UsageRules.Fact(
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

  private static UsageRules.Fact fact(Arguments args, Optional<UsageRules.Source> standard) {
    return new UsageRules.Fact(
        args.text("dimension"),
        args.text("unit"),
        args.find("source", String.class)
            .map(source -> UsageRules.Source.valueOf(source.toUpperCase(Locale.ROOT)))
            .or(() -> standard),
        extraction(args),
        EventFilters.of(args),
        args.find("when_path", ExtractionPath.class)
            .map(path -> new UsageRules.Gate(path, args.text("when_eq"))),
        args.withPrefix("attr."),
        args.isSet("fallback"),
        args.find("scale", BigDecimal.class));
  }

  private static UsageRules.Extraction extraction(Arguments args) {
    if (args.has("path")) {
      return new UsageRules.Extraction.Value(args.extraction("path"));
    }
    if (args.has("count_path")) {
      return new UsageRules.Extraction.Count(
          args.extraction("count_path"),
          args.find("type", String.class),
          args.find("status", String.class));
    }
    if (args.has("sum_path")) {
      return new UsageRules.Extraction.Sum(args.extraction("sum_path"));
    }
    if (args.has("len_path")) {
      return new UsageRules.Extraction.Length(args.extraction("len_path"));
    }
    return new UsageRules.Extraction.Formula(args.of("expr", Arithmetic.class));
  }
}
