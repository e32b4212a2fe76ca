package dev.onr.server.exchange;

import dev.onr.auth.AccessToken;
import dev.onr.auth.TokenGrant;
import dev.onr.server.Settings;
import dev.onr.server.upstream.AccessTokens;
import dev.onr.server.upstream.ProxyChoice;
import dev.onr.server.upstream.TokenFetch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Function;

/**
 * The access token of one attempt, and the one that takes its place when the upstream refuses it.
 */
final class AccessTokenUse {
  private static final int UNAUTHORIZED = 401;

  private final Exchange exchange;
  private final AccessTokens tokens;
  private final AccessTokens.Ask ask;

  AccessTokenUse(Exchange exchange, Candidate candidate, TokenGrant grant, ProxyChoice proxies) {
    Loop loop = exchange.loop();
    String provider = candidate.provider();
    Settings.TokenPersist persist = exchange.snapshot().settings().tokenPersist();
    this.exchange = exchange;
    this.tokens = loop.credentials().tokens();
    this.ask =
        new AccessTokens.Ask(
            grant.cacheKey(provider, candidate.key().value()),
            grant.refreshSkew(),
            loop.credentials().files(persist),
            () ->
                TokenFetch.run(
                    provider, loop.context(), loop.upstream(), proxies, grant, loop.clock()));
  }

  /**
   * Sends with a token; once more, with another one, where the upstream does not take the first.
   */
  Future<Attempt> send(Function<AccessToken, Future<Attempt>> attempt) {
    return token()
        .compose(
            token ->
                attempt
                    .apply(token)
                    .compose(
                        answered ->
                            answered.head().statusCode() == UNAUTHORIZED
                                ? again(attempt, answered, token)
                                : Future.succeededFuture(answered)));
  }

  private Future<Attempt> again(
      Function<AccessToken, Future<Attempt>> attempt, Attempt answered, AccessToken refused) {
    answered.call().cancel();
    tokens.refused(ask, refused);
    return token().compose(attempt);
  }

  /** Fails at once when the client leaves; the fetch goes on for others. */
  private Future<AccessToken> token() {
    Promise<AccessToken> waiting = Promise.promise();
    exchange.client().whenGone(() -> waiting.tryFail(new ClientGone(Ending.CLIENT_GONE)));
    tokens
        .get(ask, exchange.loop().context())
        .onSuccess(waiting::tryComplete)
        .onFailure(waiting::tryFail);
    return waiting.future();
  }
}
