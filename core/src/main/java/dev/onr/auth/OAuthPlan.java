package dev.onr.auth;

import dev.onr.json.ExtractionPath;
import dev.onr.steps.TextExpression;
import java.time.Duration;
import java.util.List;

/**
 * How a route gets its access token.
 *
 * @param mode which endpoint, and which fields it expects
 * @param tokenUrl the endpoint
 * @param clientId may evaluate to nothing, then it is not sent; the same holds for the next four
 * @param clientSecret sent only where {@link OAuthMode#clientSecret()} says so
 * @param refreshToken what is exchanged for an access token
 * @param scope what is asked for
 * @param audience who the token is for
 * @param method {@code GET} or {@code POST}
 * @param body how fields travel in a POST
 * @param form fields that are put over the implied ones, in order
 * @param tokenPath where the answer holds the token
 * @param expiresInPath where it holds the lifetime in seconds
 * @param tokenTypePath where it holds the type
 * @param timeout for the whole exchange
 * @param refreshSkew how long before its end a token is renewed
 * @param fallbackTtl the lifetime of a token whose answer names none
 */
public record OAuthPlan(
    OAuthMode mode,
    TextExpression tokenUrl,
    TextExpression clientId,
    TextExpression clientSecret,
    TextExpression refreshToken,
    TextExpression scope,
    TextExpression audience,
    String method,
    OAuthMode.Body body,
    List<FormField> form,
    ExtractionPath tokenPath,
    ExtractionPath expiresInPath,
    ExtractionPath tokenTypePath,
    Duration timeout,
    Duration refreshSkew,
    Duration fallbackTtl) {

  public OAuthPlan {
    form = List.copyOf(form);
  }

  /** One field of a token request. */
  public record FormField(String name, TextExpression value) {}
}
