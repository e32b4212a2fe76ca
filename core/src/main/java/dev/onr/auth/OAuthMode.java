package dev.onr.auth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The token endpoints that onr knows, with what each expects. Sources: the vendors' own clients.
 */
public enum OAuthMode {
  OPENAI("https://auth.openai.com/oauth/token", Body.FORM, "app_EMoamEEZ73f0CkXaXp7hrann"),
  GEMINI("https://oauth2.googleapis.com/token", Body.FORM, "", ClientSecret.IN_BODY),
  QWEN("https://chat.qwen.ai/api/v1/oauth2/token", Body.FORM, "f0304373b74a44d2b584a3fb70ca9e56"),
  CLAUDE(
      "https://console.anthropic.com/v1/oauth/token",
      Body.JSON,
      "9d1c250a-e61b-44d9-88ed-5944d1962f5e"),
  IFLOW("https://iflow.cn/oauth/token", Body.FORM, "10009311001", ClientSecret.IN_BODY_AND_BASIC),
  ANTIGRAVITY("https://oauth2.googleapis.com/token", Body.FORM, "", ClientSecret.IN_BODY),
  KIMI("https://auth.kimi.com/api/oauth/token", Body.FORM, "17e5f671-d194-4dfb-9706-5516cb48c098"),
  /** A signed assertion instead of a refresh token (RFC 7523). */
  GOOGLE_SERVICE_ACCOUNT_FILE("https://oauth2.googleapis.com/token", Body.FORM, ""),
  /** Nothing is assumed; the configuration names URL and form. */
  CUSTOM("", Body.FORM, "");

  private final String tokenUrl;
  private final Body body;
  private final String clientId;
  private final ClientSecret clientSecret;

  OAuthMode(String tokenUrl, Body body, String clientId) {
    this(tokenUrl, body, clientId, ClientSecret.NEVER);
  }

  OAuthMode(String tokenUrl, Body body, String clientId, ClientSecret clientSecret) {
    this.tokenUrl = tokenUrl;
    this.body = body;
    this.clientId = clientId;
    this.clientSecret = clientSecret;
  }

  /** How a token request carries its fields. */
  public enum Body {
    FORM,
    JSON
  }

  /** Where a client secret goes. */
  public enum ClientSecret {
    NEVER,
    IN_BODY,
    IN_BODY_AND_BASIC
  }

  /** The name in configurations. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Finds a mode by its lower-case name. */
  public static Optional<OAuthMode> named(String word) {
    return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
  }

  /** The token endpoint; empty where the configuration must name one. */
  public String tokenUrl() {
    return tokenUrl;
  }

  /** The body that the endpoint expects. */
  public Body body() {
    return body;
  }

  /** The client id that is sent where none is configured; may be empty. */
  public String clientId() {
    return clientId;
  }

  /** Where a configured client secret goes. */
  public ClientSecret clientSecret() {
    return clientSecret;
  }
}
