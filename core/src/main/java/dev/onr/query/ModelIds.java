package dev.onr.query;

import dev.onr.config.plan.ModelsQuery;
import dev.onr.json.ExtractionPath;
import dev.onr.json.JsonSyntaxException;
import dev.onr.json.JsonValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the ids of models in an answer. */
final class ModelIds {
  private ModelIds() {}

  static List<String> read(ModelsQuery query, byte[] answer) {
    JsonValue root = parse(answer);
    Set<String> ids = new LinkedHashSet<>();
    for (ExtractionPath path : query.ids()) {
      for (JsonValue value : path.values(root)) {
        id(query, value.string().strip()).ifPresent(ids::add);
      }
    }
    return List.copyOf(ids);
  }

  private static JsonValue parse(byte[] answer) {
    try {
      return JsonValue.parse(answer);
    } catch (JsonSyntaxException e) {
      throw new QueryFailure("the answer is no valid JSON: " + e.getMessage());
    }
  }

  private static Optional<String> id(ModelsQuery query, String name) {
    return Optional.of(name)
        .flatMap(
            text -> query.rewrite().map(rule -> rewritten(rule, text)).orElse(Optional.of(text)))
        .filter(text -> !text.isEmpty())
        .filter(text -> query.allow().map(rule -> rule.matcher(text).find()).orElse(true));
  }

  /** The first group, or the whole match of a rule without groups; nothing without a match. */
  private static Optional<String> rewritten(Pattern rule, String name) {
    Matcher match = rule.matcher(name);
    if (!match.find()) {
      return Optional.empty();
    }
    return Optional.ofNullable(match.groupCount() > 0 ? match.group(1) : match.group())
        .map(String::strip);
  }
}
