package dev.onr.config.language;

import static dev.onr.config.language.Argument.argument;
import static dev.onr.config.language.Argument.option;
import static dev.onr.config.language.Directive.named;

import java.util.List;

/** Rows of what requests must meet. */
final class RuleTable {
  private static final Argument TARGET = argument("target", Rules.TARGET).orElse("rule.bad_source");
  private static final ArgumentType LENGTH =
      Numbers.integer("syntax.bad_option_value", Integer.MIN_VALUE, Integer.MAX_VALUE);

  private RuleTable() {}

  static List<DirectiveBuilder> rows() {
    return List.of(
        rule("req_required")
            .takes(TARGET, option("allow_null", Words.BOOLEAN))
            .checks(Rules::nullOnlyInBody)
            .says("Refuses requests that lack a value."),
        rule("req_forbid").takes(TARGET).says("Refuses requests that have a value."),
        rule("req_type")
            .takes(TARGET, argument("type", Rules.TYPE).orElse("rule.bad_type"))
            .checks(Rules::bodyOnly)
            .says("Refuses requests in which a value has another type."),
        rule("req_range")
            .takes(TARGET, option("min", Numbers.PLAIN_NUMBER), option("max", Numbers.PLAIN_NUMBER))
            .checks(Rules::range)
            .says("Refuses requests in which a number is out of bounds."),
        rule("req_len")
            .takes(TARGET, option("min", LENGTH), option("max", LENGTH))
            .checks(Rules::length)
            .says("Refuses requests in which a text or array is too short or too long."),
        rule("req_enum")
            .takes(TARGET, argument("values", Rules.VALUES).orElse("rule.enum_empty"))
            .says("Refuses requests in which a value is none of these."));
  }

  private static DirectiveBuilder rule(String name) {
    return named(name).in(Block.REQUEST).spaced().repeats(Repetition.APPEND).merges(Merge.APPEND);
  }
}
