package dev.onr.config.plan;

import dev.onr.config.Span;
import dev.onr.config.language.Setting;
import dev.onr.steps.RequestSteps;
import dev.onr.steps.ResponseSteps;
import dev.onr.steps.Variable;
import dev.onr.usage.UsageReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What happens to the requests of one {@code match}, with the provider's {@code defaults} merged
 * in.
 *
 * @param index the position of the match in its provider, from 0
 * @param place where the match stands
 * @param condition which requests it is for
 * @param request the request phase
 * @param response the response phase
 * @param auth credentials that need more than a header
 * @param usage how usage and finish reasons are read
 * @param drain how long an answer is read on after its client has left; empty: not at all
 * @param policy how long the upstream may take, and what its failures mean
 * @param variables what the expressions of the route refer to
 * @param statements what it was made from, defaults and presets merged, as they are written
 */
public record Route(
    int index,
    Span place,
    Condition condition,
    RequestSteps request,
    ResponseSteps response,
    AuthPlan auth,
    UsageReader usage,
    Optional<Duration> drain,
    UpstreamPolicy policy,
    Set<Variable> variables,
    List<Setting> statements) {

  public Route {
    variables = Set.copyOf(variables);
    statements = List.copyOf(statements);
  }
}
