package dev.onr.config.plan;

import dev.onr.config.language.Arguments;
import dev.onr.config.language.Block;
import dev.onr.dialect.Mode;
import dev.onr.json.JsonValue;
import dev.onr.steps.BedrockTarget;
import dev.onr.steps.HeaderStep;
import dev.onr.steps.JsonStep;
import dev.onr.steps.ModelMap;
import dev.onr.steps.RequestRule;
import dev.onr.steps.RequestRule.Target;
import dev.onr.steps.RequestRule.ValueType;
import dev.onr.steps.RequestSteps;
import dev.onr.steps.TextExpression;
import dev.onr.steps.UpstreamTarget;
import dev.onr.steps.Wildcard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What a scope does to requests. */
final class RequestDraft {
  final List<HeaderStep> headers = new ArrayList<>();
  final List<JsonStep> json = new ArrayList<>();
  final List<JsonStep> afterMap = new ArrayList<>();
  Optional<Mode> translation = Optional.empty();
  private final List<RequestRule> rules = new ArrayList<>();
  private final Map<String, TextExpression> models = new LinkedHashMap<>();
  private Optional<TextExpression> anyModel = Optional.empty();
  private Optional<TextExpression> path = Optional.empty();
  private final List<String> queryDeletes = new ArrayList<>();
  private final Map<String, TextExpression> querySets = new LinkedHashMap<>();

  static void register(Compilers.Registry registry) {
    upstream(registry.in(Block.UPSTREAM));
    headers(registry.in(Block.REQUEST));
    rules(registry);
    registry
        .compile(
            "model_map", (args, to) -> putUnlessBlank(to.request.models, args.text("model"), args))
        .compile(
            "model_map_default",
            (args, to) -> to.request.anyModel = Optional.of(args.expression("value")))
        .compile(
            "req_map",
            (args, to) ->
                to.request.translation =
                    args.find("mode", String.class)
                        .flatMap(name -> Mode.named(Mode.Kind.REQUEST, name)));
  }

  private static void upstream(Compilers.Registry registry) {
    registry
        .compile("set_path", (args, to) -> to.request.path = Optional.of(args.expression("path")))
        .compile(
            "set_query",
            (args, to) -> putUnlessBlank(to.request.querySets, args.text("name"), args))
        .compile(
            "del_query",
            (args, to) -> {
              if (!args.text("name").isBlank()) {
                to.request.queryDeletes.add(args.text("name"));
              }
            });
  }

  private static void headers(Compilers.Registry registry) {
    registry
        .compile("set_header", (args, to) -> to.request.headers.add(set(args)))
        .compile("del_header", (args, to) -> to.request.headers.add(delete(args)))
        .compile(
            "pass_header",
            (args, to) -> to.request.headers.add(new HeaderStep.Pass(args.text("header"))))
        .compile(
            "filter_header_values",
            (args, to) ->
                to.request.headers.add(
                    new HeaderStep.DropValues(
                        args.text("header"), patterns(args), args.text("separator", ","))))
        .compile(
            "keep_header_values",
            (args, to) ->
                to.request.headers.add(
                    new HeaderStep.KeepValues(
                        args.text("header"), patterns(args), args.text("separator", ","))));
  }

  private static void rules(Compilers.Registry registry) {
    registry
        .compile(
            "req_required",
            (args, to) ->
                to.request.rules.add(
                    new RequestRule.Required(target(args), args.isSet("allow_null"))))
        .compile(
            "req_forbid",
            (args, to) -> to.request.rules.add(new RequestRule.Forbidden(target(args))))
        .compile(
            "req_type",
            (args, to) ->
                to.request.rules.add(
                    new RequestRule.Type(
                        args.of("target", Target.Body.class), args.of("type", ValueType.class))))
        .compile(
            "req_range",
            (args, to) ->
                to.request.rules.add(
                    new RequestRule.Range(
                        target(args),
                        args.find("min", BigDecimal.class),
                        args.find("max", BigDecimal.class))))
        .compile(
            "req_len",
            (args, to) ->
                to.request.rules.add(
                    new RequestRule.Length(target(args), bound(args, "min"), bound(args, "max"))))
        .compile(
            "req_enum",
            (args, to) ->
                to.request.rules.add(
                    new RequestRule.OneOf(target(args), args.list("values", JsonValue.class))));
  }

  static HeaderStep set(Arguments args) {
    return new HeaderStep.Set(args.text("header"), args.expression("value"));
  }

  static HeaderStep delete(Arguments args) {
    return new HeaderStep.Delete(args.text("header"));
  }

  static List<Wildcard> patterns(Arguments args) {
    return args.list("patterns", Wildcard.class);
  }

  private static Target target(Arguments args) {
    return args.of("target", Target.class);
  }

  private static OptionalInt bound(Arguments args, String name) {
    return args.has(name) ? OptionalInt.of(args.integer(name, 0)) : OptionalInt.empty();
  }

  private static void putUnlessBlank(Map<String, TextExpression> map, String key, Arguments args) {
    if (!key.isBlank()) {
      map.put(key, args.expression("value"));
    }
  }

  RequestSteps steps(
      ProviderDraft provider, List<HeaderStep> authentication, boolean answerIsRead) {
    return new RequestSteps(
        new ModelMap(models, anyModel),
        rules,
        json,
        translation,
        afterMap,
        Stream.concat(authentication.stream(), headers.stream()).toList(),
        target(provider),
        answerIsRead);
  }

  private UpstreamTarget target(ProviderDraft provider) {
    Optional<BedrockTarget> bedrock =
        provider.transport == Transport.AWS_SDK
            ? path.map(each -> BedrockTarget.of(provider.name, BedrockChecks.written(each)))
            : Optional.empty();
    return new UpstreamTarget(provider.baseUrl, path, queryDeletes, querySets, bedrock);
  }

  /** The path that {@code set_path} gives. */
  Optional<TextExpression> path() {
    return path;
  }
}
