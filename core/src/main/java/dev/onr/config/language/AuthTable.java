package dev.onr.config.language;

import static dev.onr.config.language.Argument.argument;
import static dev.onr.config.language.Directive.named;

import java.util.List;

/** Rows of {@code auth}. */
final class AuthTable {
  private AuthTable() {}

  static List<DirectiveBuilder> rows() {
    return List.of(
        named("auth_bearer")
            .in(Block.AUTH)
            .repeats(Repetition.APPEND)
            .merges(Merge.APPEND)
            .says("Sends the upstream key as Authorization: Bearer."),
        named("auth_header_key")
            .in(Block.AUTH)
            .takes(argument("header", Words.HEADER))
            .repeats(Repetition.APPEND)
            .merges(Merge.APPEND)
            .says("Sends the upstream key in a header of this name."),
        named("auth_oauth_bearer")
            .in(Block.AUTH)
            .repeats(Repetition.APPEND)
            .merges(Merge.APPEND)
            .says("Sends an OAuth access token as Authorization: Bearer; needs oauth_mode."),
        named("auth_sigv4_bedrock")
            .in(Block.AUTH)
            .repeats(Repetition.FLAG)
            .merges(Merge.OR)
            .says("Signs requests for AWS Bedrock; belongs to transport aws_sdk."),
        setting("oauth_mode")
            .takes(
                argument(
                    "mode",
                    Words.oneOf(
                        "oauth.bad_mode",
                        "openai",
                        "gemini",
                        "qwen",
                        "claude",
                        "iflow",
                        "antigravity",
                        "kimi",
                        "google_service_account_file",
                        "custom")))
            .says("Chooses the token endpoint and what it expects."),
        expression("oauth_token_url")
            .says("Replaces the URL of the token endpoint; custom needs it.")
            .standard("by oauth_mode"),
        expression("oauth_client_id")
            .says("Replaces the client id of the token request.")
            .standard("by oauth_mode"),
        expression("oauth_client_secret")
            .says("Gives the client secret of the token request, for modes that send one."),
        expression("oauth_refresh_token")
            .says("Gives the refresh token that is exchanged for an access token.")
            .standard("$channel.key"),
        expression("oauth_scope")
            .says("Gives the scope to ask for; google_service_account_file needs it."),
        expression("oauth_audience").says("Gives the audience to ask for."),
        setting("oauth_method")
            .takes(argument("method", Words.oneOfUpper("oauth.bad_method", "GET", "POST")))
            .says("Chooses the method of the token request.")
            .standard("POST"),
        setting("oauth_content_type")
            .takes(argument("type", Words.oneOf("oauth.bad_content_type", "form", "json")))
            .says("Chooses how a POST carries the fields of the token request.")
            .standard("by oauth_mode"),
        named("oauth_form")
            .in(Block.AUTH)
            .takes(
                argument("field", Words.word("a field name")).orElse("oauth.form_empty_key"),
                argument("value", Expressions.TEXT).orElse("expr.empty"))
            .repeats(Repetition.APPEND)
            .merges(Merge.APPEND)
            .says("Adds a field to the token request; of equal fields the last one counts."),
        path("oauth_token_path")
            .says("Says where the answer has the token.")
            .standard("$.access_token"),
        path("oauth_expires_in_path")
            .says("Says where the answer has the token's lifetime in seconds.")
            .standard("$.expires_in"),
        path("oauth_token_type_path")
            .says("Says where the answer has the token's type.")
            .standard("$.token_type"),
        number("oauth_timeout_ms", 1)
            .says("Limits a token request, in milliseconds.")
            .standard("5000"),
        number("oauth_refresh_skew_sec", 0)
            .says("Renews a token this many seconds before it ends.")
            .standard("300"),
        number("oauth_fallback_ttl_sec", 1)
            .says("Gives the lifetime, in seconds, of a token whose answer names none.")
            .standard("1800"));
  }

  private static DirectiveBuilder setting(String name) {
    return named(name).in(Block.AUTH).merges(Merge.OVERRIDE);
  }

  private static DirectiveBuilder expression(String name) {
    return setting(name).takes(argument("value", Expressions.TEXT).orElse("expr.empty"));
  }

  private static DirectiveBuilder path(String name) {
    return setting(name).takes(argument("path", Paths.SOLE_EXTRACTION));
  }

  private static DirectiveBuilder number(String name, int min) {
    return setting(name)
        .takes(argument("value", Numbers.integer("oauth.bad_number", min, Integer.MAX_VALUE)));
  }
}
