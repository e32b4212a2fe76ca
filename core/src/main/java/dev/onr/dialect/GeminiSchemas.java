package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gemini's own notation of schemas (OpenAPI 3.0 with types in upper case; Google, "Schema") → JSON
 * schema, which everybody else speaks.
 */
final class GeminiSchemas {
  private static final Set<String> COUNTS =
      Set.of("minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties");

  private GeminiSchemas() {}

  /** The same schema as JSON schema. */
  static JsonNode jsonSchema(JsonNode schema) {
    if (!(schema instanceof ObjectNode given)) {
      return schema;
    }
    ObjectNode out = JsonTree.object();
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      String name = entry.getKey();
      JsonNode value = entry.getValue();
      switch (name) {
        case "type" -> out.set(name, type(value));
        // JSON schema has no order of properties; nullable becomes part of the type below.
        case "propertyOrdering", "nullable" -> {}
        case "items", "additionalProperties" -> out.set(name, jsonSchema(value));
        case "anyOf", "prefixItems" -> out.set(name, each(value));
        case "properties", "defs", "$defs" ->
            out.set(name.equals("defs") ? "$defs" : name, named(value));
        case "ref" -> out.set("$ref", value);
        default -> out.set(name, COUNTS.contains(name) ? count(value) : value);
      }
    }
    if (given.path("nullable").isBoolean() && given.path("nullable").asBoolean()) {
      nullable(out);
    }
    return out;
  }

  private static JsonNode type(JsonNode type) {
    return type.isString()
        ? JsonTree.nodes().stringNode(type.asString().toLowerCase(Locale.ROOT))
        : type;
  }

  private static void nullable(ObjectNode schema) {
    JsonNode type = schema.get("type");
    if (type != null && type.isString()) {
      schema.putArray("type").add(type).add("null");
    }
    if (schema.get("enum") instanceof ArrayNode values) {
      schema.set("enum", values.deepCopy().addNull());
    }
  }

  private static JsonNode each(JsonNode schemas) {
    ArrayNode out = JsonTree.nodes().arrayNode();
    schemas.forEach(schema -> out.add(jsonSchema(schema)));
    return out;
  }

  private static JsonNode named(JsonNode schemas) {
    ObjectNode out = JsonTree.object();
    schemas.properties().forEach(entry -> out.set(entry.getKey(), jsonSchema(entry.getValue())));
    return out;
  }

  /** ProtoJSON writes 64-bit integers as strings. */
  private static JsonNode count(JsonNode value) {
    return value.isString() && value.asString().matches("\\d{1,18}")
        ? JsonTree.nodes().numberNode(Long.parseLong(value.asString()))
        : value;
  }

  /**
   * The same schema, with every object closed against properties that it does not name. Gemini
   * never generates others; dialects that could must be told.
   */
  static JsonNode closed(JsonNode schema) {
    return switch (schema) {
      case ObjectNode object -> {
        ObjectNode out = JsonTree.object();
        object.properties().forEach(entry -> out.set(entry.getKey(), closed(entry.getValue())));
        boolean isObject = out.path("type").toString().contains("\"object\"");
        if (isObject && !out.has("additionalProperties")) {
          out.put("additionalProperties", false);
        }
        yield out;
      }
      case ArrayNode array -> {
        ArrayNode out = JsonTree.nodes().arrayNode();
        array.forEach(item -> out.add(closed(item)));
        yield out;
      }
      default -> schema;
    };
  }
}
