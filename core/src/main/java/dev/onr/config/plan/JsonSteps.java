package dev.onr.config.plan;

import dev.onr.config.language.Arguments;
import dev.onr.config.language.Block;
import dev.onr.steps.JsonStep;
import dev.onr.steps.ResponseStep;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The compile functions of JSON directives, which mean the same wherever they stand. */
final class JsonSteps {
  private JsonSteps() {}

  static void register(Compilers.Registry registry) {
    everywhere()
        .forEach(
            (name, step) -> {
              request(registry, name, step::apply);
              registry
                  .in(Block.RESPONSE)
                  .compile(
                      name,
                      (args, to) ->
                          to.response.json.add(
                              new ResponseStep.Json(
                                  step.apply(args),
                                  EventFilters.of(args),
                                  args.integer("max_count", 0))));
            });
    onRequests().forEach((name, step) -> request(registry, name, step));
    registry
        .in(Block.RESPONSE)
        .compile(
            "sse_json_del_if",
            (args, to) ->
                to.response.deletions.add(
                    new ResponseStep.DeleteIf(
                        args.path("condition"), args.text("equals"), args.path("target"))));
  }

  private static void request(
      Compilers.Registry registry, String name, Function<Arguments, JsonStep> step) {
    registry
        .in(Block.REQUEST)
        .compile(name, (args, to) -> to.request.json.add(step.apply(args)))
        .in(Block.AFTER_REQ_MAP)
        .compile(name, (args, to) -> to.request.afterMap.add(step.apply(args)));
  }

  private static Map<String, Function<Arguments, JsonStep.OnAnswer>> everywhere() {
    return Map.of(
        "json_set", args -> new JsonStep.Set(args.path("path"), args.json("value")),
        "json_replace", args -> new JsonStep.Replace(args.path("path"), args.json("value")),
        "json_set_if_absent",
            args -> new JsonStep.SetIfAbsent(args.path("path"), args.json("value")),
        "json_del", args -> new JsonStep.Delete(args.path("path")),
        "json_rename", args -> new JsonStep.Rename(args.path("from"), args.path("to")));
  }

  private static Map<String, Function<Arguments, JsonStep>> onRequests() {
    Map<String, Function<Arguments, JsonStep>> steps = new LinkedHashMap<>();
    steps.put(
        "json_del_if_missing",
        args -> new JsonStep.DeleteIfMissing(args.path("target"), args.path("required")));
    steps.put("json_wrap_input_text", args -> new JsonStep.WrapInputText(args.path("path")));
    steps.put(
        "json_set_header_values",
        args ->
            new JsonStep.SetHeaderValues(
                args.path("path"), args.text("header"), args.text("separator", ",")));
    steps.put("json_keep_values", JsonSteps::keep);
    steps.put("json_filter_values", JsonSteps::keep);
    steps.put(
        "json_drop_values",
        args -> new JsonStep.DropValues(args.path("path"), RequestDraft.patterns(args)));
    steps.put(
        "json_del_with_condition",
        args ->
            new JsonStep.DeleteWhere(
                args.path("path"), args.text("field"), RequestDraft.patterns(args)));
    steps.put(
        "json_map_value",
        args -> new JsonStep.MapValue(args.path("path"), args.text("from"), args.json("value")));
    steps.put(
        "json_clamp",
        args ->
            new JsonStep.Clamp(
                args.path("path"),
                args.of("min", BigDecimal.class),
                args.of("max", BigDecimal.class)));
    return steps;
  }

  private static JsonStep keep(Arguments args) {
    return new JsonStep.KeepValues(args.path("path"), RequestDraft.patterns(args));
  }
}
