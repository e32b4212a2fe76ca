package dev.onr.usage.estimate;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** JSON schemas of tools and answers: their items and their text. */
final class SchemaContent {
  private static final List<String> ALTERNATIVES = List.of("anyOf", "oneOf", "allOf");

  private SchemaContent() {}

  /** Adds a schema. One with a part of the wrong JSON type is left out altogether. */
  static void add(JsonNode schema, PromptContent out) {
    if (schema.isObject() && isWellFormed(schema)) {
      addNode(schema, out);
    }
  }

  /** How many required properties are strings, at any depth. */
  static int requiredStrings(JsonNode schema) {
    JsonNode properties = schema.path("properties");
    int count = 0;
    for (JsonNode name : schema.path("required")) {
      if (name.isString() && isString(properties.path(name.stringValue()).path("type"))) {
        count++;
      }
    }
    int[] nested = {0};
    forEachPart(schema, part -> nested[0] += requiredStrings(part));
    return count + nested[0];
  }

  private static boolean isString(JsonNode type) {
    if (type.isArray()) {
      return type.valueStream().anyMatch(SchemaContent::isString);
    }
    return type.asString("").equalsIgnoreCase("string");
  }

  private static void addNode(JsonNode node, PromptContent out) {
    if (!node.path("description").asString("").isEmpty()) {
      out.add(PromptItem.SCHEMA_DESCRIPTION);
      out.addText(node.path("description"));
    }
    addTypes(node, out);
    addRequired(node.path("required"), out);
    addAdditional(node.path("additionalProperties"), out);
    addEnum(node.path("enum"), out);
    if (node.path("items").isObject()) {
      addNode(node.path("items"), out);
    }
    for (var property : node.path("properties").properties()) {
      out.addText(property.getKey());
      if (property.getValue().isObject()) {
        addNode(property.getValue(), out);
      }
    }
    for (String alternatives : ALTERNATIVES) {
      node.path(alternatives).forEach(each -> addNode(each, out));
    }
  }

  private static void addTypes(JsonNode node, PromptContent out) {
    JsonNode type = node.path("type");
    boolean ofStrings = node.path("items").path("type").asString("").equals("string");
    if (type.isArray()) {
      type.forEach(each -> addType(each.asString(""), ofStrings, out));
    } else {
      addType(type.asString(""), ofStrings, out);
    }
  }

  private static void addType(String type, boolean ofStrings, PromptContent out) {
    switch (type.strip().toLowerCase(Locale.ROOT)) {
      case "string" -> out.add(PromptItem.SCHEMA_TYPE_STRING);
      case "number" -> out.add(PromptItem.SCHEMA_TYPE_NUMBER);
      case "integer", "int" -> out.add(PromptItem.SCHEMA_TYPE_INT);
      case "boolean", "bool" -> out.add(PromptItem.SCHEMA_TYPE_BOOL);
      case "object" -> out.add(PromptItem.SCHEMA_TYPE_OBJECT);
      case "array" ->
          out.add(
              ofStrings ? PromptItem.SCHEMA_TYPE_ARRAY_OF_STRING : PromptItem.SCHEMA_TYPE_ARRAY);
      default -> {}
    }
  }

  private static void addRequired(JsonNode required, PromptContent out) {
    if (!required.isEmpty()) {
      out.add(PromptItem.SCHEMA_REQUIRED);
      out.add(PromptItem.SCHEMA_REQUIRED_ITEM, required.size());
      required.forEach(out::addText);
    }
  }

  private static void addAdditional(JsonNode additional, PromptContent out) {
    if (additional.isBoolean()) {
      out.add(PromptItem.SCHEMA_ADDITIONAL_BOOL);
    } else if (additional.path("type").asString("").equals("string")) {
      out.add(PromptItem.SCHEMA_ADDITIONAL_STRING);
    } else if (!additional.isMissingNode() && !additional.isNull()) {
      out.add(PromptItem.SCHEMA_ADDITIONAL_UNKNOWN);
    }
  }

  private static void addEnum(JsonNode values, PromptContent out) {
    if (!values.isEmpty()) {
      out.add(PromptItem.SCHEMA_ENUM);
      out.add(PromptItem.SCHEMA_ENUM_ITEM, values.size());
      values.forEach(each -> out.addText(each.isString() ? each.stringValue() : ""));
    }
  }

  private static void forEachPart(JsonNode schema, Consumer<JsonNode> part) {
    if (schema.path("items").isObject()) {
      part.accept(schema.path("items"));
    }
    schema.path("properties").forEach(part);
    ALTERNATIVES.forEach(each -> schema.path(each).forEach(part));
  }

  private static boolean isWellFormed(JsonNode node) {
    boolean plain =
        isText(node.path("description"))
            && isText(node.path("format"))
            && isText(node.path("pattern"))
            && isList(node.path("enum"))
            && isList(node.path("required"))
            && node.path("required").valueStream().allMatch(SchemaContent::isText)
            && isSchema(node.path("items"));
    JsonNode properties = node.path("properties");
    return plain
        && (properties.isObject() || isAbsent(properties))
        && properties.valueStream().allMatch(SchemaContent::isSchema)
        && ALTERNATIVES.stream()
            .map(node::path)
            .allMatch(each -> isList(each) && each.valueStream().allMatch(SchemaContent::isSchema));
  }

  private static boolean isSchema(JsonNode node) {
    return isAbsent(node) || (node.isObject() && isWellFormed(node));
  }

  private static boolean isText(JsonNode node) {
    return node.isString() || isAbsent(node);
  }

  private static boolean isList(JsonNode node) {
    return node.isArray() || isAbsent(node);
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}
