package dev.onr.auth.login;

import dev.onr.auth.TokenRequest;
import dev.onr.credential.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is asked during one login.
 *
 * @param profile where and as whom
 * @param secret the client's own; {@link Secret#NONE} where it has none
 * @param pkce where the profile wants it
 */
public record LoginRequests(LoginProfile profile, Secret secret, Optional<Pkce> pkce) {
  private static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

  /**
   * The page that the person logs in on. Its parameters are sorted by name; those of the profile
   * win.
   */
  public String authorizeUrl(String redirect, String state) {
    SortedMap<String, String> query = new TreeMap<>();
    query.put("client_id", profile.clientId());
    query.put("response_type", "code");
    query.put(profile.redirectParameter(), redirect);
    query.put("state", state);
    start(query);
    String encoded =
        query.entrySet().stream()
            .map(pair -> encoded(pair.getKey()) + "=" + encoded(pair.getValue()))
            .collect(Collectors.joining("&"));
    return profile.startUrl() + (profile.startUrl().contains("?") ? "&" : "?") + encoded;
  }

  /** Asks for a device code. */
  public TokenRequest deviceCode() {
    SortedMap<String, String> fields = new TreeMap<>();
    fields.put("client_id", profile.clientId());
    start(fields);
    return TokenRequest.post(profile.startUrl(), profile.body(), fields, TokenRequest.Basic.NONE);
  }

  /** Exchanges the code that the browser brought. */
  public TokenRequest exchangeCode(String code, String redirect) {
    SortedMap<String, String> fields = new TreeMap<>();
    fields.put("grant_type", "authorization_code");
    fields.put("code", code);
    fields.put("redirect_uri", redirect);
    return exchange(fields);
  }

  /** Asks whether the person has entered the code yet. */
  public TokenRequest poll(String deviceCode) {
    SortedMap<String, String> fields = new TreeMap<>();
    fields.put("grant_type", DEVICE_GRANT);
    fields.put("device_code", deviceCode);
    return exchange(fields);
  }

  private void start(Map<String, String> into) {
    if (!profile.scope().isEmpty()) {
      into.put("scope", profile.scope());
    }
    pkce.ifPresent(
        proof -> {
          into.put("code_challenge", proof.challenge());
          into.put("code_challenge_method", "S256");
        });
    into.putAll(profile.parameters());
  }

  private TokenRequest exchange(SortedMap<String, String> fields) {
    fields.put("client_id", profile.clientId());
    pkce.ifPresent(proof -> fields.put("code_verifier", proof.verifier()));
    if (!secret.isBlank()) {
      fields.put("client_secret", secret.reveal());
    }
    TokenRequest.Basic basic =
        profile.basic()
            ? new TokenRequest.Basic(profile.clientId(), secret)
            : TokenRequest.Basic.NONE;
    return TokenRequest.post(profile.tokenUrl(), profile.body(), fields, basic);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
