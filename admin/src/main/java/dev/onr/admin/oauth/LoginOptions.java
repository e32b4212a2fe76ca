package dev.onr.admin.oauth;

import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.Shell;
import dev.onr.auth.OAuthMode;
import dev.onr.auth.login.LoginProfile;
import dev.onr.auth.login.LoginRequests;
import dev.onr.auth.login.Pkce;
import dev.onr.config.NearNames;
import dev.onr.credential.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Whose login, and what is different from the provider's profile. */
final class LoginOptions {
  @Option(
      names = {"-p", "--provider"},
      paramLabel = "NAME",
      required = true,
      description = {
        "openai (openai-oauth, codex), claude (anthropic), gemini, antigravity, iflow, qwen, kimi,",
        "or custom, which needs --auth-url, --token-url and --client-id."
      })
  private String provider = "";

  @Option(names = "--auth-url", paramLabel = "URL", description = "The page to log in on.")
  private String authUrl = "";

  @Option(names = "--token-url", paramLabel = "URL", description = "The token endpoint.")
  private String tokenUrl = "";

  @Option(names = "--client-id", paramLabel = "ID", description = "The client that asks.")
  private String clientId = "";

  @Option(
      names = "--client-secret",
      paramLabel = "SECRET",
      description = "Its secret; better kept in the variable ONR_OAUTH_<PROFILE>_CLIENT_SECRET.")
  private String clientSecret = "";

  @Option(names = "--scope", paramLabel = "SCOPE", description = "What is asked for.")
  private String scope = "";

  @Option(
      names = "--auth-param",
      paramLabel = "KEY=VALUE",
      description = "A further parameter of the login; may be repeated.")
  private List<String> parameters = new ArrayList<>();

  @Option(
      names = "--token-content-type",
      paramLabel = "TYPE",
      description = "form or json: how the token request carries its fields.")
  private String contentType = "";

  @Option(
      names = "--token-basic-auth",
      arity = "0..1",
      description = "Authenticate the token request by HTTP Basic too.")
  private Optional<Boolean> basic = Optional.empty();

  @Option(names = "--no-pkce", arity = "0..1", description = "Do without a code verifier.")
  private boolean noPkce;

  /**
   * The requests of this login.
   *
   * @throws Failure naming what is missing
   */
  LoginRequests requests(Shell shell) {
    LoginProfile known =
        LoginProfile.named(provider)
            .orElseThrow(
                () ->
                    new Failure(
                        "unknown oauth provider \"%s\"; %s"
                            .formatted(
                                provider,
                                NearNames.hint(provider, LoginProfile.names())
                                    .orElse(
                                        "there are: " + String.join(", ", LoginProfile.names())))));
    Map<String, String> all = new TreeMap<>(known.parameters());
    parameters.forEach(each -> add(each, all));
    LoginProfile profile =
        known
            .at(or(authUrl, known.startUrl()), or(tokenUrl, known.tokenUrl()))
            .as(or(clientId, known.clientId()), or(scope, known.scope()))
            .with(all)
            .withPkce(known.pkce() && !noPkce)
            .sending(body(known), basic.orElse(known.basic()));
    String variable = variable(known);
    Secret secret = Secret.of(or(clientSecret, shell.variable(variable)));
    if (profile.basic() && secret.isBlank()) {
      throw new Failure(
          "client secret is required for basic auth: give --client-secret or set " + variable);
    }
    require(profile.startUrl(), "auth-url");
    require(profile.tokenUrl(), "token-url");
    require(profile.clientId(), "client-id");
    return new LoginRequests(
        profile,
        secret,
        profile.pkce() ? Optional.of(Pkce.random(shell.random())) : Optional.empty());
  }

  private static void add(String parameter, Map<String, String> to) {
    int equals = parameter.indexOf('=');
    if (equals < 0) {
      throw new Failure("invalid --auth-param \"%s\": expected key=value".formatted(parameter));
    }
    String key = parameter.substring(0, equals).strip();
    if (key.isEmpty()) {
      throw new Failure("invalid --auth-param \"%s\": empty key".formatted(parameter));
    }
    to.put(key, parameter.substring(equals + 1).strip());
  }

  private OAuthMode.Body body(LoginProfile known) {
    return switch (contentType.strip().toLowerCase(Locale.ROOT)) {
      case "" -> known.body();
      case "form" -> OAuthMode.Body.FORM;
      case "json" -> OAuthMode.Body.JSON;
      default ->
          throw new Failure(
              "invalid --token-content-type \"%s\" (expect: form|json)".formatted(contentType));
    };
  }

  private static String variable(LoginProfile profile) {
    return "ONR_OAUTH_%s_CLIENT_SECRET"
        .formatted(profile.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"));
  }

  private static String or(String given, String otherwise) {
    return given.isBlank() ? otherwise : given.strip();
  }

  private static void require(String value, String flag) {
    if (value.isEmpty()) {
      throw new Failure("%s is empty: give --%s".formatted(flag, flag));
    }
  }
}
