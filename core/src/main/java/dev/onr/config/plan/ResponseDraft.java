package dev.onr.config.plan;

import dev.onr.config.language.Arguments;
import dev.onr.config.language.Block;
import dev.onr.config.language.Directive;
import dev.onr.config.language.Directives;
import dev.onr.json.ExtractionPath;
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
  private Optional<String> whole = Optional.empty();
  private Optional<String> stream = Optional.empty();
  private Optional<String> collect = Optional.empty();
  private Optional<BinaryPlan.BodyExtract> body = Optional.empty();
  private Optional<BinaryPlan.ContentType> contentType = Optional.empty();
  private Optional<BinaryPlan.StreamExtract> binaryStream = Optional.empty();
  private Optional<ErrorPlan.Map> errorMap = Optional.empty();
  private final List<ErrorPlan.Condition> conditions = new ArrayList<>();

  static void register(Compilers.Registry registry) {
    registry
        .in(Block.RESPONSE)
        .compile("resp_passthrough", (args, to) -> {})
        .compile("resp_map", (args, to) -> to.response.whole = knownMode("resp_map", args))
        .compile("sse_parse", (args, to) -> to.response.stream = knownMode("sse_parse", args))
        .compile("sse_collect", (args, to) -> to.response.collect = args.find("mode", String.class))
        .compile(
            "resp_body_extract",
            (args, to) ->
                to.response.body =
                    Optional.of(
                        new BinaryPlan.BodyExtract(args.extraction("path"), encoding(args))))
        .compile(
            "resp_content_type",
            (args, to) ->
                to.response.contentType =
                    Optional.of(
                        new BinaryPlan.ContentType(
                            args.find("from_path", ExtractionPath.class),
                            args.find("default", String.class).filter(text -> !text.isBlank()))))
        .compile(
            "sse_binary_extract",
            (args, to) ->
                to.response.binaryStream =
                    Optional.of(
                        new BinaryPlan.StreamExtract(
                            args.extraction("path"), encoding(args), stop(args))))
        .in(Block.ERROR)
        .compile(
            "error_map",
            (args, to) ->
                to.response.errorMap =
                    Optional.of(ErrorPlan.Map.valueOf(args.text("mode").toUpperCase(Locale.ROOT))))
        .compile("error_when", (args, to) -> to.response.conditions.add(condition(args)));
  }

  /** A mode that this release does not know changes nothing; loading has warned of it. */
  private static Optional<String> knownMode(String directive, Arguments args) {
    List<String> known =
        Directives.find(Block.RESPONSE, directive)
            .map(Directive::positional)
            .map(arguments -> arguments.getFirst().type().words())
            .orElseThrow();
    return args.find("mode", String.class).filter(known::contains);
  }

  private static BinaryPlan.Encoding encoding(Arguments args) {
    return BinaryPlan.Encoding.valueOf(args.text("decode").toUpperCase(Locale.ROOT));
  }

  private static Optional<BinaryPlan.Stop> stop(Arguments args) {
    return args.find("stop_path", ExtractionPath.class)
        .map(path -> new BinaryPlan.Stop(path, args.text("stop_eq")));
  }

  private static ErrorPlan.Condition condition(Arguments args) {
    boolean equal = args.has("eq");
    return new ErrorPlan.Condition(
        args.extraction("path"),
        equal,
        args.text(equal ? "eq" : "ne"),
        args.integer("status", 400));
  }

  ResponseSteps steps() {
    return new ResponseSteps(deletions, json);
  }

  TranslationPlan translation(Optional<String> request) {
    return new TranslationPlan(request, whole, stream, collect);
  }

  BinaryPlan binary() {
    return new BinaryPlan(body, contentType, binaryStream);
  }

  ErrorPlan errors() {
    return new ErrorPlan(errorMap, conditions);
  }
}
