package dev.onr.auth;

import dev.onr.WhiteSpace;
import dev.onr.credential.Secret;
import dev.onr.json.JsonSyntaxException;
import dev.onr.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a token is written down, so that it outlives the process. */
public final class TokenFile {
  private TokenFile() {}

  /** The name of the file that keeps a token. */
  public static String name(String cacheKey) {
    return Sha256.hex(WhiteSpace.trim(cacheKey)) + ".json";
  }

  /** The text of a token's file. */
  public static byte[] write(AccessToken token) {
    return "{\"access_token\":%s,\"token_type\":%s,\"expires_at\":%d}"
        .formatted(
            JsonValue.of(token.value().reveal()).text(),
            JsonValue.of(token.type()).text(),
            token.expiresAt().getEpochSecond())
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a token's file. How long the token lived is not in it, so the whole skew counts.
   *
   * @param skew how long before its end a token is renewed
   * @return empty for anything but a token with an end
   */
  public static Optional<AccessToken> read(byte[] text, Duration skew) {
    JsonValue root;
    try {
      root = JsonValue.parse(text);
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
    String value = member(root, "access_token");
    @Nullable JsonValue end = root.isObject() ? root.member("expires_at") : null;
    long seconds = end == null ? 0 : end.number().map(TokenFile::seconds).orElse(0L);
    if (seconds <= 0 || !AccessToken.isToken(value)) {
      return Optional.empty();
    }
    Instant expiresAt = Instant.ofEpochSecond(seconds);
    return Optional.of(
        new AccessToken(
            Secret.of(value), member(root, "token_type"), expiresAt, expiresAt.minus(skew)));
  }

  /** Whole seconds; nothing where they lie beyond any calendar. */
  private static long seconds(java.math.BigDecimal number) {
    double seconds = number.doubleValue();
    return seconds < Instant.MAX.getEpochSecond() ? (long) seconds : 0;
  }

  private static String member(JsonValue root, String name) {
    @Nullable JsonValue value = root.isObject() ? root.member(name) : null;
    return value == null || !value.isString() ? "" : WhiteSpace.trim(value.string());
  }
}
