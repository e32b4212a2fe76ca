package dev.onr.config.language;

import static dev.onr.config.language.Argument.argument;
import static dev.onr.config.language.Argument.option;
import static dev.onr.config.language.Directive.named;

import dev.onr.config.Span;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Rows of what gives a file its shape: the top level, providers, defaults, matches, metadata. */
final class StructureTable {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]*");

  private StructureTable() {}

  static List<DirectiveBuilder> rows() {
    return List.of(
        named("syntax")
            .in(Block.FILE)
            .takes(argument("version", Words.STRING).orElse("syntax.version_empty"))
            .repeats(Repetition.APPEND)
            .says("Names the version of the language that the file is written in."),
        named("include")
            .in(Block.values())
            .takes(argument("path", Words.WORD).orElse("include.empty_path"))
            .repeats(Repetition.APPEND)
            .says(
                "Puts the content of a file, a directory's .conf files or a pattern's files here."),
        named("provider")
            .in(Block.FILE)
            .opens(Block.PROVIDER)
            .takes(argument("name", Words.STRING).orElse("provider.empty_name"))
            .checks(StructureTable::providerName)
            .says("Describes one upstream provider."),
        named("metadata")
            .in(Block.PROVIDER)
            .opens(Block.METADATA)
            .repeats(Repetition.JOIN)
            .says("Says what kind of provider this is, for operators; has no effect on requests."),
        named("provider_family")
            .in(Block.METADATA)
            .takes(argument("name", Words.WORD).orElse("metadata.bad_value"))
            .checks(StructureTable::metadataValue)
            .says("Groups providers that behave alike.")
            .standard("the provider's name"),
        named("signal_profile")
            .in(Block.METADATA)
            .takes(argument("name", Words.WORD).orElse("metadata.bad_value"))
            .checks(StructureTable::metadataValue)
            .says("Names how the provider signals its capacity.")
            .standard("the provider_family"),
        named("defaults")
            .in(Block.PROVIDER)
            .opens(Block.DEFAULTS)
            .repeats(Repetition.JOIN)
            .says("Holds what all matches share."),
        named("match")
            .in(Block.PROVIDER)
            .opens(Block.MATCH)
            .takes(option("api", Words.API), option("stream", Words.STREAM))
            .misfitsAre("syntax.bad_match_condition")
            .says("Says how requests of one API are served; the first match that fits is used."),
        phase("upstream_config", Block.UPSTREAM_CONFIG, Block.DEFAULTS)
            .says("Says where the provider is and how it is reached."),
        phase("upstream", Block.UPSTREAM, Block.MATCH)
            .says("Says which path and query a request gets."),
        phase("auth", Block.AUTH, Block.DEFAULTS, Block.MATCH)
            .says("Says how requests prove who they come from."),
        phase("request", Block.REQUEST, Block.DEFAULTS, Block.MATCH)
            .says("Changes and checks requests before they are sent."),
        phase("after_req_map", Block.AFTER_REQ_MAP, Block.REQUEST)
            .says("Changes the body after its translation by req_map."),
        phase("response", Block.RESPONSE, Block.DEFAULTS, Block.MATCH)
            .says("Changes answers before they are sent to the client."),
        phase("error", Block.ERROR, Block.DEFAULTS, Block.MATCH)
            .says("Says what counts as an error and how errors look."),
        phase("metrics", Block.METRICS, Block.DEFAULTS, Block.MATCH)
            .says("Says how usage and finish reasons are read."),
        phase("balance", Block.BALANCE, Block.DEFAULTS)
            .says("Says how the account's balance is asked for."),
        phase("models", Block.MODELS, Block.DEFAULTS)
            .says("Says how the list of models is asked for."),
        preset("usage_mode", Block.USAGE_MODE).says("Defines a preset for usage_extract."),
        preset("finish_reason_mode", Block.FINISH_REASON_MODE)
            .says("Defines a preset for finish_reason_extract."),
        preset("models_mode", Block.MODELS_MODE)
            .says("Defines a preset for models_mode inside models."),
        preset("balance_mode", Block.BALANCE_MODE)
            .says("Defines a preset for balance_mode inside balance."));
  }

  private static DirectiveBuilder phase(String name, Block opens, Block... in) {
    return named(name).in(in).opens(opens).repeats(Repetition.JOIN);
  }

  private static DirectiveBuilder preset(String name, Block opens) {
    return named(name)
        .in(Block.FILE)
        .opens(opens)
        .takes(argument("name", Words.word("the name of the preset")).orElse("preset.empty_name"))
        .checks(StructureTable::presetName);
  }

  private static void providerName(Arguments arguments, ArgumentReader in) {
    String name = arguments.text("name").toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches()) {
      throw new Refusal(
          "provider.bad_name",
          arguments.place("name"),
          "a provider's name begins with a letter and has letters, digits, - and _ only");
    }
  }

  private static void metadataValue(Arguments arguments, ArgumentReader in) {
    Span place = arguments.place("name");
    if (!NAME.matcher(arguments.text("name").toLowerCase(Locale.ROOT)).matches()) {
      throw new Refusal(
          "metadata.bad_value",
          place,
          in.subject() + " begins with a letter and has letters, digits, - and _ only");
    }
  }

  private static void presetName(Arguments arguments, ArgumentReader in) {
    if (arguments.text("name").equalsIgnoreCase("custom")) {
      throw new Refusal(
          "preset.bad_name",
          arguments.place("name"),
          "no preset can be called \"custom\": that word means rules written in place");
    }
  }
}
