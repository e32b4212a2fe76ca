package dev.onr.config.plan;

import dev.onr.Api;
import dev.onr.steps.HeaderStep;
import dev.onr.usage.UsageReader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One provider, compiled. Two are equal when they come from the same file and say the same, presets
 * included; comments and layout do not count.
 *
 * @param name lower-case
 * @param file the file that holds the provider block, as diagnostics call it
 * @param family what kind of provider it is, for operators; the name where nothing says otherwise
 * @param signalProfile for capacity signals; the family where nothing says otherwise
 * @param transport how requests travel
 * @param baseUrl absolute URL; empty where every key or region brings its own
 * @param routes which route serves a request
 * @param usage how usage is read where no match says otherwise
 * @param headers the header steps of {@code defaults}, for queries that belong to no route
 * @param models how to ask the provider for its models
 * @param balance how to ask the provider for the account's balance
 * @param fingerprint stands for all that the provider says
 */
public record ProviderPlan(
    String name,
    String file,
    String family,
    String signalProfile,
    Transport transport,
    String baseUrl,
    RouteTable routes,
    UsageReader usage,
    List<HeaderStep> headers,
    Optional<ModelsQuery> models,
    Optional<BalanceQuery> balance,
    String fingerprint) {

  public ProviderPlan {
    headers = List.copyOf(headers);
  }

  /** The route of the first {@code match} that accepts such requests. */
  public Optional<Route> route(Api api, boolean stream) {
    return routes.find(api, stream);
  }

  /** The APIs that have a route for streams, for whole answers, or for both. */
  public List<Api> apis() {
    return routes.apis();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProviderPlan plan
        && name.equals(plan.name)
        && file.equals(plan.file)
        && fingerprint.equals(plan.fingerprint);
  }

  @Override
  public int hashCode() {
    return fingerprint.hashCode();
  }
}
