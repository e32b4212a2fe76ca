package dev.onr.config.language;

import static dev.onr.config.language.Argument.argument;
import static dev.onr.config.language.Argument.option;
import static dev.onr.config.language.Directive.named;

import dev.onr.dialect.Mode;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** Rows of what changes JSON bodies, and of the names of request translations. */
final class JsonTable {
  private static final Argument PATH = argument("path", Paths.OBJECT);
  private static final Argument VALUE = argument("value", Expressions.JSON).orElse("expr.empty");
  private static final Argument PATTERNS =
      argument("patterns", Words.JSON_PATTERNS).orElse("request.no_pattern");
  private static final Argument[] LIMITS = {
    option("event", Words.events("syntax.bad_option_value")),
    option("event_optional", Words.BOOLEAN),
    option("max_count", Numbers.integer("syntax.bad_option_value", 0, Integer.MAX_VALUE))
  };

  private JsonTable() {}

  static List<DirectiveBuilder> rows() {
    return List.of(
        request("json_set")
            .takes(PATH, VALUE)
            .says("Puts a value at a path; makes missing parents."),
        request("json_replace").takes(PATH, VALUE).says("Puts a value at a path that exists."),
        request("json_set_if_absent")
            .takes(PATH, VALUE)
            .says("Puts a value at a path that does not exist."),
        request("json_del").takes(PATH).says("Removes what is at a path."),
        request("json_rename")
            .takes(argument("from", Paths.OBJECT), argument("to", Paths.OBJECT))
            .says("Moves what is at a path to another."),
        answer("json_set")
            .takes(limited(PATH, VALUE))
            .says("Puts a value at a path of the answer."),
        answer("json_replace")
            .takes(limited(PATH, VALUE))
            .says("Puts a value at a path of the answer that exists."),
        answer("json_set_if_absent")
            .takes(limited(PATH, VALUE))
            .says("Puts a value at a path of the answer that does not exist."),
        answer("json_del").takes(limited(PATH)).says("Removes what is at a path of the answer."),
        answer("json_rename")
            .takes(limited(argument("from", Paths.OBJECT), argument("to", Paths.OBJECT)))
            .says("Moves what is at a path of the answer to another."),
        request("json_del_if_missing")
            .takes(argument("target", Paths.OBJECT), argument("required", Paths.OBJECT))
            .says("Removes what is at a path when another path does not exist."),
        request("json_wrap_input_text")
            .takes(PATH)
            .says("Makes an input list of the Responses API of a plain text."),
        request("json_set_header_values")
            .takes(
                PATH,
                argument("header", Words.word("a header name")).orElse("request.header_required"),
                option("separator", Words.EXACT_STRING))
            .says("Puts the items of a client's header at a path, as an array of strings."),
        request("json_keep_values")
            .takes(PATH, PATTERNS)
            .says("Keeps only the strings of an array that match a pattern."),
        request("json_drop_values")
            .takes(PATH, PATTERNS)
            .says("Drops the strings of an array that match a pattern."),
        request("json_filter_values")
            .takes(PATH, PATTERNS)
            .advises(
                "json_filter_values keeps what matches; json_keep_values and json_drop_values say"
                    + " what they do")
            .says("Keeps matches, like json_keep_values, in spite of its name; avoid it."),
        request("json_del_with_condition")
            .takes(
                PATH,
                argument("field", Words.word("a field name")).orElse("request.field_required"),
                PATTERNS)
            .says("Removes objects whose string field matches a pattern."),
        request("json_map_value")
            .takes(PATH, argument("from", Words.EXACT_STRING), VALUE)
            .orTable()
            .says("Replaces one string at a path by a value; as a block, several."),
        request("json_clamp")
            .takes(
                PATH,
                option("min", Numbers.NUMBER).needed(),
                option("max", Numbers.NUMBER).needed())
            .checks(JsonTable::bounds)
            .says("Limits a number to [min, max]; other values stay as they are."),
        named("sse_json_del_if")
            .in(Block.RESPONSE)
            .takes(
                argument("condition", Paths.OBJECT),
                argument("equals", Words.STRING),
                argument("target", Paths.OBJECT))
            .checks(JsonTable::expectedText)
            .repeats(Repetition.APPEND)
            .merges(Merge.APPEND)
            .says("Removes a path from stream events in which another path holds this text."),
        named("req_map")
            .in(Block.REQUEST)
            .takes(
                argument("mode", Words.oneOf("request.bad_req_map", Mode.names(Mode.Kind.REQUEST))))
            .merges(Merge.OVERRIDE)
            .says("Translates the body of the request from one dialect to another."));
  }

  private static DirectiveBuilder request(String name) {
    return named(name)
        .in(Block.REQUEST, Block.AFTER_REQ_MAP)
        .repeats(Repetition.APPEND)
        .merges(Merge.APPEND);
  }

  private static DirectiveBuilder answer(String name) {
    return named(name)
        .in(Block.RESPONSE)
        .repeats(Repetition.APPEND)
        .merges(Merge.APPEND)
        .checks(Checks.eventGiven("response.event_required"));
  }

  private static Argument[] limited(Argument... arguments) {
    return Stream.concat(Stream.of(arguments), Stream.of(LIMITS)).toArray(Argument[]::new);
  }

  private static void bounds(Arguments arguments, ArgumentReader in) {
    BigDecimal min = arguments.of("min", BigDecimal.class);
    if (min.compareTo(arguments.of("max", BigDecimal.class)) > 0) {
      throw new Refusal("request.clamp_range", arguments.place("min"), "min is larger than max");
    }
  }

  private static void expectedText(Arguments arguments, ArgumentReader in) {
    if (arguments.text("equals").isBlank()) {
      throw new Refusal(
          "syntax.expected_token", arguments.place("equals"), "the text to compare with is empty");
    }
  }
}
