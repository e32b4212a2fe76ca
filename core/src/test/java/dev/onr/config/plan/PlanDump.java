package dev.onr.config.plan;

import dev.onr.Api;
import dev.onr.json.Arithmetic;
import dev.onr.json.ExtractionPath;
import dev.onr.json.JsonValue;
import dev.onr.json.ObjectPath;
import dev.onr.steps.AnswerModes;
import dev.onr.steps.BinarySteps;
import dev.onr.steps.ErrorSteps;
import dev.onr.steps.JsonExpression;
import dev.onr.steps.NextUpstream;
import dev.onr.steps.RequestSteps;
import dev.onr.steps.ResponseStep.EventFilter;
import dev.onr.steps.TextExpression;
import dev.onr.steps.Wildcard;
import dev.onr.usage.TokenSemantics;
import dev.onr.usage.UsageRules;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Shows a plan as a text that people can read; leaves out what says nothing. */
final class PlanDump {
  private final StringBuilder out = new StringBuilder();

  private PlanDump() {}

  static String of(Plan plan) {
    PlanDump dump = new PlanDump();
    plan.providers().values().forEach(dump::provider);
    return dump.out.toString().stripTrailing();
  }

  private void provider(ProviderPlan provider) {
    line(
        0,
        "provider "
            + provider.name()
            + " "
            + provider.transport().name().toLowerCase(Locale.ROOT)
            + " "
            + provider.baseUrl());
    if (!provider.family().equals(provider.name())
        || !provider.signalProfile().equals(provider.name())) {
      line(1, "family " + provider.family() + ", signals " + provider.signalProfile());
    }
    provider.models().ifPresent(models -> line(1, show(models)));
    provider.balance().ifPresent(balance -> line(1, show(balance)));
    provider.routes().all().forEach(this::route);
  }

  /** What a match's policy says otherwise than all others do. */
  private void policy(UpstreamPolicy policy) {
    UpstreamPolicy standard = UpstreamPolicy.STANDARD;
    List<String> parts = new ArrayList<>();
    policy.connectTimeout().ifPresent(time -> parts.add("connect " + time.toMillis()));
    policy.responseTimeout().ifPresent(time -> parts.add("response " + time.toMillis()));
    policy.firstEventTimeout().ifPresent(time -> parts.add("first " + time.toMillis()));
    policy.idleTimeout().ifPresent(time -> parts.add("idle " + time.toMillis()));
    if (!policy.next().equals(standard.next())) {
      NextUpstream next = policy.next();
      parts.add(
          "next "
              + new TreeSet<>(next.faults())
              + new TreeSet<>(next.statuses())
              + (next.every5xx() ? "5xx" : ""));
    }
    if (policy.maxFails() != standard.maxFails()
        || !policy.failTimeout().equals(standard.failTimeout())) {
      parts.add("fails " + policy.maxFails() + " in " + policy.failTimeout().toMillis());
    }
    if (!parts.isEmpty()) {
      line(2, "upstream " + String.join(", ", parts));
    }
  }

  private void route(Route route) {
    line(
        1,
        "match %s %s"
            .formatted(
                route.condition().api().map(Api::apiName).orElse("any api"),
                route.condition().stream().map(s -> s ? "stream" : "whole").orElse("any")));
    policy(route.policy());
    RequestSteps request = route.request();
    request.target().path().ifPresent(path -> line(2, "path " + show(path)));
    request.target().queryDeletes().forEach(name -> line(2, "query - " + name));
    request
        .target()
        .querySets()
        .forEach((name, value) -> line(2, "query " + name + " = " + show(value)));
    new TreeMap<>(request.models().exact())
        .forEach((name, value) -> line(2, "model " + name + " = " + show(value)));
    request.models().fallback().ifPresent(value -> line(2, "model * = " + show(value)));
    request.rules().forEach(rule -> line(2, "rule " + show(rule)));
    request.json().forEach(step -> line(2, "json " + show(step)));
    request.afterMap().forEach(step -> line(2, "after " + show(step)));
    request.headers().forEach(step -> line(2, "header " + show(step)));
    route.response().deletions().forEach(step -> line(2, "answer " + show(step)));
    route.response().json().forEach(step -> line(2, "answer " + show(step)));
    unless(new AuthPlan(Optional.empty(), false, false), route.auth(), "auth");
    request.translation().ifPresent(mode -> line(2, "translates requests " + mode.name()));
    AnswerModes modes = route.response().modes();
    modes.collect().ifPresent(mode -> line(2, "collects " + mode.name()));
    modes.whole().ifPresent(mode -> line(2, "translates answers " + mode.name()));
    modes.stream().ifPresent(mode -> line(2, "translates streams " + mode.name()));
    unless(BinarySteps.NONE, route.response().binary(), "binary");
    unless(ErrorSteps.NONE, route.response().errors(), "errors");
    route.usage().usage().ifPresent(this::usage);
    route
        .usage()
        .finish()
        .ifPresent(
            finish -> {
              line(2, "finish " + finish.preset().orElse("custom"));
              finish.paths().forEach(path -> line(3, show(path)));
            });
    if (!route.variables().isEmpty()) {
      line(
          2,
          "variables "
              + route.variables().stream()
                  .map(variable -> variable.variableName())
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
  }

  private void usage(UsageRules usage) {
    line(2, "usage " + usage.preset().orElse("custom"));
    usage.roots().forEach(root -> line(3, show(root)));
    usage.facts().forEach(fact -> line(3, show(fact)));
    usage.total().ifPresent(total -> line(3, "total " + show(total)));
    if (!usage.tokens().equals(TokenSemantics.UNDECLARED)) {
      line(3, "tokens " + show(usage.tokens()));
    }
  }

  private void unless(Object usual, Object actual, String name) {
    if (!usual.equals(actual)) {
      line(2, name + " " + show(actual));
    }
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text.stripTrailing()).append('\n');
  }

  /** A value; empty where it says nothing. */
  private static String show(Object value) {
    return switch (value) {
      case TextExpression.Literal(String text) -> '"' + text + '"';
      case TextExpression.Reference(var variable) -> "$" + variable.variableName();
      case TextExpression.Join(var parts) ->
          parts.stream().map(PlanDump::show).collect(Collectors.joining(" + "));
      case JsonExpression.Constant(JsonValue json) -> json.text();
      case JsonExpression.Text(TextExpression text) -> show(text);
      case Arithmetic(List<Arithmetic.Term> terms) -> formula(terms);
      case ObjectPath path -> path.toString();
      case ExtractionPath path -> path.toString();
      case JsonValue json -> json.text();
      case Wildcard wildcard -> wildcard.pattern();
      case EventFilter filter when filter.names().isEmpty() -> "";
      case EventFilter filter ->
          "on " + String.join("|", filter.names()) + (filter.nameless() ? " or nameless" : "");
      case Optional<?> optional -> optional.map(PlanDump::show).orElse("");
      case OptionalInt number -> number.isPresent() ? "" + number.getAsInt() : "";
      case Duration duration -> duration.toSeconds() + "s";
      case Boolean flag -> flag ? "yes" : "";
      case Collection<?> list when list.isEmpty() -> "";
      case Set<?> set ->
          set.stream().map(PlanDump::show).sorted().collect(Collectors.joining(", ", "[", "]"));
      case Collection<?> list ->
          list.stream().map(PlanDump::show).collect(Collectors.joining(", ", "[", "]"));
      case Map<?, ?> map when map.isEmpty() -> "";
      case Record record -> record(record);
      default -> value.toString();
    };
  }

  private static String formula(List<Arithmetic.Term> terms) {
    StringBuilder text = new StringBuilder();
    for (Arithmetic.Term term : terms) {
      text.append(text.isEmpty() ? "" : term.subtracted() ? " - " : " + ");
      text.append(
          switch (term.operand()) {
            case Arithmetic.Operand.Path(ExtractionPath path) -> path.toString();
            case Arithmetic.Operand.Fixed(var number) -> number.toPlainString();
          });
    }
    return text.toString();
  }

  private static String record(Record record) {
    String components =
        Arrays.stream(record.getClass().getRecordComponents())
            .map(
                component -> {
                  String shown = show(read(record, component));
                  return shown.isEmpty() ? "" : component.getName() + " " + shown;
                })
            .filter(shown -> !shown.isEmpty())
            .collect(Collectors.joining(", "));
    return record.getClass().getSimpleName() + "(" + components + ")";
  }

  private static Object read(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a record hides its component", e);
    }
  }
}
