package dev.onr.config.plan;

import dev.onr.config.language.Arguments;
import dev.onr.config.language.Block;
import dev.onr.dialect.Mode;
import dev.onr.dialect.Mode.Kind;
import dev.onr.json.ExtractionPath;
import dev.onr.steps.AnswerModes;
import dev.onr.steps.BinarySteps;
import dev.onr.steps.ErrorSteps;
import dev.onr.steps.ResponseStep;
import dev.onr.steps.ResponseSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a scope does to answers, and what it calls an error. */
final class ResponseDraft {
  final List<ResponseStep.DeleteIf> deletions = new ArrayList<>();
  final List<ResponseStep.Json> json = new ArrayList<>();
  private Optional<Mode> whole = Optional.empty();
  private Optional<Mode> stream = Optional.empty();
  private Optional<Mode> collect = Optional.empty();
  private Optional<BinarySteps.BodyExtract> body = Optional.empty();
  private Optional<BinarySteps.ContentType> contentType = Optional.empty();
  private Optional<BinarySteps.StreamExtract> binaryStream = Optional.empty();
  private Optional<ErrorSteps.Map> errorMap = Optional.empty();
  private final List<ErrorSteps.Condition> conditions = new ArrayList<>();

  static void register(Compilers.Registry registry) {
    registry
        .in(Block.RESPONSE)
        .compile("resp_passthrough", (args, to) -> {})
        .compile("resp_map", (args, to) -> to.response.whole = mode(Kind.WHOLE, args))
        .compile("sse_parse", (args, to) -> to.response.stream = mode(Kind.STREAM, args))
        .compile("sse_collect", (args, to) -> to.response.collect = mode(Kind.COLLECT, args))
        .compile(
            "resp_body_extract",
            (args, to) ->
                to.response.body =
                    Optional.of(
                        new BinarySteps.BodyExtract(args.extraction("path"), encoding(args))))
        .compile(
            "resp_content_type",
            (args, to) ->
                to.response.contentType =
                    Optional.of(
                        new BinarySteps.ContentType(
                            args.find("from_path", ExtractionPath.class),
                            args.find("default", String.class).filter(text -> !text.isBlank()))))
        .compile(
            "sse_binary_extract",
            (args, to) ->
                to.response.binaryStream =
                    Optional.of(
                        new BinarySteps.StreamExtract(
                            args.extraction("path"), encoding(args), stop(args))))
        .in(Block.ERROR)
        .compile(
            "error_map",
            (args, to) ->
                to.response.errorMap =
                    Optional.of(ErrorSteps.Map.valueOf(args.text("mode").toUpperCase(Locale.ROOT))))
        .compile("error_when", (args, to) -> to.response.conditions.add(condition(args)));
  }

  /** A mode that this release does not know changes nothing; loading has warned of it. */
  private static Optional<Mode> mode(Kind kind, Arguments args) {
    return args.find("mode", String.class).flatMap(name -> Mode.named(kind, name));
  }

  private static BinarySteps.Encoding encoding(Arguments args) {
    return BinarySteps.Encoding.valueOf(args.text("decode").toUpperCase(Locale.ROOT));
  }

  private static Optional<BinarySteps.Stop> stop(Arguments args) {
    return args.find("stop_path", ExtractionPath.class)
        .map(path -> new BinarySteps.Stop(path, args.text("stop_eq")));
  }

  private static ErrorSteps.Condition condition(Arguments args) {
    boolean equal = args.has("eq");
    return new ErrorSteps.Condition(
        args.extraction("path"),
        equal,
        args.text(equal ? "eq" : "ne"),
        args.integer("status", 400));
  }

  ResponseSteps steps() {
    return new ResponseSteps(
        new AnswerModes(whole, stream, collect),
        deletions,
        json,
        new BinarySteps(body, contentType, binaryStream),
        new ErrorSteps(errorMap, conditions));
  }
}
