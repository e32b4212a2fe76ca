package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of one JSON object while a codec reads them. It remembers which were read, so that
 * the rest can ride along as {@link Extras}, and in a request it blames by path. A missing member
 * and an explicit null are the same.
 *
 * <p>A request is read strictly: a member that is used and has the wrong type is an {@link
 * InvalidRequest}. An answer is read leniently: such a member counts as absent, since a client is
 * better served by the rest than by an error.
 */
final class Members {
  private final ObjectNode node;
  private final String path;
  private final boolean strict;

  /** Names that were read, perhaps twice; few enough to be looked through. */
  private final List<String> read = new ArrayList<>(8);

  private Members(ObjectNode node, String path, boolean strict) {
    this.node = node;
    this.path = path;
    this.strict = strict;
  }

  /** The top level of a request. */
  static Members ofRequest(ObjectNode node) {
    return new Members(node, "", true);
  }

  /** The top level of an answer or of an event. */
  static Members ofAnswer(ObjectNode node) {
    return new Members(node, "", false);
  }

  /** JSON path of a member, as errors name it. */
  String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** JSON path of this object in a request; empty at the top. */
  String path() {
    return path;
  }

  /** The object itself. */
  ObjectNode node() {
    return node;
  }

  /** Whether a member is there and not null. Does not count as read. */
  boolean has(String name) {
    JsonNode value = node.get(name);
    return value != null && !value.isNull();
  }

  /** A member of any type, or null where it is absent. */
  @Nullable JsonNode raw(String name) {
    read.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /** A text; empty where it is absent. */
  String text(String name) {
    JsonNode value = raw(name);
    if (value == null) {
      return "";
    }
    return value.isString() ? value.asString() : wrong(name, "a string", "");
  }

  /** The first text that is there under one of several spellings. */
  String text(String name, String otherSpelling) {
    String value = text(name);
    String other = text(otherSpelling);
    return value.isEmpty() ? other : value;
  }

  Optional<Boolean> flag(String name) {
    JsonNode value = raw(name);
    if (value == null) {
      return Optional.empty();
    }
    return value.isBoolean()
        ? Optional.of(value.asBoolean())
        : wrong(name, "true or false", Optional.empty());
  }

  /** A whole number; a fraction is cut off. */
  OptionalInt integer(String name) {
    OptionalLong value = count(name);
    return value.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(Math.clamp(value.getAsLong(), Integer.MIN_VALUE, Integer.MAX_VALUE));
  }

  /** A whole number of 64 bits; a fraction is cut off. */
  OptionalLong count(String name) {
    JsonNode value = raw(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    return value.isNumber()
        ? OptionalLong.of(value.decimalValue().longValue())
        : wrong(name, "a number", OptionalLong.empty());
  }

  /** A number with all its digits. */
  Optional<BigDecimal> number(String name) {
    JsonNode value = raw(name);
    if (value == null) {
      return Optional.empty();
    }
    return value.isNumber()
        ? Optional.of(value.decimalValue())
        : wrong(name, "a number", Optional.empty());
  }

  /** An object to be read in turn. */
  Optional<Members> object(String name) {
    JsonNode value = raw(name);
    if (value == null) {
      return Optional.empty();
    }
    return value instanceof ObjectNode object
        ? Optional.of(new Members(object, strict ? path(name) : "", strict))
        : wrong(name, "an object", Optional.empty());
  }

  /** The objects of an array; empty where it is absent. */
  List<Members> objects(String name) {
    JsonNode value = raw(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      return wrong(name, "an array of objects", List.of());
    }
    List<Members> items = new ArrayList<>(value.size());
    for (int i = 0; i < value.size(); i++) {
      item(name, value, i).ifPresent(items::add);
    }
    return items;
  }

  private Optional<Members> item(String name, JsonNode array, int index) {
    ObjectNode object = array.get(index) instanceof ObjectNode known ? known : null;
    if (!strict) {
      return Optional.ofNullable(object).map(item -> new Members(item, "", false));
    }
    String itemName = name + "[" + index + "]";
    return object == null
        ? wrong(itemName, "an object", Optional.empty())
        : Optional.of(new Members(object, path(itemName), true));
  }

  /** The texts of an array; empty where it is absent. */
  List<String> texts(String name) {
    JsonNode value = raw(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      return wrong(name, "an array of strings", List.of());
    }
    List<String> items = new ArrayList<>(value.size());
    for (int i = 0; i < value.size(); i++) {
      JsonNode item = value.get(i);
      if (item.isString()) {
        items.add(item.asString());
      } else {
        wrong(name + "[" + i + "]", "a string", "");
      }
    }
    return items;
  }

  /** An object's members that are texts, in order; empty where it is absent. */
  Map<String, String> textMap(String name) {
    Map<String, String> map = new LinkedHashMap<>();
    object(name)
        .ifPresent(
            members -> members.names().forEach(member -> map.put(member, members.text(member))));
    return map;
  }

  /** Names of all members, in order. */
  Collection<String> names() {
    return node.propertyNames();
  }

  /** Marks members as understood, so that {@link #rest} leaves them out. */
  Members understood(String... names) {
    read.addAll(List.of(names));
    return this;
  }

  /** The members that nothing has read, for home. Nulls are not worth keeping. */
  Extras rest(Tongue home) {
    Map<String, JsonNode> rest = new LinkedHashMap<>();
    node.properties()
        .forEach(
            entry -> {
              if (!read.contains(entry.getKey()) && !entry.getValue().isNull()) {
                rest.put(entry.getKey(), entry.getValue());
              }
            });
    return Extras.of(home, rest);
  }

  /** In a request, refuses a member; in an answer, goes on without it. */
  <T> T wrong(String name, String expected, T absent) {
    if (!strict) {
      return absent;
    }
    throw new InvalidRequest(path(name), path(name) + " must be " + expected);
  }

  @Override
  public String toString() {
    return JsonTree.text(node);
  }
}
