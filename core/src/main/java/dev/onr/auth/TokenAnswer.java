package dev.onr.auth;

import dev.onr.WhiteSpace;
import dev.onr.credential.Secret;
import dev.onr.json.ExtractionPath;
import dev.onr.json.JsonSyntaxException;
import dev.onr.json.JsonType;
import dev.onr.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what token endpoints answer, where a plan says. */
final class TokenAnswer {
  /** What endpoints call their refusals (RFC 6749 §5.2): nothing else of an answer is repeated. */
  private static final Set<String> KNOWN_ERRORS =
      Set.of(
          "invalid_request",
          "invalid_client",
          "invalid_grant",
          "unauthorized_client",
          "unsupported_grant_type",
          "invalid_scope");

  /** Nothing lives longer; keeps sums of times within their range. */
  private static final double LONGEST_SECONDS = Duration.ofDays(3650).toSeconds();

  private final OAuthPlan plan;

  TokenAnswer(OAuthPlan plan) {
    this.plan = plan;
  }

  AccessToken read(int status, byte[] body, Instant now) {
    if (status < 200 || status > 299) {
      throw new TokenRefused(
          "oauth token endpoint failed: status="
              + status
              + reason(body).map(" (%s)"::formatted).orElse(""));
    }
    JsonValue root = object(body);
    String token = text(root, plan.tokenPath());
    if (token.isEmpty()) {
      throw new TokenRefused("oauth token not found at " + plan.tokenPath());
    }
    if (!AccessToken.isToken(token)) {
      throw new TokenRefused(
          "oauth token at %s has characters that no header can carry".formatted(plan.tokenPath()));
    }
    String type = text(root, plan.tokenTypePath());
    return AccessToken.issued(
        Secret.of(token),
        type.isEmpty() ? "Bearer" : type,
        now,
        lifetime(root),
        plan.refreshSkew());
  }

  private static JsonValue object(byte[] body) {
    JsonValue root;
    try {
      root = JsonValue.parse(body);
    } catch (JsonSyntaxException e) {
      throw new TokenRefused("oauth token endpoint non-json response: " + e.getMessage());
    }
    if (!root.isObject()) {
      throw new TokenRefused("oauth token endpoint non-json response: not an object");
    }
    return root;
  }

  private static Optional<String> reason(byte[] body) {
    try {
      JsonValue root = JsonValue.parse(body);
      @Nullable JsonValue error = root.isObject() ? root.member("error") : null;
      return Optional.ofNullable(error)
          .filter(JsonValue::isString)
          .map(JsonValue::string)
          .filter(KNOWN_ERRORS::contains);
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }

  private static String text(JsonValue root, ExtractionPath path) {
    return WhiteSpace.trim(path.firstString(root));
  }

  private Duration lifetime(JsonValue root) {
    List<JsonValue> found = plan.expiresInPath().values(root);
    double seconds = found.isEmpty() ? 0 : seconds(found.getFirst());
    return seconds < 1
        ? plan.fallbackTtl()
        : Duration.ofSeconds((long) Math.min(seconds, LONGEST_SECONDS));
  }

  private static double seconds(JsonValue value) {
    if (value.type() == JsonType.NUMBER) {
      return value.number().map(BigDecimal::doubleValue).orElse(0.0);
    }
    try {
      return value.isString() ? new BigDecimal(WhiteSpace.trim(value.string())).doubleValue() : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
