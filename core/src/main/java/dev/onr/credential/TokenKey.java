package dev.onr.credential;

import dev.onr.WhiteSpace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A credential that carries wishes: {@code onr:v1?} and a form-encoded query. It is neither signed
 * nor limited in time: whoever holds it can edit it.
 *
 * @param accessKey the access key, from {@code k64} or {@code k}
 * @param provider lower-case provider name, from {@code p}
 * @param model the model in place of the request's, from {@code m}
 * @param upstreamKey the caller's own upstream key, from {@code uk64} or {@code uk}
 */
public record TokenKey(
    Optional<Secret> accessKey,
    Optional<String> provider,
    Optional<String> model,
    Optional<Secret> upstreamKey) {
  /** What every token key begins with; case counts. */
  public static final String PREFIX = "onr:v1?";

  /**
   * The query of this token key, what follows {@link #PREFIX}.
   *
   * @param plain whether the access key is written as {@code k}, not in base64 as {@code k64}
   */
  public String query(boolean plain) {
    List<String> pairs = new ArrayList<>();
    accessKey.ifPresent(
        key ->
            pairs.add(
                plain
                    ? "k=" + escape(key.reveal())
                    : "k64="
                        + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(key.reveal().getBytes(StandardCharsets.UTF_8))));
    provider.ifPresent(name -> pairs.add("p=" + escape(name)));
    model.ifPresent(name -> pairs.add("m=" + escape(name)));
    upstreamKey.ifPresent(key -> pairs.add("uk=" + escape(key.reveal())));
    return String.join("&", pairs);
  }

  /** As {@link #read}, with nothing in place of the exception. */
  public static Optional<TokenKey> parse(String credential, boolean allowByokWithoutKey) {
    if (!credential.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(credential, allowByokWithoutKey));
    } catch (InvalidTokenKeyException e) {
      return Optional.empty();
    }
  }

  /**
   * Takes a token key apart; whether its access key is right is not asked here.
   *
   * @param allowByokWithoutKey whether a token that brings an upstream key needs no access key
   * @throws InvalidTokenKeyException saying which rule it breaks
   */
  public static TokenKey read(String credential, boolean allowByokWithoutKey) {
    if (!credential.startsWith(PREFIX)) {
      throw new InvalidTokenKeyException("a token key starts with " + PREFIX);
    }
    Map<String, String> query = query(credential.substring(PREFIX.length()));
    Optional<Secret> upstreamKey = secret(query, "uk64", "uk");
    Optional<Secret> accessKey = secret(query, "k64", "k");
    if (accessKey.isEmpty() && !(allowByokWithoutKey && upstreamKey.isPresent())) {
      throw new InvalidTokenKeyException("missing k or k64");
    }
    return new TokenKey(
        accessKey,
        text(query, "p").map(name -> name.toLowerCase(Locale.ROOT)),
        text(query, "m"),
        upstreamKey);
  }

  private static Optional<String> text(Map<String, String> query, String name) {
    return Optional.of(WhiteSpace.trim(query.getOrDefault(name, "")))
        .filter(value -> !value.isEmpty());
  }

  private static Optional<Secret> secret(Map<String, String> query, String coded, String plain) {
    Optional<String> encoded = text(query, coded);
    Optional<String> value =
        encoded.isPresent()
            ? encoded.map(text -> decode(coded, text)).filter(text -> !text.isEmpty())
            : text(query, plain);
    // A header can't carry these, and a caller who sends them wants to write another one.
    if (value.isPresent() && value.get().chars().anyMatch(Character::isISOControl)) {
      throw new InvalidTokenKeyException("invalid %s: control characters".formatted(plain));
    }
    return value.map(Secret::of);
  }

  /**
   * Base64url without padding (RFC 4648 §5), strictly: the JDK's decoder takes padding and unused
   * bits that are set, so what it gives must encode to the same text again.
   */
  private static String decode(String name, String text) {
    String compact = text.replace("\r", "").replace("\n", "");
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(compact);
      if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(compact)) {
        return WhiteSpace.trim(new String(bytes, StandardCharsets.UTF_8));
      }
    } catch (IllegalArgumentException e) {
      // falls through to the one complaint that both kinds of damage get
    }
    throw new InvalidTokenKeyException("invalid " + name);
  }

  /** Names and values of the query; the first value of a repeated name counts. */
  private static Map<String, String> query(String text) {
    Map<String, String> pairs = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      if (pair.indexOf(';') >= 0) {
        throw new InvalidTokenKeyException("invalid token query: ';' must be percent-encoded");
      }
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        pairs.putIfAbsent(unescape(name), unescape(value));
      }
    }
    return pairs;
  }

  /** Percent-encodes all bytes but those that RFC 3986 §2.3 calls unreserved. */
  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (plain || "-_.~".indexOf(c) >= 0) {
        escaped.append(c);
      } else {
        escaped.append("%%%02X".formatted((int) c));
      }
    }
    return escaped.toString();
  }

  private static String unescape(String text) {
    if (text.indexOf('%') < 0) {
      return text.replace('+', ' ');
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer plain = ByteBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%') {
        int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
        int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          throw new InvalidTokenKeyException(
              "invalid token query: '%' must be followed by two hexadecimal digits");
        }
        plain.put((byte) (high << 4 | low));
        i += 2;
      } else {
        plain.put(bytes[i] == '+' ? (byte) ' ' : bytes[i]);
      }
    }
    return new String(plain.array(), 0, plain.position(), StandardCharsets.UTF_8);
  }
}
