package dev.onr.dialect;

import dev.onr.dialect.FieldExamples.Translated;
import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds what a translation drops without a word: places of a document where neither another value
 * nor none at all changes the output, the losses or the refusal.
 */
final class Silence {
  private final Function<ObjectNode, Optional<Translated>> translation;
  private final ObjectNode document;
  private final Translated whole;
  private final List<String> found = new ArrayList<>();

  private Silence(
      Function<ObjectNode, Optional<Translated>> translation,
      ObjectNode document,
      Translated whole) {
    this.translation = translation;
    this.document = document;
    this.whole = whole;
  }

  /**
   * The places, as JSON pointers.
   *
   * @param fields the members at the top to look at, and into
   * @param translation gives nothing where it refuses
   */
  static List<String> of(
      ObjectNode document,
      Collection<String> fields,
      Function<ObjectNode, Optional<Translated>> translation) {
    Optional<Translated> whole = translation.apply(document);
    if (whole.isEmpty()) {
      return List.of();
    }
    Silence silence = new Silence(translation, document, whole.get());
    fields.stream()
        .filter(field -> !field.equals("model"))
        .forEach(field -> silence.look("/" + field));
    return silence.found;
  }

  private void look(String pointer) {
    JsonNode value = document.at(pointer);
    Heard without = heard(with(document, pointer, Optional.empty()));
    Heard changed = heard(with(document, pointer, Optional.of(other(value))));
    if (without == Heard.AS_A_LOSS) {
      return;
    }
    if (without == Heard.NOT && changed == Heard.NOT) {
      found.add(pointer);
      return;
    }
    if (value instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        look(pointer + "/" + name);
      }
    } else if (value instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        look(pointer + "/" + i);
      }
    }
  }

  private enum Heard {
    NOT,
    AS_A_LOSS,
    YES
  }

  private Heard heard(ObjectNode changed) {
    Optional<Translated> translated = translation.apply(changed);
    if (translated.isEmpty() || !translated.get().out().equals(whole.out())) {
      return Heard.YES;
    }
    return translated.get().losses().counts().equals(whole.losses().counts())
        ? Heard.NOT
        : Heard.AS_A_LOSS;
  }

  private static JsonNode other(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> object.deepCopy().put("another", 1);
      case ArrayNode array -> array.deepCopy().add("another");
      default ->
          value.isBoolean()
              ? JsonTree.nodes().booleanNode(!value.asBoolean())
              : value.isNumber()
                  ? JsonTree.nodes().numberNode(value.asDouble() + 0.125)
                  : JsonTree.nodes().stringNode(value.asString() + "x");
    };
  }

  private static ObjectNode with(ObjectNode document, String pointer, Optional<JsonNode> value) {
    ObjectNode copy = document.deepCopy();
    int slash = pointer.lastIndexOf('/');
    String last = pointer.substring(slash + 1);
    switch (copy.at(pointer.substring(0, slash))) {
      case ObjectNode parent ->
          value.ifPresentOrElse(it -> parent.set(last, it), () -> parent.remove(last));
      case ArrayNode parent ->
          value.ifPresentOrElse(
              it -> parent.set(Integer.parseInt(last), it),
              () -> parent.remove(Integer.parseInt(last)));
      default -> throw new AssertionError(pointer);
    }
    return copy;
  }
}
