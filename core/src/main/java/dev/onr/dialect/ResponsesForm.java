package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form in which Responses wrote something, kept as a form of the extras. Members in use: {@code
 * item} (what an item holds beside its content: id, status, phase …), {@code string} (content was a
 * string), {@code pieces} (how long each piece of a reasoning text is), {@code empty} (arrays that
 * were there without holding anything), {@code logprobs} (of a text), {@code echo} and {@code
 * order} (of a whole response).
 */
final class ResponsesForm {
  private static final String NAME = "responses";

  private ResponsesForm() {}

  /** The unread members of an object as extras, and its form. */
  static Extras extras(Members rest, ObjectNode form) {
    return with(rest.rest(Tongue.RESPONSES), form);
  }

  /** Extras that hold nothing but a form. */
  static Extras extras(ObjectNode form) {
    return with(Extras.of(Tongue.RESPONSES, Map.of()), form);
  }

  /** Extras with a form; an empty form is none. */
  static Extras with(Extras extras, ObjectNode form) {
    return form.isEmpty() ? extras : extras.withForm(NAME, form);
  }

  /** Extras of an item: all that is still unread belongs to its form. */
  static Extras item(Members item) {
    return extras(itemForm(item));
  }

  /** The form of an item: all that is still unread. */
  static ObjectNode itemForm(Members item) {
    ObjectNode form = JsonTree.object();
    ObjectNode rest = form.putObject("item");
    item.rest(Tongue.RESPONSES).fields().forEach(rest::set);
    return form;
  }

  /** The form that extras keep; empty where they keep none. */
  static ObjectNode of(Extras extras) {
    return extras.form(Tongue.RESPONSES, NAME).orElse(null) instanceof ObjectNode form
        ? form
        : JsonTree.object();
  }

  /** Whether the form knows the item that a part came in. */
  static boolean hasItem(Extras extras) {
    return of(extras).get("item") instanceof ObjectNode;
  }

  /** Puts the item's own members back. */
  static void restoreItem(ObjectNode target, Extras extras) {
    if (of(extras).get("item") instanceof ObjectNode item) {
      target.setAll(item);
    }
  }

  /** Writes what is at home here, of the form only log probabilities. */
  static void restore(ObjectNode target, Extras extras) {
    if (of(extras).get("logprobs") instanceof ArrayNode logprobs) {
      target.set("logprobs", logprobs);
    }
    extras.at(Tongue.RESPONSES).forEach(target::set);
  }
}
