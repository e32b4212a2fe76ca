package dev.onr.server.upstream;

import dev.onr.auth.AccessToken;
import dev.onr.auth.TokenGrant;
import dev.onr.auth.TokenRefused;
import dev.onr.auth.TokenRequest;
import dev.onr.dialect.Losses;
import dev.onr.server.upstream.UpstreamFailure.Kind;
import dev.onr.steps.UpstreamRequest;
import dev.onr.steps.Variables;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One exchange with a token endpoint: asked, read and judged within the grant's own time, over the
 * way that leads to its provider. Nobody can cancel it, since others may wait for the same token.
 */
public final class TokenFetch {
  private static final Logger LOG = LoggerFactory.getLogger(TokenFetch.class);
  private static final int MAX_ANSWER_BYTES = 1 << 20;

  private final UpstreamClient client;
  private final ProxyChoice proxies;
  private final TokenGrant grant;
  private final InstantSource clock;
  private final Promise<AccessToken> token = Promise.promise();
  private final Buffer answer = Buffer.buffer();
  private @Nullable UpstreamCall call;

  private TokenFetch(
      UpstreamClient client, ProxyChoice proxies, TokenGrant grant, InstantSource clock) {
    this.client = client;
    this.proxies = proxies;
    this.grant = grant;
    this.clock = clock;
  }

  /**
   * Fetches a token.
   *
   * @param provider for the log
   * @param loop the loop of {@code client}, on which this is called
   * @param proxies leads to the endpoint
   * @param clock dates the request and the token
   * @return fails with an {@link UpstreamFailure}, or an {@link
   *     dev.onr.credential.InvalidCredential} where no request can be made
   */
  public static Future<AccessToken> run(
      String provider,
      Context loop,
      UpstreamClient client,
      ProxyChoice proxies,
      TokenGrant grant,
      InstantSource clock) {
    // Signing takes a millisecond, too long for the loop.
    return loop.executeBlocking(() -> grant.request(clock.instant()), false)
        .map(Objects::requireNonNull)
        .compose(request -> new TokenFetch(client, proxies, grant, clock).send(request))
        .onFailure(
            cause -> LOG.warn("provider {} has no access token: {}", provider, cause.getMessage()));
  }

  private Future<AccessToken> send(TokenRequest request) {
    long millis = grant.timeout().toMillis();
    UpstreamRequest sent =
        new UpstreamRequest(
            request.method(),
            request.url(),
            request.headers(),
            request.body(),
            Variables.NONE,
            new Losses());
    Deadlines.Deadline deadline = client.deadlines().start(millis, () -> expired(millis));
    // The call's own limits are only there to lie beyond the common one.
    UpstreamCall started = client.send(sent, proxies, 2 * millis, 2 * millis);
    call = started;
    started.head().onSuccess(this::read).onFailure(this::unreachable);
    return token.future().onComplete(ignored -> deadline.stop());
  }

  private void read(HttpClientResponse head) {
    head.exceptionHandler(ignored -> fail(Kind.TOKEN_UNREACHABLE, "broke off in its answer"));
    head.endHandler(ignored -> judge(head.statusCode()));
    head.handler(
        part -> {
          if (answer.length() + part.length() > MAX_ANSWER_BYTES) {
            fail(Kind.TOKEN_REFUSED, "answered more than 1 MiB");
          } else {
            answer.appendBuffer(part);
          }
        });
  }

  private void judge(int status) {
    try {
      token.tryComplete(grant.read(status, answer.getBytes(), clock.instant()));
    } catch (TokenRefused e) {
      token.tryFail(new UpstreamFailure(Kind.TOKEN_REFUSED, e.getMessage()));
    }
  }

  private void unreachable(Throwable cause) {
    String reason = cause instanceof UpstreamFailure ? String.valueOf(cause.getMessage()) : "";
    token.tryFail(
        new UpstreamFailure(
            Kind.TOKEN_UNREACHABLE, "oauth token endpoint can't be reached: " + reason));
  }

  private void expired(long millis) {
    fail(Kind.TOKEN_TIMEOUT, "gave no token within " + millis + " ms");
  }

  private void fail(Kind kind, String trouble) {
    UpstreamCall running = call;
    String host = running == null ? "" : running.host() + " ";
    token.tryFail(new UpstreamFailure(kind, "oauth token endpoint " + host + trouble));
    if (running != null) {
      running.cancel();
    }
  }
}
