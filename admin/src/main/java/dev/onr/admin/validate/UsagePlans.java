package dev.onr.admin.validate;

import dev.onr.config.plan.Plan;
import dev.onr.config.plan.ProviderPlan;
import dev.onr.config.plan.Route;
import dev.onr.json.JsonTree;
import dev.onr.usage.MatchedFact;
import dev.onr.usage.UsageReader;
import dev.onr.usage.UsageRules;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How providers' usage is read, as JSON: what holds by default, and every match in which something
 * else holds. Presets are resolved and shorthands turned into facts; what is empty is left out.
 */
final class UsagePlans {
  private UsagePlans() {}

  static ArrayNode json(Plan plan) {
    ArrayNode providers = JsonTree.nodes().arrayNode();
    plan.providers().values().forEach(provider -> describe(provider, providers.addObject()));
    return providers;
  }

  private static void describe(ProviderPlan provider, ObjectNode into) {
    into.put("provider", provider.name()).put("path", provider.file());
    ObjectNode usage = into.putObject("usage");
    usage.set("defaults", rules(provider.usage().usage()));
    ArrayNode matches = JsonTree.nodes().arrayNode();
    provider.routes().all().stream()
        .filter(route -> differs(route.usage(), provider.usage()))
        .forEach(route -> describe(route, matches.addObject()));
    if (!matches.isEmpty()) {
      usage.set("matches", matches);
    }
  }

  private static boolean differs(UsageReader one, UsageReader other) {
    return !one.usage().equals(other.usage());
  }

  private static void describe(Route route, ObjectNode into) {
    route.condition().api().ifPresent(api -> into.put("api", api.apiName()));
    route.condition().stream().ifPresent(stream -> into.put("stream", stream));
    into.set("plan", rules(route.usage().usage()));
  }

  private static ObjectNode rules(Optional<UsageRules> some) {
    ObjectNode json = JsonTree.object();
    some.ifPresent(
        rules -> {
          json.put("mode", "custom");
          if (!rules.roots().isEmpty()) {
            ArrayNode roots = json.putArray("usage_roots");
            rules.roots().forEach(root -> describe(root, roots.addObject()));
          }
          if (!rules.facts().isEmpty()) {
            ArrayNode facts = json.putArray("facts");
            // A fact that has found nothing yet shows its rule alone.
            rules.facts().forEach(rule -> facts.add(new MatchedFact(rule, BigDecimal.ZERO).json()));
          }
          rules.total().ifPresent(total -> json.put("total_tokens_expr", total.toString()));
        });
    return json;
  }

  private static void describe(UsageRules.Root root, ObjectNode into) {
    into.put("path", root.path().toString());
    if (!root.events().names().isEmpty()) {
      into.put("event", String.join("|", root.events().names()));
      if (root.events().nameless()) {
        into.put("event_optional", true);
      }
    }
    if (!root.exclude().isEmpty()) {
      ArrayNode fields = into.putArray("exclude_fields");
      new TreeSet<>(root.exclude()).forEach(fields::add);
    }
  }
}
