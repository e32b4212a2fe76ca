package dev.onr.config.plan;

import dev.onr.config.Diagnostic;
import dev.onr.config.language.Arguments;
import dev.onr.config.language.Block;
import dev.onr.config.language.Findings;
import dev.onr.config.language.Setting;
import dev.onr.dialect.Mode;
import dev.onr.json.ExtractionPath;
import dev.onr.json.JsonValue;
import dev.onr.json.ObjectPath;
import dev.onr.steps.JsonExpression;
import dev.onr.steps.RequestRule.Target;
import dev.onr.steps.TextExpression;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whether a route's own directives rely on what its translation loses: a field of the request that
 * they write or demand and that {@code req_map} has no word for, or a field of the answer that
 * {@code resp_map} or {@code sse_parse} never writes.
 */
final class LossChecks {
  /** At the top of bodies of errors, on which JSON steps run as well. */
  private static final Set<String> OF_ERRORS = Set.of("error", "request_id");

  private final Scope own;
  private final Scope effective;
  private final Condition condition;
  private final Findings findings;

  /**
   * @param own what the match itself says
   * @param effective the same with defaults merged in
   */
  LossChecks(Scope own, Scope effective, Condition condition, Findings findings) {
    this.own = own;
    this.effective = effective;
    this.condition = condition;
    this.findings = findings;
  }

  void run() {
    mode(Mode.Kind.REQUEST, "req_map").ifPresent(this::request);
    Optional<Mode> whole = mode(Mode.Kind.WHOLE, "resp_map");
    Optional<Mode> stream = mode(Mode.Kind.STREAM, "sse_parse");
    boolean streamOnly = condition.stream().equals(Optional.of(true));
    if ((whole.isPresent() || streamOnly) && (stream.isPresent() || wholeOnly())) {
      Set<String> members = new TreeSet<>();
      whole.filter(mode -> !streamOnly).ifPresent(mode -> members.addAll(mode.answerMembers()));
      stream.filter(mode -> !wholeOnly()).ifPresent(mode -> members.addAll(mode.answerMembers()));
      answer(members);
    }
    whole.filter(mode -> wholeOnly()).ifPresent(this::metrics);
  }

  private boolean wholeOnly() {
    return condition.stream().equals(Optional.of(false));
  }

  private Optional<Mode> mode(Mode.Kind kind, String directive) {
    return effective
        .last(directive)
        .flatMap(setting -> setting.arguments().find("mode", String.class))
        .flatMap(name -> Mode.named(kind, name));
  }

  private void request(Mode mode) {
    List<Setting> before =
        effective.settings().stream().filter(each -> each.in() == Block.REQUEST).toList();
    List<ObjectPath> gone = before.stream().flatMap(LossChecks::removed).toList();
    for (Setting setting : before) {
      written(setting)
          .filter(path -> gone.stream().noneMatch(each -> holds(each, path)))
          .filter(path -> mode.losesInRequests(path, values(setting)))
          .ifPresent(path -> warn(setting, path, mode));
    }
  }

  private void warn(Setting setting, ObjectPath path, Mode mode) {
    String what = setting.name().startsWith("req_") ? "demands" : "writes";
    findings.add(
        Diagnostic.warning(
                "request.lost_in_translation",
                setting.place(),
                "%s %s %s, which %s can't say: the upstream never gets it"
                    .formatted(setting.name(), what, path, mode.name()))
            .withHint(
                "take the line out, or write the upstream's own field in after_req_map { … }"));
  }

  /** The field that a directive relies on; empty for one that relies on none. */
  private static Optional<ObjectPath> written(Setting setting) {
    Arguments arguments = setting.arguments();
    return switch (setting.name()) {
      case "json_set",
          "json_replace",
          "json_set_if_absent",
          "json_map_value",
          "json_clamp",
          "json_set_header_values",
          "json_keep_values",
          "json_drop_values",
          "json_filter_values" ->
          arguments.find("path", ObjectPath.class);
      case "json_rename" -> arguments.find("to", ObjectPath.class);
      case "req_required", "req_type", "req_range", "req_len", "req_enum" ->
          arguments.find("target", Target.class).stream()
              .filter(Target.Body.class::isInstance)
              .map(target -> ((Target.Body) target).path())
              .findFirst();
      default -> Optional.empty();
    };
  }

  // ---- answers

  private void answer(Set<String> members) {
    for (Setting setting : effective.settings()) {
      boolean forEvents = setting.name().equals("sse_json_del_if");
      if (setting.in() == Block.RESPONSE && !(forEvents && wholeOnly())) {
        read(setting)
            .map(path -> path.keys().getFirst())
            .filter(name -> !members.contains(name) && !OF_ERRORS.contains(name))
            .findFirst()
            .ifPresent(name -> neverThere(setting, name, members));
      }
    }
  }

  /** What a directive looks for in an answer. */
  private static Stream<ObjectPath> read(Setting setting) {
    Arguments arguments = setting.arguments();
    return switch (setting.name()) {
      case "json_replace", "json_del" -> Stream.of(arguments.path("path"));
      case "json_rename" -> Stream.of(arguments.path("from"));
      case "sse_json_del_if" -> Stream.of(arguments.path("condition"), arguments.path("target"));
      default -> Stream.empty();
    };
  }

  /** Numbers of whole answers are read from what the client gets. */
  private void metrics(Mode mode) {
    String standard = own.has("usage_root") ? "usage" : "response";
    for (Setting setting : own.settings()) {
      Arguments arguments = setting.arguments();
      String source = setting.name().equals("usage_fact") ? standard : "response";
      if (setting.in() == Block.METRICS && arguments.text("source", source).equals("response")) {
        arguments
            .find("path", ExtractionPath.class)
            .map(LossChecks::first)
            .filter(name -> !name.isEmpty() && !mode.answerMembers().contains(name))
            .ifPresent(name -> neverThere(setting, name, mode.answerMembers()));
      }
    }
  }

  private static String first(ExtractionPath path) {
    return path.toString().substring("$.".length()).split("[.\\[]", 2)[0].strip();
  }

  private void neverThere(Setting setting, String name, Set<String> members) {
    findings.add(
        Diagnostic.warning(
                "response.lost_in_translation",
                setting.place(),
                "%s looks for $.%s, which no translated answer has".formatted(setting.name(), name))
            .withHint(
                "paths are those of the client's dialect: "
                    + String.join(", ", new TreeSet<>(members))));
  }

  // ---- what directives write

  /** The values that a directive leaves a field; empty where it may have others. */
  private static List<JsonValue> values(Setting setting) {
    Arguments arguments = setting.arguments();
    return switch (setting.name()) {
      case "json_set", "json_replace" ->
          arguments.find("value", JsonExpression.class).flatMap(LossChecks::constant).stream()
              .toList();
      case "json_clamp" ->
          Stream.of("min", "max")
              .map(bound -> JsonValue.of(arguments.of(bound, BigDecimal.class)))
              .toList();
      case "req_enum" -> arguments.list("values", JsonValue.class);
      default -> List.of();
    };
  }

  private static Optional<JsonValue> constant(JsonExpression expression) {
    return switch (expression) {
      case JsonExpression.Constant(JsonValue value) -> Optional.of(value);
      case JsonExpression.Text(TextExpression.Literal(String text)) ->
          Optional.of(JsonValue.of(text));
      case JsonExpression.Text text -> Optional.empty();
    };
  }

  /** What is not there any more when the translation begins. */
  private static Stream<ObjectPath> removed(Setting setting) {
    return switch (setting.name()) {
      case "json_del" -> Stream.of(setting.arguments().path("path"));
      case "json_rename" -> Stream.of(setting.arguments().path("from"));
      default -> Stream.empty();
    };
  }

  private static boolean holds(ObjectPath outer, ObjectPath inner) {
    List<String> keys = inner.keys();
    return keys.size() >= outer.keys().size()
        && keys.subList(0, outer.keys().size()).equals(outer.keys());
  }
}
