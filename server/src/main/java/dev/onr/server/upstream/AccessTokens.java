package dev.onr.server.upstream;

import dev.onr.auth.AccessToken;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The access tokens of all event loops. However many requests want the same token at the same time,
 * one fetches it; the fetch belongs to none of them and goes on when its first asker leaves.
 *
 * <p>Tokens are found by cache key, so that they outlive reloads of a configuration that still asks
 * for the same. Safe for several threads; nothing here blocks.
 */
@SuppressWarnings("ReferenceEquality") // Which token it is counts here, not what it says.
public final class AccessTokens {
  /** Beyond so many, tokens that nobody can use any more are swept out. */
  private static final int MANY = 4096;

  private final InstantSource clock;
  private final ConcurrentMap<String, State> states = new ConcurrentHashMap<>();

  /**
   * @param clock tells when tokens end
   */
  public AccessTokens(InstantSource clock) {
    this.clock = clock;
  }

  /** What is known of one token. */
  private sealed interface State {
    /** It is there. */
    record Held(AccessToken token) implements State {}

    /** Somebody gets it. */
    record Underway(Future<AccessToken> token, Optional<AccessToken> refused) implements State {}

    /** An upstream did not take it; what is on disk may still be the same. */
    record Refused(AccessToken token) implements State {}
  }

  /**
   * What a token is asked for with.
   *
   * @param key its cache key
   * @param skew how long before its end a token from a file is renewed
   * @param files where it is kept on disk; empty where it is not
   * @param fetch asks the token endpoint; is run at most once per answer
   */
  public record Ask(
      String key, Duration skew, Optional<TokenFiles> files, Supplier<Future<AccessToken>> fetch) {}

  /**
   * A token that is still good for a request: from memory, from disk, or fetched.
   *
   * @param asker gets the answer on its own thread
   */
  public Future<AccessToken> get(Ask ask, Context asker) {
    Instant now = clock.instant();
    if (states.get(ask.key()) instanceof State.Held held && held.token().isFresh(now)) {
      return Future.succeededFuture(held.token());
    }
    Promise<AccessToken> mine = Promise.promise();
    State state = states.compute(ask.key(), (key, known) -> next(known, mine.future(), now));
    return switch (state) {
      case State.Held held -> Future.succeededFuture(held.token());
      case State.Refused refused -> throw new IllegalStateException("a refused token was kept");
      case State.Underway underway -> {
        if (underway.token() == mine.future()) {
          fetch(ask, underway, mine);
        }
        yield on(asker, underway.token());
      }
    };
  }

  private static State next(@Nullable State known, Future<AccessToken> mine, Instant now) {
    return switch (known) {
      case State.Held held when held.token().isFresh(now) -> held;
      case State.Underway underway -> underway;
      case State.Refused refused -> new State.Underway(mine, Optional.of(refused.token()));
      case State.Held stale -> new State.Underway(mine, Optional.empty());
      case null -> new State.Underway(mine, Optional.empty());
    };
  }

  private void fetch(Ask ask, State.Underway underway, Promise<AccessToken> promise) {
    fromDisk(ask, underway)
        .compose(found -> found.map(Future::succeededFuture).orElseGet(() -> fetched(ask)))
        .onComplete(
            result -> {
              // First the state, so that who asks from now on does not meet an answered fetch.
              if (result.succeeded()) {
                states.replace(ask.key(), underway, new State.Held(result.result()));
                sweep();
              } else {
                states.remove(ask.key(), underway);
              }
              promise.handle(result);
            });
  }

  private Future<Optional<AccessToken>> fromDisk(Ask ask, State.Underway underway) {
    if (ask.files().isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    return ask.files()
        .get()
        .read(ask.key(), ask.skew())
        .map(
            found ->
                found
                    .filter(token -> token.isFresh(clock.instant()))
                    .filter(token -> !isSame(token, underway.refused())));
  }

  private static boolean isSame(AccessToken token, Optional<AccessToken> other) {
    return other.map(AccessToken::value).filter(token.value()::equals).isPresent();
  }

  private static Future<AccessToken> fetched(Ask ask) {
    return ask.fetch()
        .get()
        .onSuccess(token -> ask.files().ifPresent(files -> files.write(ask.key(), token)));
  }

  private static Future<AccessToken> on(Context asker, Future<AccessToken> token) {
    Promise<AccessToken> answer = Promise.promise();
    token.onComplete(result -> asker.runOnContext(ignored -> answer.handle(result)));
    return answer.future();
  }

  /**
   * Forgets a token that an upstream did not take, in memory and on disk. A newer one stays: the
   * refusal may be late.
   *
   * @param token the very token that was sent
   */
  public void refused(Ask ask, AccessToken token) {
    State left =
        states.computeIfPresent(
            ask.key(),
            (key, known) ->
                known instanceof State.Held held && held.token() == token
                    ? new State.Refused(token)
                    : known);
    if (left instanceof State.Refused refused && refused.token() == token) {
      ask.files().ifPresent(files -> files.delete(ask.key(), token));
    }
  }

  private void sweep() {
    if (states.size() > MANY) {
      Instant now = clock.instant();
      states
          .values()
          .removeIf(
              state ->
                  switch (state) {
                    case State.Held held -> !held.token().isFresh(now);
                    case State.Refused refused -> true;
                    case State.Underway underway -> false;
                  });
    }
  }
}
