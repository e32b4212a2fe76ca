package dev.onr.auth.login;

import dev.onr.auth.OAuthMode;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How one provider takes logins. The values are those of the vendors' own command-line clients.
 *
 * @param name as the command line writes it
 * @param flow what the person does
 * @param startUrl where the login begins: the authorize page, or the device endpoint
 * @param tokenUrl where a code becomes a token
 * @param clientId who asks; empty where the operator has to bring one
 * @param scope what is asked for; may be empty
 * @param parameters further parameters of the start
 * @param pkce whether a verifier protects the code (RFC 7636)
 * @param body how the token request carries its fields
 * @param basic whether the token request authenticates by HTTP Basic too
 * @param redirectParameter what the authorize page calls the redirect
 */
public record LoginProfile(
    String name,
    Flow flow,
    String startUrl,
    String tokenUrl,
    String clientId,
    String scope,
    Map<String, String> parameters,
    boolean pkce,
    OAuthMode.Body body,
    boolean basic,
    String redirectParameter) {

  private static final String GOOGLE_AUTHORIZE = "https://accounts.google.com/o/oauth2/v2/auth";
  private static final String GOOGLE_TOKEN = "https://oauth2.googleapis.com/token";
  private static final String GOOGLE_SCOPES =
      "https://www.googleapis.com/auth/cloud-platform"
          + " https://www.googleapis.com/auth/userinfo.email"
          + " https://www.googleapis.com/auth/userinfo.profile";
  private static final Map<String, String> GOOGLE_PARAMETERS =
      Map.of("access_type", "offline", "prompt", "consent");
  private static final Map<String, String> ALIASES =
      Map.of("openai-oauth", "openai", "codex", "openai", "anthropic", "claude");

  private static final List<LoginProfile> ALL =
      List.of(
          code("openai")
              .at("https://auth.openai.com/oauth/authorize", "https://auth.openai.com/oauth/token")
              .as("app_EMoamEEZ73f0CkXaXp7hrann", "openid email profile offline_access")
              .with(
                  Map.of(
                      "prompt", "login",
                      "id_token_add_organizations", "true",
                      "codex_cli_simplified_flow", "true")),
          code("claude")
              .at(
                  "https://claude.ai/oauth/authorize",
                  "https://console.anthropic.com/v1/oauth/token")
              .as(
                  "9d1c250a-e61b-44d9-88ed-5944d1962f5e",
                  "org:create_api_key user:profile user:inference")
              .with(Map.of("code", "true"))
              .sending(OAuthMode.Body.JSON, false),
          code("gemini")
              .at(GOOGLE_AUTHORIZE, GOOGLE_TOKEN)
              .as("", GOOGLE_SCOPES)
              .with(GOOGLE_PARAMETERS),
          code("antigravity")
              .at(GOOGLE_AUTHORIZE, GOOGLE_TOKEN)
              .as(
                  "",
                  GOOGLE_SCOPES
                      + " https://www.googleapis.com/auth/cclog"
                      + " https://www.googleapis.com/auth/experimentsandconfigs")
              .with(GOOGLE_PARAMETERS)
              .withPkce(false),
          code("iflow")
              .at("https://iflow.cn/oauth", "https://iflow.cn/oauth/token")
              .as("10009311001", "")
              .with(Map.of("loginMethod", "phone", "type", "phone"))
              .withPkce(false)
              .sending(OAuthMode.Body.FORM, true)
              .redirecting("redirect"),
          device("qwen")
              .at(
                  "https://chat.qwen.ai/api/v1/oauth2/device/code",
                  "https://chat.qwen.ai/api/v1/oauth2/token")
              .as("f0304373b74a44d2b584a3fb70ca9e56", "openid profile email model.completion"),
          device("kimi")
              .at(
                  "https://auth.kimi.com/api/oauth/device_authorization",
                  "https://auth.kimi.com/api/oauth/token")
              .as("17e5f671-d194-4dfb-9706-5516cb48c098", "")
              .withPkce(false),
          code("custom"));

  public LoginProfile {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /** What the person does. */
  public enum Flow {
    /** Logs in in a browser, which comes back to this machine with a code (RFC 6749 §4.1). */
    AUTHORIZATION_CODE,
    /** Enters a code on a page, anywhere, while this machine waits (RFC 8628). */
    DEVICE
  }

  /** Finds a profile by name or alias; case does not count. */
  public static Optional<LoginProfile> named(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    String known = ALIASES.getOrDefault(lower, lower);
    return ALL.stream().filter(profile -> profile.name.equals(known)).findFirst();
  }

  /** The names of all profiles. */
  public static List<String> names() {
    return ALL.stream().map(LoginProfile::name).toList();
  }

  private static LoginProfile code(String name) {
    return new LoginProfile(
        name,
        Flow.AUTHORIZATION_CODE,
        "",
        "",
        "",
        "",
        Map.of(),
        true,
        OAuthMode.Body.FORM,
        false,
        "redirect_uri");
  }

  private static LoginProfile device(String name) {
    LoginProfile like = code(name);
    return new LoginProfile(
        name, Flow.DEVICE, "", "", "", "", Map.of(), true, like.body, false, "");
  }

  /** The same with other endpoints. */
  public LoginProfile at(String start, String token) {
    return new LoginProfile(
        name,
        flow,
        start,
        token,
        clientId,
        scope,
        parameters,
        pkce,
        body,
        basic,
        redirectParameter);
  }

  /** The same for another client. */
  public LoginProfile as(String client, String wanted) {
    return new LoginProfile(
        name,
        flow,
        startUrl,
        tokenUrl,
        client,
        wanted,
        parameters,
        pkce,
        body,
        basic,
        redirectParameter);
  }

  /** The same with other parameters. */
  public LoginProfile with(Map<String, String> others) {
    return new LoginProfile(
        name,
        flow,
        startUrl,
        tokenUrl,
        clientId,
        scope,
        others,
        pkce,
        body,
        basic,
        redirectParameter);
  }

  /** The same with or without a verifier. */
  public LoginProfile withPkce(boolean on) {
    return new LoginProfile(
        name,
        flow,
        startUrl,
        tokenUrl,
        clientId,
        scope,
        parameters,
        on,
        body,
        basic,
        redirectParameter);
  }

  /** The same with another form of the token request. */
  public LoginProfile sending(OAuthMode.Body kind, boolean alsoBasic) {
    return new LoginProfile(
        name,
        flow,
        startUrl,
        tokenUrl,
        clientId,
        scope,
        parameters,
        pkce,
        kind,
        alsoBasic,
        redirectParameter);
  }

  private LoginProfile redirecting(String parameter) {
    return new LoginProfile(
        name, flow, startUrl, tokenUrl, clientId, scope, parameters, pkce, body, basic, parameter);
  }
}
