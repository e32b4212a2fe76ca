package dev.onr.config.plan;

import dev.onr.auth.OAuthMode;
import dev.onr.config.Diagnostic;
import dev.onr.config.language.Findings;
import dev.onr.config.language.Setting;
import java.util.Optional;
import java.util.function.Predicate;

/** What authentication must meet once defaults and match are one. */
final class AuthChecks {
  private final Scope scope;
  private final Transport transport;
  private final Findings findings;

  AuthChecks(Scope scope, Transport transport, Findings findings) {
    this.scope = scope;
    this.transport = transport;
    this.findings = findings;
  }

  /**
   * @param misread whether a directive was written but could not be read, so that its absence is no
   *     further news
   */
  void run(Predicate<String> misread) {
    Optional<Setting> oauth =
        scope.settings().stream()
            .filter(each -> isOAuth(each) || each.name().equals("auth_oauth_bearer"))
            .findFirst();
    Optional<String> mode = scope.last("oauth_mode").map(each -> each.arguments().text("mode"));
    if (oauth.isPresent() && mode.isEmpty() && !misread.test("oauth_mode")) {
      findings.add(
          Diagnostic.error(
                  "oauth.mode_required",
                  oauth.get().place(),
                  oauth.get().name() + " needs an oauth_mode in the same scope or in defaults")
              .withHint("for example oauth_mode custom;"));
    }
    mode.flatMap(OAuthMode::named).ifPresent(known -> mode(known, misread));
    tokenUrl();
    signatures();
    tokensAtAws(oauth);
  }

  private static boolean isOAuth(Setting setting) {
    return setting.name().startsWith("oauth_");
  }

  private void mode(OAuthMode mode, Predicate<String> misread) {
    if (mode == OAuthMode.CUSTOM) {
      require("oauth_token_url", "oauth.token_url_required", misread);
      require("oauth_form", "oauth.form_required", misread);
    }
    if (mode == OAuthMode.GOOGLE_SERVICE_ACCOUNT_FILE) {
      require("oauth_scope", "oauth.scope_required", misread);
    }
    boolean sends = mode.clientSecret() != OAuthMode.ClientSecret.NEVER;
    scope
        .last("oauth_client_secret")
        .filter(secret -> !sends)
        .ifPresent(
            secret ->
                findings.warning(
                    "oauth.secret_unused",
                    secret.place(),
                    "oauth_mode %s never sends a client secret".formatted(mode.word())));
  }

  private void require(String directive, String code, Predicate<String> misread) {
    if (!scope.has(directive) && !misread.test(directive)) {
      scope
          .last("oauth_mode")
          .ifPresent(
              mode ->
                  findings.error(
                      code,
                      mode.place(),
                      "oauth_mode %s needs %s"
                          .formatted(mode.arguments().text("mode"), directive)));
    }
  }

  private void tokenUrl() {
    scope
        .last("oauth_token_url")
        .filter(url -> UrlAuthority.isClients(url.arguments().expression("value")))
        .ifPresent(
            url ->
                findings.add(
                    Diagnostic.error(
                            "oauth.token_url_host",
                            url.place(),
                            "a client would choose where this token request goes")
                        .withHint(
                            "variables of the request and $channel.key may stand in the path only:"
                                + " \"https://host/\" first")));
  }

  private void signatures() {
    scope
        .last("auth_sigv4_bedrock")
        .ifPresent(
            signature -> {
              scope.settings().stream()
                  .filter(AuthChecks::competes)
                  .findFirst()
                  .ifPresent(
                      other ->
                          findings.error(
                              "auth.sigv4_conflict",
                              other.place(),
                              "%s and auth_sigv4_bedrock can't hold for the same requests"
                                  .formatted(other.name())));
              if (transport != Transport.AWS_SDK) {
                findings.warning(
                    "auth.sigv4_transport",
                    signature.place(),
                    "auth_sigv4_bedrock has no effect without transport aws_sdk");
              }
            });
  }

  /** Requests to AWS carry a signature where a token would stand, with or without the directive. */
  private void tokensAtAws(Optional<Setting> oauth) {
    if (transport == Transport.AWS_SDK && !scope.has("auth_sigv4_bedrock")) {
      oauth.ifPresent(
          setting ->
              findings.error(
                  "auth.sigv4_conflict",
                  setting.place(),
                  "%s and transport aws_sdk can't hold for the same requests"
                      .formatted(setting.name())));
    }
  }

  private static boolean competes(Setting setting) {
    return isOAuth(setting)
        || setting.name().equals("auth_bearer")
        || setting.name().equals("auth_header_key")
        || setting.name().equals("auth_oauth_bearer");
  }
}
