package dev.onr.config.plan;

import dev.onr.Api;
import dev.onr.config.language.Block;
import dev.onr.config.language.Findings;
import dev.onr.config.language.Section;
import dev.onr.config.language.Setting;
import dev.onr.steps.ResponseSteps;
import dev.onr.steps.Variable;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Makes a route of each match of a provider: merges, checks, compiles. */
final class RouteCompiler {
  /** Blocks that say how the provider is reached, whatever the route. */
  private static final Set<Block> PROVIDER = Set.of(Block.METADATA, Block.UPSTREAM_CONFIG);

  private final Scope defaults;
  private final Scope wide;
  private final Metrics defaultMetrics;
  private final ProviderDraft provider;
  private final Optional<Setting> aws;
  private final Presets presets;
  private final Findings findings;
  private final UsedPresets usedPresets;
  private final Predicate<String> misread;

  /**
   * @param defaults the statements that all matches share
   * @param provider what holds for the provider as a whole
   * @param wide the provider's own statements and those of defaults
   * @param presets those that metrics can choose
   * @param findings takes what is wrong
   * @param usedPresets takes the presets that were used
   * @param misread whether a directive stands in defaults but could not be read
   */
  RouteCompiler(
      Scope defaults,
      ProviderDraft provider,
      Scope wide,
      Presets presets,
      Findings findings,
      UsedPresets usedPresets,
      Predicate<String> misread) {
    this.defaults = defaults;
    this.provider = provider;
    this.wide = wide;
    this.aws =
        wide.last("transport").filter(each -> each.arguments().text("transport").equals("aws_sdk"));
    this.presets = presets;
    this.findings = findings;
    this.usedPresets = usedPresets;
    this.misread = misread;
    this.defaultMetrics = Metrics.of(defaults, presets, findings);
  }

  Route compile(int index, Section match) {
    Condition condition =
        new Condition(
            match.header().find("api", Api.class), match.header().find("stream", Boolean.class));
    Scope own = new Scope(Merger.reduce(match.allSettings().toList()));
    Scope effective = new Scope(Merger.merge(withoutMetrics(defaults), withoutMetrics(own)));
    check(match, condition, own, effective);

    Metrics metrics = Metrics.of(own, presets, findings).over(defaultMetrics);
    usedPresets.add(metrics.usage().used());
    usedPresets.add(metrics.finish().used());

    Draft draft = new Draft();
    Compilers.compile(effective.settings(), draft);
    ResponseSteps response = draft.response.steps();
    return new Route(
        index,
        match.place(),
        condition,
        draft.request.steps(provider, draft.auth.headers, response.readsAnswers()),
        response,
        draft.auth.plan(),
        metrics.reader(findings),
        provider.drain,
        draft.provider.policy.over(provider.policy),
        variables(effective),
        statements(effective, metrics));
  }

  private void check(Section match, Condition condition, Scope own, Scope effective) {
    Predicate<String> here = Mistakes.in(match.source());
    new AuthChecks(effective, provider.transport, findings).run(here.or(misread));
    new ResponseChecks(own, effective, condition, findings).run();
    new LossChecks(own, effective, condition, findings).run();
    if (aws.isPresent()) {
      new BedrockChecks(own, condition, findings).run(match.place(), here);
    }
  }

  private static List<Setting> withoutMetrics(Scope scope) {
    return scope.settings().stream().filter(each -> each.in() != Block.METRICS).toList();
  }

  private List<Setting> statements(Scope effective, Metrics metrics) {
    return Stream.of(
            wide.settings().stream().filter(each -> PROVIDER.contains(each.in())),
            effective.settings().stream(),
            metrics.usage().settings().stream(),
            metrics.finish().settings().stream())
        .flatMap(each -> each)
        .toList();
  }

  private static Set<Variable> variables(Scope effective) {
    Set<Variable> found = EnumSet.noneOf(Variable.class);
    for (Setting setting : effective.settings()) {
      found.addAll(setting.arguments().variables());
      switch (setting.name()) {
        case "auth_bearer", "auth_header_key" -> found.add(Variable.CHANNEL_KEY);
        case "auth_oauth_bearer" -> found.add(Variable.OAUTH_ACCESS_TOKEN);
        default -> {}
      }
    }
    return found;
  }
}
