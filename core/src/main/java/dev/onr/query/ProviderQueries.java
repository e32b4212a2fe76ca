package dev.onr.query;

import dev.onr.Api;
import dev.onr.config.plan.BalanceQuery;
import dev.onr.config.plan.ModelsQuery;
import dev.onr.config.plan.ProviderPlan;
import dev.onr.config.plan.Route;
import dev.onr.steps.HeaderFields;
import dev.onr.steps.HeaderStep;
import dev.onr.steps.RequestRejected;
import dev.onr.steps.TextExpression;
import dev.onr.steps.UpstreamChannel;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Asks one provider with one key.
 *
 * @param provider the provider
 * @param api whose route's authentication and headers are used, where there is such a route
 * @param stream which of its routes
 * @param channel the way to the provider
 * @param sender sends requests
 */
public record ProviderQueries(
    ProviderPlan provider, Api api, boolean stream, UpstreamChannel channel, QuerySender sender) {

  /** The route whose authentication is used; without one that of {@code defaults}. */
  public static Optional<Route> route(ProviderPlan provider, Api api, boolean stream) {
    return provider.route(api, stream);
  }

  /**
   * Asks for the models: their ids, in the order of the answer, each once.
   *
   * @throws QueryFailure where there is no answer, or none that can be read
   */
  public List<String> models() {
    ModelsQuery query =
        provider
            .models()
            .orElseThrow(
                () ->
                    new QueryFailure(
                        "provider \"%s\" has no models config".formatted(provider.name())));
    QueryRequest request =
        new QueryRequest(
            query.method(), url(query.path(), "models path"), headers(query.headers()));
    return ModelIds.read(query, sender.send(request));
  }

  /**
   * Asks for the balance.
   *
   * @param today the day that the account's clock shows
   * @throws QueryFailure where there is no answer, or none that can be read
   */
  public Balance balance(LocalDate today) {
    BalanceQuery query =
        provider
            .balance()
            .orElseThrow(
                () ->
                    new QueryFailure(
                        "provider \"%s\" has no balance config".formatted(provider.name())));
    return query.mode().equals("openai")
        ? new OpenAiBilling(this, query).ask(today)
        : CustomBalance.read(query, sender.send(custom(query)));
  }

  private QueryRequest custom(BalanceQuery query) {
    TextExpression path = query.path().orElseGet(() -> TextExpression.of(""));
    return new QueryRequest(query.method(), url(path, "balance path"), headers(query.headers()));
  }

  String url(TextExpression path, String name) {
    return refused(() -> channel.url(path, name));
  }

  /** Those of the route, then the query's own. */
  HeaderFields headers(List<HeaderStep> own) {
    List<HeaderStep> shared =
        route(provider, api, stream)
            .map(route -> route.request().headers())
            .orElseGet(provider::headers);
    return refused(() -> channel.headers(Stream.concat(shared.stream(), own.stream()).toList()));
  }

  private static <T> T refused(Supplier<T> computation) {
    try {
      return computation.get();
    } catch (RequestRejected e) {
      throw new QueryFailure(String.valueOf(e.getMessage()));
    }
  }
}
