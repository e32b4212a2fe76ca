package dev.onr.config.language;

import static dev.onr.config.language.Argument.argument;
import static dev.onr.config.language.Argument.assigned;
import static dev.onr.config.language.Argument.option;
import static dev.onr.config.language.Directive.named;

import java.util.List;

/** Rows of where requests go and of their headers and model names. */
final class UpstreamTable {
  private static final Argument HEADER = argument("header", Words.HEADER);
  private static final Argument SEPARATOR =
      option("separator", Words.SEPARATOR).orElse("header.empty_separator");

  private UpstreamTable() {}

  static List<DirectiveBuilder> rows() {
    return List.of(
        named("base_url")
            .in(Block.UPSTREAM_CONFIG)
            .takes(assigned("url", Words.BASE_URL).orElse("upstream.base_url_required"))
            .says("Gives the URL that paths are appended to; a key's own base URL wins."),
        named("transport")
            .in(Block.UPSTREAM_CONFIG)
            .takes(argument("transport", Words.oneOf("upstream.bad_transport", "http", "aws_sdk")))
            .says("Chooses plain HTTP or AWS endpoints with signatures.")
            .standard("http"),
        named("on_client_abort")
            .in(Block.UPSTREAM_CONFIG)
            .takes(
                argument("what", Words.oneOf("upstream.bad_client_abort", "cancel", "drain")),
                argument("time", Durations.upToAnHour("upstream.bad_drain_time")).orNothing())
            .checks(UpstreamTable::drainTime)
            .says("Cancels the answer of a client that left, or reads it on (30s) for its usage.")
            .standard("cancel"),
        named("set_path")
            .in(Block.UPSTREAM)
            .takes(argument("path", Paths.URL_PATH).orElse("expr.empty"))
            .says("Sets the path of the upstream URL.")
            .standard("the client's path"),
        named("set_query")
            .in(Block.UPSTREAM)
            .takes(
                argument("name", Words.word("a parameter name")),
                argument("value", Expressions.TEXT).orElse("expr.empty"))
            .repeats(Repetition.MAP)
            .says("Sets a query parameter of the upstream URL."),
        named("del_query")
            .in(Block.UPSTREAM)
            .takes(argument("name", Words.word("a parameter name")))
            .repeats(Repetition.APPEND)
            .says("Removes a query parameter that the client sent."),
        named("query_set").in(Block.UPSTREAM).replacedBy("set_query"),
        header("set_header")
            .takes(HEADER, argument("value", Expressions.TEXT).orElse("header.empty_value"))
            .says("Sets a header of the upstream request."),
        header("del_header").takes(HEADER).says("Removes a header of the upstream request."),
        header("pass_header")
            .takes(HEADER)
            .says("Passes all values on that the client sent of a header."),
        header("filter_header_values")
            .takes(
                HEADER,
                argument("patterns", Words.HEADER_PATTERNS).orElse("header.no_pattern"),
                SEPARATOR)
            .says("Removes the items of a header that match a pattern."),
        header("keep_header_values")
            .takes(
                HEADER,
                argument("patterns", Words.HEADER_PATTERNS).orElse("header.no_pattern"),
                SEPARATOR)
            .says("Keeps only the items of a header that match a pattern."),
        query("set_header")
            .takes(HEADER, argument("value", Expressions.TEXT).orElse("header.empty_value"))
            .says("Sets a header of the query."),
        query("del_header").takes(HEADER).says("Removes a header of the query."),
        named("header_set").in(Block.REQUEST, Block.AUTH).replacedBy("set_header"),
        named("header_del").in(Block.REQUEST, Block.AUTH).replacedBy("del_header"),
        named("proxy_set_header").in(Block.REQUEST, Block.AUTH).replacedBy("set_header"),
        named("model_map")
            .in(Block.REQUEST)
            .takes(
                argument("model", Words.word("a model name")),
                argument("value", Expressions.TEXT).orElse("expr.empty"))
            .repeats(Repetition.MAP)
            .merges(Merge.MAP)
            .says("Gives the provider's name of one model."),
        named("model_map_default")
            .in(Block.REQUEST)
            .takes(argument("value", Expressions.TEXT).orElse("expr.empty"))
            .merges(Merge.OVERRIDE)
            .says("Gives the provider's name of all models without a model_map."));
  }

  private static void drainTime(Arguments arguments, ArgumentReader in) {
    if (arguments.has("time") && arguments.text("what").equals("cancel")) {
      throw new Refusal(
          "upstream.bad_drain_time",
          arguments.place("time"),
          "on_client_abort cancel takes no time: it cancels at once");
    }
  }

  private static DirectiveBuilder header(String name) {
    return named(name).in(Block.REQUEST).repeats(Repetition.APPEND).merges(Merge.APPEND);
  }

  private static DirectiveBuilder query(String name) {
    return named(name)
        .in(Block.BALANCE, Block.MODELS, Block.BALANCE_MODE, Block.MODELS_MODE)
        .repeats(Repetition.APPEND)
        .merges(Merge.REPLACE_ALL)
        .slot("headers");
  }
}
