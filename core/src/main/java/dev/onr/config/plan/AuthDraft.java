package dev.onr.config.plan;

import dev.onr.auth.OAuthMode;
import dev.onr.auth.OAuthPlan;
import dev.onr.config.language.Arguments;
import dev.onr.config.language.Block;
import dev.onr.json.ExtractionPath;
import dev.onr.steps.HeaderStep;
import dev.onr.steps.TextExpression;
import dev.onr.steps.Variable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/** How a scope proves who its requests come from. */
final class AuthDraft {
  private static final TextExpression NOTHING = TextExpression.of("");

  final List<HeaderStep> headers = new ArrayList<>();
  private boolean oauthBearer;
  private boolean sigV4;
  private Optional<OAuthMode> mode = Optional.empty();
  private Optional<TextExpression> tokenUrl = Optional.empty();
  private Optional<TextExpression> clientId = Optional.empty();
  private TextExpression clientSecret = NOTHING;
  private TextExpression refreshToken = TextExpression.of(Variable.CHANNEL_KEY);
  private TextExpression scope = NOTHING;
  private TextExpression audience = NOTHING;
  private String method = "POST";
  private Optional<OAuthMode.Body> body = Optional.empty();
  private final List<OAuthPlan.FormField> form = new ArrayList<>();
  private ExtractionPath tokenPath = ExtractionPath.parse("$.access_token");
  private ExtractionPath expiresInPath = ExtractionPath.parse("$.expires_in");
  private ExtractionPath tokenTypePath = ExtractionPath.parse("$.token_type");
  private Duration timeout = Duration.ofSeconds(5);
  private Duration refreshSkew = Duration.ofMinutes(5);
  private Duration fallbackTtl = Duration.ofMinutes(30);

  static void register(Compilers.Registry registry) {
    registry.in(Block.AUTH);
    on(registry, "auth_bearer", (args, auth) -> auth.headers.add(new HeaderStep.BearerKey()));
    on(
        registry,
        "auth_header_key",
        (args, auth) -> auth.headers.add(new HeaderStep.KeyHeader(args.text("header"))));
    on(registry, "auth_oauth_bearer", (args, auth) -> auth.sendToken());
    on(registry, "auth_sigv4_bedrock", (args, auth) -> auth.sigV4 = true);
    on(registry, "oauth_mode", (args, auth) -> auth.mode = OAuthMode.named(args.text("mode")));
    on(registry, "oauth_token_url", (args, auth) -> auth.tokenUrl = Optional.of(value(args)));
    on(registry, "oauth_client_id", (args, auth) -> auth.clientId = Optional.of(value(args)));
    on(registry, "oauth_client_secret", (args, auth) -> auth.clientSecret = value(args));
    on(registry, "oauth_refresh_token", (args, auth) -> auth.refreshToken = value(args));
    on(registry, "oauth_scope", (args, auth) -> auth.scope = value(args));
    on(registry, "oauth_audience", (args, auth) -> auth.audience = value(args));
    on(registry, "oauth_method", (args, auth) -> auth.method = args.text("method"));
    on(registry, "oauth_content_type", (args, auth) -> auth.body = Optional.of(body(args)));
    on(
        registry,
        "oauth_form",
        (args, auth) -> auth.form.add(new OAuthPlan.FormField(args.text("field"), value(args))));
    on(registry, "oauth_token_path", (args, auth) -> auth.tokenPath = args.extraction("path"));
    on(
        registry,
        "oauth_expires_in_path",
        (args, auth) -> auth.expiresInPath = args.extraction("path"));
    on(
        registry,
        "oauth_token_type_path",
        (args, auth) -> auth.tokenTypePath = args.extraction("path"));
    on(
        registry,
        "oauth_timeout_ms",
        (args, auth) -> auth.timeout = Duration.ofMillis(number(args)));
    on(
        registry,
        "oauth_refresh_skew_sec",
        (args, auth) -> auth.refreshSkew = Duration.ofSeconds(number(args)));
    on(
        registry,
        "oauth_fallback_ttl_sec",
        (args, auth) -> auth.fallbackTtl = Duration.ofSeconds(number(args)));
  }

  private static void on(
      Compilers.Registry registry, String name, BiConsumer<Arguments, AuthDraft> function) {
    registry.compile(name, (args, to) -> function.accept(args, to.auth));
  }

  private static TextExpression value(Arguments args) {
    return args.expression("value");
  }

  private static int number(Arguments args) {
    return args.integer("value", 0);
  }

  private static OAuthMode.Body body(Arguments args) {
    return OAuthMode.Body.valueOf(args.text("type").toUpperCase(Locale.ROOT));
  }

  private void sendToken() {
    oauthBearer = true;
    headers.add(
        new HeaderStep.Set(
            "Authorization",
            new TextExpression.Join(
                List.of(
                    TextExpression.of("Bearer "),
                    TextExpression.of(Variable.OAUTH_ACCESS_TOKEN)))));
  }

  AuthPlan plan() {
    return new AuthPlan(mode.map(this::oauth), oauthBearer, sigV4);
  }

  private OAuthPlan oauth(OAuthMode chosen) {
    return new OAuthPlan(
        chosen,
        tokenUrl.orElseGet(() -> TextExpression.of(chosen.tokenUrl())),
        clientId.orElseGet(() -> TextExpression.of(chosen.clientId())),
        clientSecret,
        refreshToken,
        scope,
        audience,
        method,
        body.orElse(chosen.body()),
        form,
        tokenPath,
        expiresInPath,
        tokenTypePath,
        timeout,
        refreshSkew,
        fallbackTtl);
  }
}
