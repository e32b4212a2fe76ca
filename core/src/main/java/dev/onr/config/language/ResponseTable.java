package dev.onr.config.language;

import static dev.onr.config.language.Argument.argument;
import static dev.onr.config.language.Argument.option;
import static dev.onr.config.language.Directive.named;

import dev.onr.dialect.Mode;
import java.util.List;

/** Rows of what becomes of answers, and of errors. */
final class ResponseTable {
  private static final Argument PATH = option("path", Paths.EXTRACTION).needed();
  private static final Argument DECODE =
      option("decode", Words.oneOf("response.bad_decode", "hex", "base64")).needed();

  private ResponseTable() {}

  static List<DirectiveBuilder> rows() {
    return List.of(
        mapping("resp_passthrough").says("Sends answers on as they come."),
        mapping("resp_map")
            .takes(
                argument(
                    "mode", Words.openMode("response.bad_map_mode", Mode.names(Mode.Kind.WHOLE))))
            .says("Translates whole answers from one dialect to another."),
        mapping("sse_parse")
            .takes(
                argument(
                    "mode",
                    Words.openMode("response.bad_parse_mode", Mode.names(Mode.Kind.STREAM))))
            .says("Translates streams from one dialect to another."),
        named("sse_collect")
            .in(Block.RESPONSE)
            .takes(
                argument(
                    "mode",
                    Words.oneOf("response.bad_collect_mode", Mode.names(Mode.Kind.COLLECT))))
            .merges(Merge.OVERRIDE)
            .displaces("resp_passthrough")
            .says("Makes one whole answer of an upstream's stream."),
        named("resp_body_extract")
            .in(Block.RESPONSE)
            .takes(PATH, DECODE)
            .merges(Merge.OVERRIDE)
            .says("Sends the bytes that an answer holds, encoded, in a string."),
        named("resp_content_type")
            .in(Block.RESPONSE)
            .takes(
                option("from_path", Paths.EXTRACTION),
                option("kind", Words.oneOf("response.bad_kind", "audio")).needed(),
                option("default", Words.LITERAL))
            .checks(ResponseTable::contentType)
            .merges(Merge.OVERRIDE)
            .says("Sets the content type of extracted bytes from an audio format."),
        named("sse_binary_extract")
            .in(Block.RESPONSE)
            .takes(
                PATH,
                DECODE,
                option("stop_path", Paths.EXTRACTION),
                option("stop_eq", Words.LITERAL))
            .checks(
                (arguments, in) ->
                    Checks.pair(arguments, "stop_path", "stop_eq", "response.stop_pair"))
            .merges(Merge.OVERRIDE)
            .says("Sends the bytes that a stream's events hold, encoded, in strings."),
        named("error_map")
            .in(Block.ERROR)
            .takes(
                argument(
                    "mode", Words.oneOf("error.bad_map_mode", "openai", "common", "passthrough")))
            .merges(Merge.OVERRIDE)
            .says("Chooses how upstream errors look to the client."),
        named("error_when")
            .in(Block.ERROR)
            .takes(
                option("path", Paths.EXTRACTION).needed(),
                option("eq", Words.LITERAL).notTwice(),
                option("ne", Words.LITERAL).notTwice(),
                option("status", Numbers.integer("error.bad_status", 400, 599)))
            .checks(ResponseTable::errorCondition)
            .repeats(Repetition.APPEND)
            .merges(Merge.APPEND)
            .says("Makes an error of a successful answer in which a value is, or is not, this."));
  }

  /** What answers become: of these three one counts. */
  private static DirectiveBuilder mapping(String name) {
    return named(name).in(Block.RESPONSE).slot("response mapping").merges(Merge.OVERRIDE);
  }

  private static void contentType(Arguments arguments, ArgumentReader in) {
    if (!arguments.has("from_path") && arguments.text("default", "").isBlank()) {
      throw new Refusal(
          "syntax.missing_option",
          in.nameToken().span(),
          "resp_content_type needs from_path=, default= or both");
    }
  }

  private static void errorCondition(Arguments arguments, ArgumentReader in) {
    if (arguments.has("eq") == arguments.has("ne")) {
      throw new Refusal(
          "error.condition_required", in.nameToken().span(), "error_when needs either eq= or ne=");
    }
    Checks.notBlank(arguments, "eq", "error.condition_required");
    Checks.notBlank(arguments, "ne", "error.condition_required");
  }
}
