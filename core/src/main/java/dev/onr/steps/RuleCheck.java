package dev.onr.steps;

import dev.onr.json.JsonDocument;
import dev.onr.json.JsonNumbers;
import dev.onr.json.JsonType;
import dev.onr.json.JsonValue;
import dev.onr.steps.RequestRule.Target;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Holds one request against rules. Messages name the place and the expectation, never a value. */
final class RuleCheck {
  private final ClientRequest request;
  private final @Nullable JsonDocument body;
  private @Nullable Query query;

  RuleCheck(ClientRequest request, @Nullable JsonDocument body) {
    this.request = request;
    this.body = body;
  }

  /**
   * Checks one rule.
   *
   * @throws RequestRejected 400 {@code request_validation_failed} when the request breaks it
   */
  void check(RequestRule rule) {
    Target target = rule.target();
    JsonValue found = find(target);
    String trouble =
        switch (rule) {
          case RequestRule.Required required ->
              found == null
                  ? "is required"
                  : found.isNull() && !required.allowNull() ? "must not be null" : "";
          case RequestRule.Forbidden forbidden -> found == null ? "" : "must not be present";
          case RequestRule.Type type ->
              found == null || is(found, type.type())
                  ? ""
                  : "must be of type " + type.type().word();
          case RequestRule.Range range -> found == null ? "" : range(found, range);
          case RequestRule.Length length -> found == null ? "" : length(found, length);
          case RequestRule.OneOf(Target place, List<JsonValue> allowed) ->
              found == null || allowed.stream().anyMatch(found::means)
                  ? ""
                  : "must be one of the allowed values";
        };
    if (!trouble.isEmpty()) {
      throw failed(target, trouble);
    }
  }

  private static RequestRejected failed(Target target, String trouble) {
    return new RequestRejected(
        400,
        "request_validation_failed",
        "request validation failed: " + target.label() + " " + trouble,
        target.label());
  }

  private @Nullable JsonValue find(Target target) {
    return switch (target) {
      case Target.Body place -> {
        if (body == null) {
          throw failed(place, "validation requires a JSON object body");
        }
        yield body.find(place.path());
      }
      case Target.Header(String name) -> string(request.headers().first(name));
      case Target.Query(String name) -> string(query().first(name).orElse(null));
    };
  }

  private Query query() {
    if (query == null) {
      query = Query.parse(request.query());
    }
    return query;
  }

  private static @Nullable JsonValue string(@Nullable String text) {
    return text == null ? null : JsonValue.of(text);
  }

  private static boolean is(JsonValue value, RequestRule.ValueType wanted) {
    return switch (wanted) {
      case NULL -> value.type() == JsonType.NULL;
      case BOOL -> value.type() == JsonType.BOOL;
      case NUMBER -> value.type() == JsonType.NUMBER;
      case INTEGER -> value.number().filter(JsonNumbers::isIntegral).isPresent();
      case STRING -> value.type() == JsonType.STRING;
      case ARRAY -> value.type() == JsonType.ARRAY;
      case OBJECT -> value.type() == JsonType.OBJECT;
    };
  }

  private static String range(JsonValue value, RequestRule.Range range) {
    Optional<BigDecimal> number =
        (value.isString() ? JsonNumbers.parse(value.string()) : value.number())
            .filter(n -> Double.isFinite(n.doubleValue()));
    if (number.isEmpty()) {
      return "must be a number";
    }
    boolean inside =
        range.min().filter(min -> number.get().compareTo(min) < 0).isEmpty()
            && range.max().filter(max -> number.get().compareTo(max) > 0).isEmpty();
    return inside
        ? ""
        : "must be "
            + bounds(range.min().map(JsonNumbers::plain), range.max().map(JsonNumbers::plain));
  }

  private static String length(JsonValue value, RequestRule.Length rule) {
    int length;
    if (value.isString()) {
      String text = value.string();
      length = text.codePointCount(0, text.length());
    } else if (value.type() == JsonType.ARRAY) {
      length = value.elements().size();
    } else {
      return "must be a string or array";
    }
    boolean inside =
        length >= rule.min().orElse(0) && length <= rule.max().orElse(Integer.MAX_VALUE);
    return inside ? "" : "length must be " + bounds(shown(rule.min()), shown(rule.max()));
  }

  private static Optional<String> shown(OptionalInt bound) {
    return bound.isPresent() ? Optional.of(Integer.toString(bound.getAsInt())) : Optional.empty();
  }

  private static String bounds(Optional<String> min, Optional<String> max) {
    if (min.isPresent() && max.isPresent()) {
      return "between " + min.get() + " and " + max.get();
    }
    return min.map(bound -> ">= " + bound).orElseGet(() -> "<= " + max.orElse(""));
  }
}
