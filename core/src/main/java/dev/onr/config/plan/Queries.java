package dev.onr.config.plan;

import dev.onr.config.Span;
import dev.onr.config.language.Block;
import dev.onr.config.language.Findings;
import dev.onr.config.language.Section;
import dev.onr.config.language.Setting;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Compiles the queries of a provider that belong to no request: for models, for the balance. */
final class Queries {
  private final List<Setting> settings;
  private final Section provider;
  private final Presets presets;
  private final Findings findings;

  Queries(List<Setting> settings, Section provider, Presets presets, Findings findings) {
    this.settings = settings;
    this.provider = provider;
    this.presets = presets;
    this.findings = findings;
  }

  Optional<ModelsQuery> models(Presets.Rules rules) {
    if (rules.mode().isEmpty()) {
      return Optional.empty();
    }
    Draft draft = compiled(rules);
    draft.models.fillIn(rules.mode());
    require(draft.models.path.isPresent(), "models.path_required", Block.MODELS, "path");
    require(!draft.models.ids.isEmpty(), "models.id_path_required", Block.MODELS, "id_path");
    return Optional.of(draft.models.plan(rules.mode()));
  }

  Optional<BalanceQuery> balance(Presets.Rules rules) {
    if (rules.mode().isEmpty()) {
      return Optional.empty();
    }
    Draft draft = compiled(rules);
    if (rules.mode().equals("custom")) {
      require(draft.balance.path.isPresent(), "balance.path_required", Block.BALANCE, "path");
      require(
          draft.balance.balance().isPresent(),
          "balance.value_required",
          Block.BALANCE,
          "balance_path",
          "balance_expr");
    }
    return Optional.of(draft.balance.plan(rules.mode()));
  }

  /** What one of the two blocks says, its preset included. */
  Presets.Rules rules(PresetKind kind, Block block) {
    return presets.resolve(
        kind, settings.stream().filter(setting -> setting.in() == block).toList(), findings);
  }

  private static Draft compiled(Presets.Rules rules) {
    Draft draft = new Draft();
    Compilers.compile(rules.settings(), draft);
    return draft;
  }

  private void require(boolean there, String code, Block block, String... directives) {
    List<Section> blocks =
        provider.sections(Block.DEFAULTS).flatMap(each -> each.sections(block)).toList();
    Predicate<String> misread =
        name -> blocks.stream().anyMatch(each -> Mistakes.in(each.source()).test(name));
    if (!there && List.of(directives).stream().noneMatch(misread)) {
      Span place = blocks.isEmpty() ? provider.place() : blocks.getLast().place();
      findings.error(
          code,
          place,
          "this %s block needs %s".formatted(block.word(), String.join(" or ", directives)));
    }
  }
}
