package dev.onr.steps;

import dev.onr.json.JsonValue;
import dev.onr.json.ObjectPath;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One condition that a request must meet before it is sent ({@code req_…}). */
public sealed interface RequestRule {
  /** What the rule looks at. */
  Target target();

  /** The target must be there, and, unless {@code allowNull}, not be null. */
  record Required(Target target, boolean allowNull) implements RequestRule {}

  /** The target must not be there, not even as null. */
  record Forbidden(Target target) implements RequestRule {}

  /** What is at a body path must have this type. */
  record Type(Target.Body target, ValueType type) implements RequestRule {}

  /** A number, or a text that is one, must lie within the bounds, which belong to the range. */
  record Range(Target target, Optional<BigDecimal> min, Optional<BigDecimal> max)
      implements RequestRule {}

  /** A string's code points, or an array's elements, must be this many. */
  record Length(Target target, OptionalInt min, OptionalInt max) implements RequestRule {}

  /** The value must be one of these; for headers and queries, strings. */
  record OneOf(Target target, List<JsonValue> allowed) implements RequestRule {
    public OneOf {
      allowed = List.copyOf(allowed);
    }
  }

  /** Where a rule looks. */
  sealed interface Target {
    /** A place in the JSON body, or a text field of a multipart body. */
    record Body(ObjectPath path) implements Target {}

    /** The first value of a client's header. */
    record Header(String name) implements Target {}

    /** The first value of a parameter of the client's query. */
    record Query(String name) implements Target {}

    /** What error messages call it. */
    default String label() {
      return switch (this) {
        case Body(ObjectPath path) -> path.toString();
        case Header(String name) -> name;
        case Query(String name) -> name;
      };
    }
  }

  /** The types that {@code req_type} knows. */
  enum ValueType {
    NULL("null"),
    BOOL("bool"),
    NUMBER("number"),
    /** A number without a fraction; {@code 3.0} is one. */
    INTEGER("integer"),
    STRING("string"),
    ARRAY("array"),
    OBJECT("object");

    private final String word;

    ValueType(String word) {
      this.word = word;
    }

    /** The word in configurations and messages. */
    public String word() {
      return word;
    }

    /** Finds a type by its word. */
    public static Optional<ValueType> named(String word) {
      return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
  }
}
