package dev.onr.admin.oauth;

import dev.onr.admin.query.HttpExchange;
import dev.onr.admin.shell.Failure;
import dev.onr.auth.TokenRequest;
import dev.onr.auth.login.DeviceCode;
import dev.onr.auth.login.LoginRequests;
import dev.onr.credential.Secret;
import dev.onr.credential.SecretMask;
import dev.onr.json.JsonSyntaxException;
import dev.onr.json.JsonValue;
import dev.onr.query.QueryFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Speaks with the endpoints of a login. */
final class TokenEndpoint {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MOST_BYTES = 1 << 20;

  private final List<Secret> secrets = new ArrayList<>();

  TokenEndpoint(LoginRequests login) {
    secrets.add(login.secret());
    login.pkce().ifPresent(pkce -> hide(pkce.verifier()));
  }

  /** Keeps a text out of everything that is shown from now on. */
  void hide(String secret) {
    secrets.add(Secret.of(secret));
  }

  /**
   * Sends a request.
   *
   * @throws Failure where no answer comes, or one without end
   */
  HttpExchange.Answer send(TokenRequest request) {
    try {
      HttpExchange.Answer answer =
          new HttpExchange(TIMEOUT)
              .send(request.method(), request.url(), request.headers(), request.body());
      if (answer.body().length > MOST_BYTES) {
        throw new Failure("the answer of %s is larger than 1 MiB".formatted(request.url()));
      }
      return answer;
    } catch (QueryFailure e) {
      throw new Failure(shown(e.reason()));
    }
  }

  /** The refresh token in an answer. */
  Secret refreshToken(HttpExchange.Answer answer) {
    requireSuccess("token endpoint", answer);
    return json(answer)
        .map(root -> DeviceCode.text(root, "refresh_token"))
        .filter(token -> !token.isEmpty())
        .map(Secret::of)
        .orElseThrow(() -> new Failure("refresh_token not found in token response"));
  }

  /**
   * Makes sure that an endpoint did what it was asked.
   *
   * @throws Failure with its status and words
   */
  void requireSuccess(String endpoint, HttpExchange.Answer answer) {
    if (answer.status() < 200 || answer.status() > 299) {
      throw new Failure(
          "%s failed: status=%d body=%s"
              .formatted(endpoint, answer.status(), shown(answer.text())));
    }
  }

  /** The answer as JSON, where it is JSON. */
  static Optional<JsonValue> json(HttpExchange.Answer answer) {
    try {
      return Optional.of(JsonValue.parse(answer.body()));
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }

  private String shown(String text) {
    return new SecretMask(secrets).apply(text);
  }
}
