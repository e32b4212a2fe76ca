package dev.onr.config.language;

import dev.onr.config.syntax.Token;
import dev.onr.config.syntax.Token.Kind;
import dev.onr.json.JsonValue;
import dev.onr.steps.RequestRule.Target;
import dev.onr.steps.RequestRule.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Argument types and checks of the rules that requests must meet ({@code req_…}). */
final class Rules {
  private static final List<String> SOURCES = List.of("body", "header", "query");

  /** Two words: where to look, and for what. */
  static final ArgumentType TARGET =
      ArgumentType.of("body, header or query, and a path or name", Rules::target)
          .withWords(SOURCES);

  /** The type of a JSON value. */
  static final ArgumentType TYPE =
      ArgumentType.of("a type", Rules::type)
          .withWords(Arrays.stream(ValueType.values()).map(ValueType::word).toList());

  /** The values that are allowed. */
  static final ArgumentType VALUES = ArgumentType.of("one or more values", Rules::values);

  private Rules() {}

  private static Target target(ArgumentReader in) {
    List<Token> source = in.run();
    String where = ArgumentReader.textOf(source);
    if (!SOURCES.contains(where)) {
      throw new Refusal(
              "rule.bad_source",
              ArgumentReader.spanOf(source),
              "%s looks at body, header or query, not at \"%s\"".formatted(in.subject(), where))
          .near(where, SOURCES);
    }
    if (in.atEnd() || in.startsOption()) {
      throw new Refusal("rule.bad_target", in.place(), in.subject() + " needs a " + what(where));
    }
    List<Token> words = in.run();
    String name = ArgumentReader.textOf(words).strip();
    if (name.isEmpty()) {
      throw new Refusal(
          "rule.bad_target", ArgumentReader.spanOf(words), "the " + what(where) + " is empty");
    }
    return switch (where) {
      case "body" -> new Target.Body(Paths.objectPath("path.object_path_invalid", words));
      case "header" -> new Target.Header(name);
      default -> new Target.Query(name);
    };
  }

  private static String what(String source) {
    return switch (source) {
      case "body" -> "path such as \"$.prompt\"";
      case "header" -> "header name";
      default -> "query parameter";
    };
  }

  private static ValueType type(ArgumentReader in) {
    List<Token> tokens = in.run();
    String word = ArgumentReader.textOf(tokens);
    List<String> known = Arrays.stream(ValueType.values()).map(ValueType::word).toList();
    return ValueType.named(word)
        .orElseThrow(
            () ->
                new Refusal(
                        "rule.bad_type",
                        ArgumentReader.spanOf(tokens),
                        "there is no type \"%s\"; there are %s"
                            .formatted(word, String.join(", ", known)))
                    .near(word, known));
  }

  private static List<JsonValue> values(ArgumentReader in) {
    boolean body = in.soFar().of("target", Target.class) instanceof Target.Body;
    List<JsonValue> values = new ArrayList<>();
    while (!in.atEnd()) {
      List<Token> word = in.run();
      String text = ArgumentReader.textOf(word);
      if (!body || word.getFirst().is(Kind.STRING)) {
        values.add(JsonValue.of(text));
      } else {
        values.add(
            scalar(text)
                .orElseThrow(
                    () ->
                        new Refusal(
                                "rule.enum_literal",
                                ArgumentReader.spanOf(word),
                                "\"%s\" is no number, true, false or null".formatted(text))
                            .withHint("put texts in quotes")));
      }
    }
    return values;
  }

  private static Optional<JsonValue> scalar(String word) {
    return switch (word) {
      case "true" -> Optional.of(JsonValue.TRUE);
      case "false" -> Optional.of(JsonValue.FALSE);
      case "null" -> Optional.of(JsonValue.NULL);
      default -> Expressions.number(word);
    };
  }

  // Checks ---------------------------------------------------------------------------------------

  static void bodyOnly(Arguments arguments, ArgumentReader in) {
    if (!(arguments.of("target", Target.class) instanceof Target.Body)) {
      throw new Refusal(
          "rule.type_source",
          arguments.place("target"),
          "only values in the body have a type; headers and queries are text");
    }
  }

  static void nullOnlyInBody(Arguments arguments, ArgumentReader in) {
    if (arguments.isSet("allow_null")
        && !(arguments.of("target", Target.class) instanceof Target.Body)) {
      throw new Refusal(
          "rule.allow_null", arguments.place("allow_null"), "only values in the body can be null");
    }
  }

  static void range(Arguments arguments, ArgumentReader in) {
    requireBound(arguments, in);
    Optional<BigDecimal> min = arguments.find("min", BigDecimal.class);
    Optional<BigDecimal> max = arguments.find("max", BigDecimal.class);
    if (min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) > 0) {
      throw new Refusal("rule.bounds_order", arguments.place("min"), "min is larger than max");
    }
  }

  static void length(Arguments arguments, ArgumentReader in) {
    requireBound(arguments, in);
    for (String bound : List.of("min", "max")) {
      if (arguments.integer(bound, 0) < 0) {
        throw new Refusal(
            "rule.bounds_negative", arguments.place(bound), "a length is never negative");
      }
    }
    if (arguments.has("min")
        && arguments.integer("min", 0) > arguments.integer("max", Integer.MAX_VALUE)) {
      throw new Refusal("rule.bounds_order", arguments.place("min"), "min is larger than max");
    }
  }

  private static void requireBound(Arguments arguments, ArgumentReader in) {
    if (!arguments.has("min") && !arguments.has("max")) {
      throw new Refusal(
          "rule.bounds_required",
          in.nameToken().span(),
          in.subject() + " needs min=, max= or both");
    }
  }
}
