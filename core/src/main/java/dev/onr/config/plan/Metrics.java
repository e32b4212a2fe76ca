package dev.onr.config.plan;

import dev.onr.config.Diagnostic;
import dev.onr.config.language.Block;
import dev.onr.config.language.Findings;
import dev.onr.config.language.Setting;
import dev.onr.usage.FinishRules;
import dev.onr.usage.TokenSemantics;
import dev.onr.usage.UsageReader;
import dev.onr.usage.UsageRules;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The {@code metrics} part of a scope, with its presets resolved.
 *
 * @param usage how usage is read
 * @param finish where finish reasons are found
 */
record Metrics(Presets.Rules usage, Presets.Rules finish) {
  static Metrics of(Scope scope, Presets presets, Findings findings) {
    List<Setting> settings =
        scope.settings().stream().filter(setting -> setting.in() == Block.METRICS).toList();
    Presets.Rules usage = presets.resolve(PresetKind.USAGE, settings, findings);
    Presets.Rules finish = presets.resolve(PresetKind.FINISH_REASON, settings, findings);
    Scope metrics = new Scope(settings);
    requireRules(PresetKind.USAGE, usage, metrics, "usage.custom_needs_rule", findings);
    requireRules(PresetKind.FINISH_REASON, finish, metrics, "finish.custom_needs_path", findings);
    return new Metrics(usage, finish);
  }

  private static void requireRules(
      PresetKind kind, Presets.Rules rules, Scope scope, String code, Findings findings) {
    boolean empty = rules.settings().stream().noneMatch(kind::isRule);
    if (rules.mode().equals("custom") && empty) {
      scope
          .last(kind.selector())
          .ifPresent(
              selector ->
                  findings.error(
                      code,
                      selector.place(),
                      kind.selector() + " custom needs rules, and there are none here"));
    }
  }

  /**
   * Those of a match, over those of defaults. A match that chooses a preset for usage starts
   * afresh; facts without one add to those of defaults. Paths of finish reasons replace the others
   * as a whole.
   */
  Metrics over(Metrics defaults) {
    return new Metrics(
        usage.chosen() ? usage : merge(defaults.usage, usage),
        finish.settings().isEmpty() ? defaults.finish : finish);
  }

  private static Presets.Rules merge(Presets.Rules outer, Presets.Rules inner) {
    return new Presets.Rules(
        inner.mode().isEmpty() ? outer.mode() : inner.mode(),
        outer.chosen() || inner.chosen(),
        inner.preset().or(outer::preset),
        Merger.merge(outer.settings(), inner.settings()),
        Stream.concat(outer.used().stream(), inner.used().stream()).toList());
  }

  /** What reads usage and finish reasons. */
  UsageReader reader(Findings findings) {
    return UsageReader.of(usageRules(findings), finishRules());
  }

  /** How usage is read; empty where nothing says what to count. */
  private Optional<UsageRules> usageRules(Findings findings) {
    if (usage.mode().isEmpty()) {
      return Optional.empty();
    }
    boolean rooted = usage.settings().stream().anyMatch(each -> each.name().equals("usage_root"));
    usage.settings().stream()
        .filter(fact -> !rooted && fact.arguments().text("source", "").equals("usage"))
        .forEach(
            fact ->
                findings.error(
                    "usage.root_required",
                    fact.arguments().place("source"),
                    "source=usage needs a usage_root that says where usage is"));
    Draft draft = new Draft();
    Compilers.compile(usage.settings(), draft);
    UsageRules rules = draft.usage.rules(usage.preset());
    usage.settings().stream()
        .filter(setting -> setting.name().equals("usage_tokens"))
        .forEach(declared -> refuseContradictions(rules, declared, findings));
    return Optional.of(rules);
  }

  private static void refuseContradictions(UsageRules rules, Setting declared, Findings findings) {
    for (TokenSemantics.Contradiction each : rules.tokens().contradictions(rules.facts())) {
      findings.add(
          Diagnostic.error("usage.tokens_contradiction", declared.place(), each.trouble())
              .withHint(each.wayOut()));
    }
  }

  /** Where finish reasons are found; empty where nothing says. */
  private Optional<FinishRules> finishRules() {
    if (finish.mode().isEmpty()) {
      return Optional.empty();
    }
    Draft draft = new Draft();
    Compilers.compile(finish.settings(), draft);
    return Optional.of(draft.finish.rules(finish.preset()));
  }
}
