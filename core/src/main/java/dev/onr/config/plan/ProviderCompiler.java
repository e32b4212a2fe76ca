package dev.onr.config.plan;

import dev.onr.config.Diagnostic;
import dev.onr.config.language.Block;
import dev.onr.config.language.Findings;
import dev.onr.config.language.Section;
import dev.onr.config.language.Setting;
import dev.onr.config.syntax.Item;
import dev.onr.steps.HeaderStep;
import dev.onr.usage.UsageReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Makes the plan of one provider from its block. */
final class ProviderCompiler {
  private static final Set<Block> PROVIDER_WIDE =
      Set.of(Block.METADATA, Block.UPSTREAM_CONFIG, Block.MODELS, Block.BALANCE);

  private final Section provider;
  private final Presets presets;
  private final Findings findings;
  private final UsedPresets usedPresets = new UsedPresets();

  ProviderCompiler(Section provider, Presets presets, Findings findings) {
    this.provider = provider;
    this.presets = presets;
    this.findings = findings;
  }

  /** The name of a provider block, lower-case. */
  static String name(Section provider) {
    return provider.header().text("name").toLowerCase(Locale.ROOT);
  }

  /** The plan; of use only when no error was found. */
  ProviderPlan compile() {
    List<Setting> all = provider.sections(Block.METADATA).flatMap(Section::allSettings).toList();
    List<Setting> shared = provider.sections(Block.DEFAULTS).flatMap(Section::allSettings).toList();
    Scope wide = new Scope(Merger.reduce(Stream.concat(all.stream(), shared.stream()).toList()));
    findings.concerning(name(provider), "defaults");
    Draft draft = new Draft();
    draft.provider.name = name(provider);
    Compilers.compile(in(wide, Set.of(Block.METADATA, Block.UPSTREAM_CONFIG)), draft);
    requireBaseUrl(wide, draft.provider);

    Scope defaults =
        new Scope(shared.stream().filter(each -> !PROVIDER_WIDE.contains(each.in())).toList());
    ResponseChecks.defaults(defaults, findings);
    Queries queries = new Queries(shared, provider, presets, findings);
    Presets.Rules models = queries.rules(PresetKind.MODELS, Block.MODELS);
    Presets.Rules balance = queries.rules(PresetKind.BALANCE, Block.BALANCE);
    usedPresets.add(models.used());
    usedPresets.add(balance.used());

    List<Route> routes = routes(wide, defaults, draft.provider);
    String name = name(provider);
    findings.concerning(name, "defaults");
    String family = draft.provider.family.isEmpty() ? name : draft.provider.family;
    return new ProviderPlan(
        name,
        provider.place().file().name(),
        family,
        draft.provider.signalProfile.isEmpty() ? family : draft.provider.signalProfile,
        draft.provider.transport,
        draft.provider.baseUrl,
        RouteTable.of(routes),
        usage(defaults),
        headers(defaults),
        queries.models(models),
        queries.balance(balance),
        fingerprint());
  }

  private List<Route> routes(Scope wide, Scope defaults, ProviderDraft settings) {
    RouteCompiler compiler =
        new RouteCompiler(
            defaults,
            settings,
            wide,
            presets,
            findings,
            usedPresets,
            name ->
                provider
                    .sections(Block.DEFAULTS)
                    .anyMatch(each -> Mistakes.in(each.source()).test(name)));
    List<Section> matches = provider.sections(Block.MATCH).toList();
    List<Route> routes = new ArrayList<>();
    for (Section match : matches) {
      findings.concerning(name(provider), "match[" + routes.size() + "]");
      routes.add(compiler.compile(routes.size(), match));
    }
    findings.concerning(name(provider), "");
    if (matches.isEmpty() && !Mistakes.in(provider.source()).test("match")) {
      findings.warning(
          "provider.no_match",
          provider.place(),
          "provider \"%s\" has no match, so it serves no request".formatted(name(provider)));
    }
    MatchChecks.reachable(routes, findings);
    return routes;
  }

  private void requireBaseUrl(Scope wide, ProviderDraft settings) {
    Predicate<String> mentioned = Mistakes.in(provider.source());
    boolean http =
        settings.transport == Transport.HTTP
            && (wide.has("transport") || !mentioned.test("transport"));
    if (http && settings.baseUrl.isEmpty() && !mentioned.test("base_url")) {
      findings.add(
          Diagnostic.error(
                  "upstream.base_url_required",
                  provider.place(),
                  "provider \"%s\" has no base_url".formatted(name(provider)))
              .withHint("defaults { upstream_config { base_url = \"https://…\"; } }"));
    }
  }

  /** What is wrong with it was found when the routes were made. */
  private UsageReader usage(Scope defaults) {
    Findings known = new Findings(false);
    return Metrics.of(defaults, presets, known).reader(known);
  }

  private static List<HeaderStep> headers(Scope defaults) {
    Draft draft = new Draft();
    Compilers.compile(in(defaults, Set.of(Block.AUTH, Block.REQUEST)), draft);
    return Stream.concat(draft.auth.headers.stream(), draft.request.headers.stream()).toList();
  }

  private static List<Setting> in(Scope scope, Set<Block> blocks) {
    return scope.settings().stream().filter(each -> blocks.contains(each.in())).toList();
  }

  private String fingerprint() {
    List<Item.Block> blocks =
        Stream.concat(Stream.of(provider), usedPresets.all()).map(Section::source).toList();
    return Fingerprint.of(blocks);
  }
}
