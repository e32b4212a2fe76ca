package dev.onr.steps;

import dev.onr.json.JsonDocument;
import dev.onr.json.JsonType;
import dev.onr.json.JsonValue;
import dev.onr.json.ObjectPath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Runs JSON steps on a document.
 *
 * @param variables those of the attempt
 * @param client the client's headers
 */
record JsonEditor(Variables variables, HeaderView client) {
  /**
   * Runs one step.
   *
   * @return whether the document says something else than before
   * @throws RequestRejected 400 {@code proxy_error} when the step can't work with what it finds
   */
  boolean run(JsonStep step, JsonDocument document) {
    return switch (step) {
      case JsonStep.Set(ObjectPath path, JsonExpression value) ->
          document.set(path, value.evaluate(variables));
      case JsonStep.Replace(ObjectPath path, JsonExpression value) ->
          document.replace(path, value.evaluate(variables));
      case JsonStep.SetIfAbsent(ObjectPath path, JsonExpression value) ->
          document.find(path) == null && document.set(path, value.evaluate(variables));
      case JsonStep.Delete(ObjectPath path) -> document.remove(path);
      case JsonStep.Rename(ObjectPath from, ObjectPath to) -> rename(document, from, to);
      case JsonStep.DeleteIfMissing(ObjectPath target, ObjectPath required) ->
          document.find(required) == null && document.remove(target);
      case JsonStep.MapValue(ObjectPath path, String from, JsonExpression to) -> {
        JsonValue found = document.find(path);
        yield found != null
            && found.isString()
            && found.string().equals(from)
            && document.set(path, to.evaluate(variables));
      }
      case JsonStep.Clamp clamp -> clamp(document, clamp);
      case JsonStep.WrapInputText(ObjectPath path) -> wrapInputText(document, path);
      case JsonStep.SetHeaderValues(ObjectPath path, String header, String separator) -> {
        List<String> items = HeaderItems.split(client.all(header), separator);
        yield !items.isEmpty()
            && document.set(
                path, JsonValue.ofStrings(items.stream().map(HeaderText::decoded).toList()));
      }
      case JsonStep.KeepValues(ObjectPath path, List<Wildcard> patterns) ->
          filter(document, path, item -> matches(patterns, item));
      case JsonStep.DropValues(ObjectPath path, List<Wildcard> patterns) ->
          filter(document, path, item -> !matches(patterns, item));
      case JsonStep.DeleteWhere where -> deleteWhere(document, where);
    };
  }

  private static boolean rename(JsonDocument document, ObjectPath from, ObjectPath to) {
    JsonValue value = document.find(from);
    if (value == null || from.equals(to)) {
      return false;
    }
    document.remove(from);
    document.set(to, value);
    return true;
  }

  private static boolean clamp(JsonDocument document, JsonStep.Clamp clamp) {
    JsonValue found = document.find(clamp.path());
    Optional<BigDecimal> number = found == null ? Optional.empty() : found.number();
    if (number.isEmpty()) {
      return false;
    }
    if (number.get().compareTo(clamp.min()) < 0) {
      return document.set(clamp.path(), JsonValue.of(clamp.min()));
    }
    return number.get().compareTo(clamp.max()) > 0
        && document.set(clamp.path(), JsonValue.of(clamp.max()));
  }

  private static boolean wrapInputText(JsonDocument document, ObjectPath path) {
    JsonValue found = document.find(path);
    if (found == null || found.type() == JsonType.ARRAY) {
      return false;
    }
    if (!found.isString()) {
      throw Rejections.proxyError(path + " must be a string or an array");
    }
    return document.set(
        path,
        JsonValue.parse(
            "[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":"
                + found.text()
                + "}]}]"));
  }

  private static boolean filter(
      JsonDocument document, ObjectPath path, Predicate<JsonValue> keeps) {
    JsonValue found = document.find(path);
    if (found == null) {
      return false;
    }
    List<JsonValue> items = found.elements();
    if (found.type() != JsonType.ARRAY || !items.stream().allMatch(JsonValue::isString)) {
      throw Rejections.proxyError(path + " must be an array of strings");
    }
    return keep(document, path, items, keeps);
  }

  private static boolean deleteWhere(JsonDocument document, JsonStep.DeleteWhere where) {
    JsonValue found = document.find(where.path());
    if (found == null) {
      return false;
    }
    Predicate<JsonValue> doomed =
        item -> {
          JsonValue field = item.member(where.field());
          return field != null && matches(where.patterns(), field);
        };
    return switch (found.type()) {
      case OBJECT -> doomed.test(found) && document.remove(where.path());
      case ARRAY -> {
        List<JsonValue> items = found.elements();
        yield items.stream().anyMatch(doomed)
            && keep(document, where.path(), items, doomed.negate());
      }
      case NULL, BOOL, NUMBER, STRING -> false;
    };
  }

  private static boolean keep(
      JsonDocument document, ObjectPath path, List<JsonValue> items, Predicate<JsonValue> keeps) {
    List<JsonValue> kept = new ArrayList<>(items.size());
    for (JsonValue item : items) {
      if (keeps.test(item)) {
        kept.add(item);
      }
    }
    if (kept.isEmpty()) {
      return document.remove(path);
    }
    return kept.size() < items.size() && document.set(path, JsonValue.ofArray(kept));
  }

  private static boolean matches(List<Wildcard> patterns, JsonValue item) {
    if (!item.isString()) {
      return false;
    }
    String text = item.string();
    for (Wildcard pattern : patterns) {
      if (pattern.matches(text)) {
        return true;
      }
    }
    return false;
  }
}
