package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Names of Gemini's JSON. Its protocol buffers take every field as {@code camelCase} and as {@code
 * snake_case} (ProtoJSON), and clients use both; what is read here is {@code camelCase} throughout.
 */
final class GeminiNames {
  /** Members whose value is the client's own data, whatever names are in it. */
  private static final Set<String> CLIENTS_OWN =
      Set.of(
          "args",
          "response",
          "parametersJsonSchema",
          "responseJsonSchema",
          "labels",
          "partMetadata",
          "customMetadata",
          "headers",
          "example",
          "default",
          "enum");

  /** Members of a schema whose names are the client's and whose values are schemas again. */
  private static final Set<String> NAMED_BY_CLIENT = Set.of("properties", "defs", "$defs");

  private GeminiNames() {}

  /** The same object with every name in camelCase; the object itself where nothing is to do. */
  static ObjectNode camel(ObjectNode node) {
    return clean(node, false) ? node : copy(node, false);
  }

  private static boolean clean(JsonNode node, boolean clientsNames) {
    if (node.isArray()) {
      for (JsonNode item : node) {
        if (!clean(item, false)) {
          return false;
        }
      }
      return true;
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String name = entry.getKey();
      if (!clientsNames && isSnake(name)) {
        return false;
      }
      boolean inside = clientsNames || !CLIENTS_OWN.contains(name);
      if (inside && !clean(entry.getValue(), isNamedByClient(name, clientsNames))) {
        return false;
      }
    }
    return true;
  }

  private static JsonNode copy(JsonNode node, boolean clientsNames) {
    return switch (node) {
      case ObjectNode object -> copy(object, clientsNames);
      case ArrayNode array -> {
        ArrayNode items = JsonTree.nodes().arrayNode();
        array.forEach(item -> items.add(copy(item, false)));
        yield items;
      }
      default -> node;
    };
  }

  private static ObjectNode copy(ObjectNode object, boolean clientsNames) {
    ObjectNode copy = JsonTree.object();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String name = clientsNames ? entry.getKey() : camel(entry.getKey());
      boolean other = !name.equals(entry.getKey()) && object.has(name);
      if (other) {
        continue; // given under both names
      }
      boolean inside = clientsNames || !CLIENTS_OWN.contains(name);
      JsonNode value = entry.getValue();
      copy.set(name, inside ? copy(value, isNamedByClient(name, clientsNames)) : value);
    }
    return copy;
  }

  private static boolean isNamedByClient(String name, boolean clientsNames) {
    return !clientsNames && NAMED_BY_CLIENT.contains(name);
  }

  private static boolean isSnake(String name) {
    return !camel(name).equals(name);
  }

  private static String camel(String name) {
    if (name.indexOf('_') <= 0) {
      return name;
    }
    StringBuilder camel = new StringBuilder(name.length());
    boolean up = false;
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      if (Character.isUpperCase(letter)) {
        return name;
      }
      if (letter == '_') {
        up = true;
      } else {
        camel.append(up ? Character.toUpperCase(letter) : letter);
        up = false;
      }
    }
    return camel.toString();
  }

  /** The objects of an array; a single object counts as an array of one. */
  static List<Members> objects(Members holder, String name) {
    return holder.node().get(name) instanceof ObjectNode
        ? List.of(holder.object(name).orElseThrow())
        : holder.objects(name);
  }

  /** Extras with what is left of an inner object, under the inner object's name. */
  static Extras withInner(Extras extras, String name, Members inner) {
    Extras rest = inner.rest(Tongue.GEMINI);
    if (rest.fields().isEmpty()) {
      return extras;
    }
    ObjectNode kept = JsonTree.object();
    rest.fields().forEach(kept::set);
    return extras.and(Extras.of(Tongue.GEMINI, Map.of(name, kept)));
  }
}
