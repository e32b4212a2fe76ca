package dev.onr.steps;

import dev.onr.dialect.Mode;
import dev.onr.json.ExtractionPath;
import dev.onr.json.JsonValue;
import dev.onr.json.ObjectPath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The small language in which golden cases write steps: one step a line, named as in
 * configurations, words separated by blanks, texts with blanks in JSON quotes. {@code $name} is a
 * variable; {@code ${name}} in quotes makes a template, which a backslash prevents.
 */
final class StepSyntax {
  private static final Pattern WORD = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|\\S+");
  private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\\\)\\$\\{([a-z_.]+)}");

  private final List<RequestRule> rules = new ArrayList<>();
  private final List<JsonStep> json = new ArrayList<>();
  private final List<JsonStep> after = new ArrayList<>();
  private final List<HeaderStep> headers = new ArrayList<>();
  private final Map<String, TextExpression> models = new LinkedHashMap<>();
  private final List<String> queryDeletes = new ArrayList<>();
  private final Map<String, TextExpression> querySets = new LinkedHashMap<>();
  private final List<ResponseStep.DeleteIf> deletions = new ArrayList<>();
  private final List<ResponseStep.Json> answer = new ArrayList<>();
  private final List<ErrorSteps.Condition> conditions = new ArrayList<>();
  private Optional<Mode> requests = Optional.empty();
  private Optional<Mode> whole = Optional.empty();
  private Optional<Mode> stream = Optional.empty();
  private Optional<Mode> collect = Optional.empty();
  private Optional<BinarySteps.BodyExtract> body = Optional.empty();
  private Optional<BinarySteps.ContentType> contentType = Optional.empty();
  private Optional<BinarySteps.StreamExtract> binaryStream = Optional.empty();
  private Optional<ErrorSteps.Map> errorMap = Optional.empty();
  private Optional<TextExpression> fallbackModel = Optional.empty();
  private Optional<TextExpression> path = Optional.empty();
  private Optional<BedrockTarget> bedrock = Optional.empty();
  private String baseUrl = "https://up.example";
  private boolean answerIsRead;

  static StepSyntax parse(String text) {
    StepSyntax steps = new StepSyntax();
    text.lines().filter(line -> !line.isBlank()).forEach(line -> steps.add(words(line)));
    return steps;
  }

  RequestSteps request() {
    return new RequestSteps(
        new ModelMap(models, fallbackModel),
        rules,
        json,
        requests,
        after,
        headers,
        new UpstreamTarget(baseUrl, path, queryDeletes, querySets, bedrock),
        answerIsRead);
  }

  ResponseSteps response() {
    return new ResponseSteps(
        new AnswerModes(whole, stream, collect),
        deletions,
        answer,
        new BinarySteps(body, contentType, binaryStream),
        new ErrorSteps(errorMap, conditions));
  }

  private static BinarySteps.Encoding encoding(String word) {
    return BinarySteps.Encoding.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static List<String> words(String line) {
    return WORD.matcher(line).results().map(result -> result.group()).toList();
  }

  private void add(List<String> words) {
    String name = words.getFirst();
    List<String> rest = words.subList(1, words.size());
    switch (name) {
      case "after" -> after.add(jsonStep(rest.getFirst(), rest.subList(1, rest.size())));
      case "answer" -> answer.add(answerStep(rest));
      case "sse_json_del_if" ->
          deletions.add(
              new ResponseStep.DeleteIf(
                  ObjectPath.parse(rest.get(0)),
                  plain(rest.get(1)),
                  ObjectPath.parse(rest.get(2))));
      case "model_map" -> models.put(plain(rest.get(0)), text(rest.get(1)));
      case "model_map_default" -> fallbackModel = Optional.of(text(rest.getFirst()));
      case "bedrock" -> bedrock = Optional.of(BedrockTarget.of(rest.get(0), rest.get(1)));
      case "base_url" -> baseUrl = plain(rest.getFirst());
      case "set_path" -> path = Optional.of(text(rest.getFirst()));
      case "set_query" -> querySets.put(plain(rest.get(0)), text(rest.get(1)));
      case "del_query" -> queryDeletes.add(plain(rest.getFirst()));
      case "answer_is_read" -> answerIsRead = true;
      case "req_map" -> requests = Mode.named(Mode.Kind.REQUEST, rest.getFirst());
      case "resp_map" -> whole = Mode.named(Mode.Kind.WHOLE, rest.getFirst());
      case "sse_parse" -> stream = Mode.named(Mode.Kind.STREAM, rest.getFirst());
      case "sse_collect" -> collect = Mode.named(Mode.Kind.COLLECT, rest.getFirst());
      case "error_map" ->
          errorMap = Optional.of(ErrorSteps.Map.valueOf(rest.getFirst().toUpperCase(Locale.ROOT)));
      case "error_when" ->
          conditions.add(
              new ErrorSteps.Condition(
                  ExtractionPath.parse(rest.get(0)),
                  rest.get(1).equals("eq"),
                  plain(rest.get(2)),
                  Integer.parseInt(rest.get(3))));
      case "resp_body_extract" ->
          body =
              Optional.of(
                  new BinarySteps.BodyExtract(
                      ExtractionPath.parse(rest.get(0)), encoding(rest.get(1))));
      case "resp_content_type" ->
          contentType =
              Optional.of(
                  new BinarySteps.ContentType(
                      Optional.of(rest.get(0))
                          .filter(at -> !at.equals("-"))
                          .map(ExtractionPath::parse),
                      rest.size() > 1 ? Optional.of(rest.get(1)) : Optional.empty()));
      case "sse_binary_extract" ->
          binaryStream =
              Optional.of(
                  new BinarySteps.StreamExtract(
                      ExtractionPath.parse(rest.get(0)),
                      encoding(rest.get(1)),
                      rest.size() > 2
                          ? Optional.of(
                              new BinarySteps.Stop(
                                  ExtractionPath.parse(rest.get(2)), plain(rest.get(3))))
                          : Optional.empty()));
      default -> {
        if (name.startsWith("req_")) {
          rules.add(rule(name, rest));
        } else if (name.startsWith("json_")) {
          json.add(jsonStep(name, rest));
        } else {
          headers.add(headerStep(name, rest));
        }
      }
    }
  }

  private static ResponseStep.Json answerStep(List<String> words) {
    List<String> arguments = new ArrayList<>();
    List<String> events = List.of();
    boolean nameless = false;
    int max = 0;
    for (String word : words.subList(1, words.size())) {
      if (word.startsWith("event=")) {
        events = List.of(word.substring(6).split("\\|"));
      } else if (word.equals("event_optional")) {
        nameless = true;
      } else if (word.startsWith("max_count=")) {
        max = Integer.parseInt(word.substring(10));
      } else {
        arguments.add(word);
      }
    }
    return new ResponseStep.Json(
        (JsonStep.OnAnswer) jsonStep(words.getFirst(), arguments),
        new ResponseStep.EventFilter(events, nameless),
        max);
  }

  private static JsonStep jsonStep(String name, List<String> words) {
    ObjectPath at = ObjectPath.parse(words.getFirst());
    return switch (name) {
      case "json_set" -> new JsonStep.Set(at, value(words.get(1)));
      case "json_replace" -> new JsonStep.Replace(at, value(words.get(1)));
      case "json_set_if_absent" -> new JsonStep.SetIfAbsent(at, value(words.get(1)));
      case "json_del" -> new JsonStep.Delete(at);
      case "json_rename" -> new JsonStep.Rename(at, ObjectPath.parse(words.get(1)));
      case "json_del_if_missing" ->
          new JsonStep.DeleteIfMissing(at, ObjectPath.parse(words.get(1)));
      case "json_map_value" -> new JsonStep.MapValue(at, plain(words.get(1)), value(words.get(2)));
      case "json_clamp" ->
          new JsonStep.Clamp(at, new BigDecimal(words.get(1)), new BigDecimal(words.get(2)));
      case "json_wrap_input_text" -> new JsonStep.WrapInputText(at);
      case "json_set_header_values" ->
          new JsonStep.SetHeaderValues(
              at, plain(words.get(1)), words.size() > 2 ? plain(words.get(2)) : ",");
      case "json_keep_values" -> new JsonStep.KeepValues(at, patterns(words, 1));
      case "json_drop_values" -> new JsonStep.DropValues(at, patterns(words, 1));
      case "json_del_with_condition" ->
          new JsonStep.DeleteWhere(at, plain(words.get(1)), patterns(words, 2));
      default -> throw new AssertionError("no such step: " + name);
    };
  }

  private static HeaderStep headerStep(String name, List<String> words) {
    String header = words.isEmpty() ? "" : plain(words.getFirst());
    List<Wildcard> patterns =
        words.stream()
            .skip(1)
            .filter(word -> !word.startsWith("separator="))
            .map(word -> Wildcard.exactCase(plain(word)))
            .toList();
    String separator =
        words.stream()
            .filter(word -> word.startsWith("separator="))
            .findFirst()
            .map(word -> plain(word.substring(10)))
            .orElse(",");
    return switch (name) {
      case "set_header" -> new HeaderStep.Set(header, text(words.get(1)));
      case "del_header" -> new HeaderStep.Delete(header);
      case "pass_header" -> new HeaderStep.Pass(header);
      case "keep_header_values" -> new HeaderStep.KeepValues(header, patterns, separator);
      case "filter_header_values" -> new HeaderStep.DropValues(header, patterns, separator);
      case "auth_bearer" -> new HeaderStep.BearerKey();
      case "auth_header_key" -> new HeaderStep.KeyHeader(header);
      default -> throw new AssertionError("no such step: " + name);
    };
  }

  private static RequestRule rule(String name, List<String> words) {
    RequestRule.Target target =
        switch (words.get(0)) {
          case "body" -> new RequestRule.Target.Body(ObjectPath.parse(words.get(1)));
          case "header" -> new RequestRule.Target.Header(plain(words.get(1)));
          default -> new RequestRule.Target.Query(plain(words.get(1)));
        };
    List<String> rest = words.subList(2, words.size());
    return switch (name) {
      case "req_required" -> new RequestRule.Required(target, rest.contains("allow_null=true"));
      case "req_forbid" -> new RequestRule.Forbidden(target);
      case "req_type" ->
          new RequestRule.Type(
              (RequestRule.Target.Body) target,
              RequestRule.ValueType.named(rest.getFirst()).orElseThrow());
      case "req_range" ->
          new RequestRule.Range(
              target,
              option(rest, "min=").map(BigDecimal::new),
              option(rest, "max=").map(BigDecimal::new));
      case "req_len" ->
          new RequestRule.Length(target, integer(rest, "min="), integer(rest, "max="));
      case "req_enum" ->
          new RequestRule.OneOf(
              target,
              rest.stream()
                  .map(
                      word ->
                          target instanceof RequestRule.Target.Body
                              ? JsonValue.parse(word)
                              : JsonValue.of(plain(word)))
                  .toList());
      default -> throw new AssertionError("no such rule: " + name);
    };
  }

  private static Optional<String> option(List<String> words, String name) {
    return words.stream()
        .filter(word -> word.startsWith(name))
        .findFirst()
        .map(word -> word.substring(name.length()));
  }

  private static OptionalInt integer(List<String> words, String name) {
    return option(words, name)
        .map(Integer::parseInt)
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  private static List<Wildcard> patterns(List<String> words, int from) {
    return words.stream().skip(from).map(word -> Wildcard.anyCase(plain(word))).toList();
  }

  private static JsonExpression value(String word) {
    if (word.startsWith("$") || PLACEHOLDER.matcher(word).find()) {
      return new JsonExpression.Text(text(word));
    }
    return new JsonExpression.Constant(JsonValue.parse(word));
  }

  private static TextExpression text(String word) {
    if (word.startsWith("$")) {
      return TextExpression.of(Variable.named(word.substring(1)).orElseThrow());
    }
    String text = plain(word);
    Matcher matcher = PLACEHOLDER.matcher(text);
    List<TextExpression> parts = new ArrayList<>();
    int from = 0;
    while (matcher.find()) {
      parts.add(TextExpression.of(text.substring(from, matcher.start())));
      parts.add(TextExpression.of(Variable.named(matcher.group(1)).orElseThrow()));
      from = matcher.end();
    }
    if (parts.isEmpty()) {
      return TextExpression.of(text.replace("\\${", "${"));
    }
    parts.add(TextExpression.of(text.substring(from)));
    return new TextExpression.Join(parts);
  }

  private static String plain(String word) {
    return word.startsWith("\"") ? JsonValue.parse(word).string() : word;
  }
}
