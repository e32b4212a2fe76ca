package dev.onr.config.language;

import static dev.onr.config.language.Argument.argument;
import static dev.onr.config.language.Argument.assigned;
import static dev.onr.config.language.Directive.named;

import java.util.List;

/** Rows of the queries for models and balance. */
final class QueryTable {
  private static final Block[] MODELS = {Block.MODELS, Block.MODELS_MODE};
  private static final Block[] BALANCE = {Block.BALANCE, Block.BALANCE_MODE};

  private QueryTable() {}

  static List<DirectiveBuilder> rows() {
    return List.of(
        setting("models_mode", MODELS)
            .takes(
                argument(
                    "mode",
                    Words.presetName(
                        "openai, gemini, custom or a models_mode preset",
                        "openai",
                        "gemini",
                        "custom")))
            .says("Chooses how models are asked for.")
            .standard("custom where rules are written"),
        setting("method", MODELS)
            .takes(argument("method", Words.oneOfUpper("models.bad_method", "GET", "POST")))
            .says("Chooses the method of the query.")
            .standard("GET"),
        setting("path", MODELS)
            .takes(argument("path", Paths.URL))
            .says("Sets the path or URL of the query.")
            .standard("by models_mode"),
        named("id_path")
            .in(MODELS)
            .takes(argument("path", Paths.SOLE_EXTRACTION))
            .repeats(Repetition.APPEND)
            .merges(Merge.REPLACE_ALL)
            .says("Says where the answer has model ids.")
            .standard("by models_mode"),
        setting("id_regex", MODELS)
            .takes(argument("pattern", Paths.REGEX))
            .says("Takes the id out of a longer text: the pattern's first group.")
            .standard("by models_mode"),
        setting("id_allow_regex", MODELS)
            .takes(argument("pattern", Paths.REGEX))
            .says("Lists only models whose id has a match of this."),
        setting("balance_mode", BALANCE)
            .takes(
                argument(
                    "mode",
                    Words.presetName(
                        "openai, custom or a balance_mode preset", "openai", "custom")))
            .says("Chooses how the balance is asked for.")
            .standard("custom where rules are written"),
        setting("method", BALANCE)
            .takes(argument("method", Words.oneOfUpper("balance.bad_method", "GET", "POST")))
            .says("Chooses the method of the query.")
            .standard("GET"),
        setting("path", BALANCE)
            .takes(argument("path", Paths.URL))
            .says("Sets the path or URL of the query; custom needs it."),
        setting("balance_path", BALANCE)
            .takes(argument("path", Paths.SOLE_EXTRACTION))
            .says("Says where the answer has the balance."),
        setting("balance_expr", BALANCE)
            .takes(assigned("formula", Formulas.BALANCE).orElse("arith.invalid"))
            .says("Computes the balance; wins over balance_path."),
        setting("used_path", BALANCE)
            .takes(argument("path", Paths.SOLE_EXTRACTION))
            .says("Says where the answer has the amount used."),
        setting("used_expr", BALANCE)
            .takes(assigned("formula", Formulas.BALANCE).orElse("arith.invalid"))
            .says("Computes the amount used; wins over used_path."),
        named("used").in(BALANCE).replacedBy("used_expr"),
        setting("balance_unit", BALANCE)
            .takes(argument("unit", Words.exactlyOneOf("balance.bad_unit", "USD", "CNY")))
            .says("Names the currency.")
            .standard("USD"),
        setting("subscription_path", BALANCE)
            .takes(argument("path", Paths.URL))
            .says("Sets the first query of the mode openai.")
            .standard("/v1/dashboard/billing/subscription"),
        setting("usage_path", BALANCE)
            .takes(argument("path", Paths.URL))
            .says("Sets the second query of the mode openai.")
            .standard("/v1/dashboard/billing/usage"));
  }

  private static DirectiveBuilder setting(String name, Block... in) {
    return named(name).in(in).merges(Merge.OVERRIDE);
  }
}
