package dev.onr.auth;

import dev.onr.WhiteSpace;
import dev.onr.credential.CredentialFile;
import dev.onr.credential.InvalidCredential;
import dev.onr.credential.Secret;
import dev.onr.steps.TextExpression;
import dev.onr.steps.Variables;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a route asks a token endpoint for with one key: its plan, with every expression evaluated.
 */
public final class TokenGrant {
  private final OAuthPlan plan;
  private final String tokenUrl;
  private final TokenRequest.Basic basic;
  private final SortedMap<String, String> fields;
  private final Optional<ServiceAccount> account;

  private TokenGrant(
      OAuthPlan plan,
      String tokenUrl,
      TokenRequest.Basic basic,
      SortedMap<String, String> fields,
      Optional<ServiceAccount> account) {
    this.plan = plan;
    this.tokenUrl = tokenUrl;
    this.basic = basic;
    this.fields = Collections.unmodifiableSortedMap(fields);
    this.account = account;
  }

  /**
   * Evaluates a plan.
   *
   * @param variables of the attempt; the access token among them is not there yet
   * @param credential the key's credential file, where it names one
   * @throws InvalidCredential where the plan needs something that this key does not have
   */
  public static TokenGrant of(
      OAuthPlan plan, Variables variables, Optional<CredentialFile> credential) {
    Evaluation values = new Evaluation(variables);
    String url = values.of(plan.tokenUrl());
    SortedMap<String, String> fields = new TreeMap<>();
    switch (plan.mode()) {
      case CUSTOM, GOOGLE_SERVICE_ACCOUNT_FILE -> {}
      default -> values.refresh(plan, fields);
    }
    for (OAuthPlan.FormField field : plan.form()) {
      fields.put(field.name(), values.of(field.value()));
    }
    Optional<ServiceAccount> account = Optional.empty();
    if (plan.mode() == OAuthMode.GOOGLE_SERVICE_ACCOUNT_FILE) {
      account = Optional.of(account(plan, values, url, credential));
    }
    if (!url.startsWith("https://") && !url.startsWith("http://")) {
      throw new InvalidCredential("oauth_token_url is not an http or https URL for this key");
    }
    return new TokenGrant(plan, url, values.basic(plan), fields, account);
  }

  private static ServiceAccount account(
      OAuthPlan plan, Evaluation values, String url, Optional<CredentialFile> credential) {
    CredentialFile file =
        credential.orElseThrow(
            () ->
                new InvalidCredential(
                    "oauth_mode " + plan.mode().word() + " needs a key with credential_file"));
    if (!plan.method().equals("POST")) {
      throw new InvalidCredential("oauth_mode " + plan.mode().word() + " needs oauth_method POST");
    }
    String scope = values.of(plan.scope());
    if (scope.isEmpty()) {
      throw new InvalidCredential("oauth_scope is empty for this key");
    }
    return new ServiceAccount(file, scope, file.tokenUri().isEmpty() ? url : file.tokenUri());
  }

  /** Expressions over the variables of one attempt; every value is trimmed. */
  private record Evaluation(Variables variables) {
    String of(TextExpression expression) {
      return WhiteSpace.trim(expression.evaluate(variables));
    }

    void refresh(OAuthPlan plan, Map<String, String> fields) {
      fields.put("grant_type", "refresh_token");
      put(fields, "refresh_token", plan.refreshToken());
      put(fields, "client_id", plan.clientId());
      if (plan.mode().clientSecret() != OAuthMode.ClientSecret.NEVER) {
        put(fields, "client_secret", plan.clientSecret());
      }
      put(fields, "scope", plan.scope());
      put(fields, "audience", plan.audience());
    }

    private void put(Map<String, String> fields, String name, TextExpression expression) {
      String value = of(expression);
      if (!value.isEmpty()) {
        fields.put(name, value);
      }
    }

    TokenRequest.Basic basic(OAuthPlan plan) {
      return plan.mode().clientSecret() == OAuthMode.ClientSecret.IN_BODY_AND_BASIC
          ? new TokenRequest.Basic(of(plan.clientId()), Secret.of(of(plan.clientSecret())))
          : TokenRequest.Basic.NONE;
    }
  }

  /** How long the whole exchange with the endpoint may take. */
  public Duration timeout() {
    return plan.timeout();
  }

  /** How long before its end a token is renewed. */
  public Duration refreshSkew() {
    return plan.refreshSkew();
  }

  /**
   * Where a token of this grant is kept: the same for all requests that would ask the same endpoint
   * the same thing with the same key, and for no others. Reveals none of it.
   *
   * @param provider lower-case name
   * @param key the upstream key
   */
  public String cacheKey(String provider, Secret key) {
    return provider.toLowerCase(Locale.ROOT)
        + "|"
        + identity()
        + "|"
        + Sha256.hex(key.trimmed().reveal());
  }

  /** The order of these parts decides the names of files in the field. */
  private String identity() {
    StringBuilder parts = new StringBuilder(256);
    parts.append(plan.mode().word());
    part(parts, plan.method());
    part(parts, plan.body().name().toLowerCase(Locale.ROOT));
    part(parts, tokenUrl);
    part(parts, basic.user());
    part(parts, basic.password().reveal());
    part(parts, plan.tokenPath().toString());
    part(parts, plan.expiresInPath().toString());
    part(parts, plan.tokenTypePath().toString());
    part(parts, String.valueOf(plan.timeout().toMillis()));
    part(parts, String.valueOf(plan.refreshSkew().toSeconds()));
    part(parts, String.valueOf(plan.fallbackTtl().toSeconds()));
    fields.forEach((name, value) -> part(parts, name + "=" + value));
    account.ifPresent(
        who -> {
          part(parts, "scope=" + who.scope());
          part(parts, "credential=" + who.file().fingerprint());
          part(parts, "token_uri=" + who.audience());
        });
    return "sha256:" + Sha256.hex(parts.toString());
  }

  private static void part(StringBuilder parts, String text) {
    parts.append('|').append(text);
  }

  /**
   * The request for a token. For a service account this signs, which takes about a millisecond.
   *
   * @throws InvalidCredential where a service account's file lacks what an assertion needs
   */
  public TokenRequest request(Instant now) {
    if (account.isPresent()) {
      Map<String, String> form =
          Map.of(
              "grant_type", ServiceAccount.GRANT_TYPE, "assertion", account.get().assertion(now));
      return TokenRequest.post(
          account.get().audience(), OAuthMode.Body.FORM, form, TokenRequest.Basic.NONE);
    }
    return plan.method().equals("GET")
        ? TokenRequest.get(tokenUrl, fields, basic)
        : TokenRequest.post(tokenUrl, plan.body(), fields, basic);
  }

  /**
   * The token in an endpoint's answer.
   *
   * @throws TokenRefused where there is none
   */
  public AccessToken read(int status, byte[] body, Instant now) {
    return new TokenAnswer(plan).read(status, body, now);
  }
}
