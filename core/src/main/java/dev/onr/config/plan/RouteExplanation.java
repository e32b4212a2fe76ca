package dev.onr.config.plan;

import dev.onr.config.SecretText;
import dev.onr.config.Span;
import dev.onr.config.language.Argument;
import dev.onr.config.language.Arguments;
import dev.onr.config.language.Directive;
import dev.onr.config.language.Setting;
import dev.onr.config.syntax.Token;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a route does, step by step, and which line of which file says so: defaults, match and
 * presets merged, in the order in which the steps run. Texts that may be secrets are hidden.
 */
public final class RouteExplanation {
  private static final int TEXT_WIDTH = 60;

  private RouteExplanation() {}

  /** The stations of a request, in order. */
  private enum Stage {
    CONNECT("connect"),
    MODEL("name the model"),
    URL("choose the URL"),
    CHECK("check the request"),
    BODY("edit the body"),
    TRANSLATE("translate the request"),
    AFTER("edit the translated body"),
    AUTHENTICATE("authenticate"),
    HEADERS("set headers"),
    ERRORS("tell errors from answers"),
    ANSWER("translate the answer"),
    EDIT_ANSWER("edit the answer"),
    MEASURE("measure usage");

    private final String words;

    Stage(String words) {
      this.words = words;
    }

    static Stage of(Setting setting) {
      String name = setting.name();
      return switch (setting.in()) {
        case METADATA, UPSTREAM_CONFIG -> CONNECT;
        case UPSTREAM -> URL;
        case AFTER_REQ_MAP -> AFTER;
        case AUTH -> AUTHENTICATE;
        case ERROR -> ERRORS;
        case RESPONSE ->
            name.startsWith("json_") || name.startsWith("sse_json_") ? EDIT_ANSWER : ANSWER;
        case REQUEST -> ofRequest(name);
        default -> MEASURE;
      };
    }

    private static Stage ofRequest(String name) {
      if (name.startsWith("model_map")) {
        return MODEL;
      }
      if (name.equals("req_map")) {
        return TRANSLATE;
      }
      if (name.startsWith("req_")) {
        return CHECK;
      }
      return name.startsWith("json_") ? BODY : HEADERS;
    }
  }

  /** Lines for people: a head, then each station that has anything to do, with its steps. */
  public static List<String> lines(ProviderPlan provider, Route route) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "provider %s: match %d of %d (%s), at %s"
            .formatted(
                provider.name(),
                route.index() + 1,
                provider.routes().all().size(),
                condition(route.condition()),
                place(route.place())));
    Map<Stage, List<Setting>> stages = new EnumMap<>(Stage.class);
    for (Setting setting : route.statements()) {
      stages.computeIfAbsent(Stage.of(setting), each -> new ArrayList<>()).add(setting);
    }
    stages.forEach(
        (stage, settings) -> {
          lines.add("");
          lines.add(stage.words);
          settings.forEach(setting -> lines.add(line(setting)));
        });
    return lines;
  }

  private static String condition(Condition condition) {
    return Stream.of(
            condition.api().map(api -> "api = " + api.apiName()).orElse("any API"),
            condition.stream().map(stream -> "stream = " + stream).orElse("streams or not"))
        .collect(Collectors.joining(", "));
  }

  private static String line(Setting setting) {
    return ("  %-" + TEXT_WIDTH + "s  %s").formatted(text(setting), place(setting.place()));
  }

  /** The statement in one line, its arguments as they were written. */
  private static String text(Setting setting) {
    Arguments arguments = setting.arguments();
    List<String> words = new ArrayList<>(List.of(setting.name()));
    for (String name : arguments.names()) {
      String value = Token.raw(arguments.tokens(name)).replaceAll("\\s+", " ");
      words.add(before(setting.directive(), name) + value);
    }
    return SecretText.brief(String.join(" ", words) + ";");
  }

  /** What stands before a value: nothing, an equals sign, or its name and one. */
  private static String before(Directive directive, String name) {
    return directive.positional().stream()
        .filter(argument -> argument.name().equals(name))
        .findFirst()
        .map(argument -> argument.form() == Argument.Form.ASSIGNED ? "= " : "")
        .orElse(name + "=");
  }

  private static String place(Span span) {
    return span.file().name() + ":" + span.line();
  }
}
