package dev.onr.server.demo;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes JSON the way it looks: {@code object(field("id", 7), field("tags", array("a", "b")))}. */
final class Json {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Json() {}

  /** A name and its value: text, a number, a boolean, a node, a list or null. */
  record Field(String name, @Nullable Object value) {}

  static Field field(String name, @Nullable Object value) {
    return new Field(name, value);
  }

  static ObjectNode object(Field... fields) {
    ObjectNode object = NODES.objectNode();
    for (Field field : fields) {
      object.set(field.name(), node(field.value()));
    }
    return object;
  }

  static ArrayNode array(@Nullable Object... values) {
    ArrayNode array = NODES.arrayNode();
    for (Object value : values) {
      array.add(node(value));
    }
    return array;
  }

  static ArrayNode list(Collection<?> values) {
    return array(values.toArray());
  }

  /**
   * Reads an object.
   *
   * @throws Refusal 400 when it is none
   */
  static ObjectNode parse(byte[] bytes) {
    try {
      if (MAPPER.readTree(bytes) instanceof ObjectNode object) {
        return object;
      }
      throw Refusal.badRequest("The request body is not a JSON object.");
    } catch (JacksonException e) {
      throw Refusal.badRequest("We could not parse the JSON body of your request.");
    }
  }

  /** Reads a text that this package wrote itself. */
  static JsonNode tree(String text) {
    return MAPPER.readTree(text);
  }

  private static JsonNode node(@Nullable Object value) {
    return switch (value) {
      case null -> NODES.nullNode();
      case JsonNode node -> node;
      case String text -> NODES.stringNode(text);
      case Integer number -> NODES.numberNode(number);
      case Long number -> NODES.numberNode(number);
      case Double number -> NODES.numberNode(number);
      case Float number -> NODES.numberNode(number);
      case Boolean flag -> NODES.booleanNode(flag);
      case Collection<?> values -> list(values);
      default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass());
    };
  }
}
