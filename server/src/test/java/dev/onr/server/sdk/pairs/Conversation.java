package dev.onr.server.sdk.pairs;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A conversation as a program leads it with its vendor's SDK. The SDK's own answers go back into
 * the history.
 */
abstract class Conversation {
  static final String INSTRUCTIONS = "Be brief.";
  static final String TOOL = "get_weather";
  static final Map<String, Object> FORM =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of("city", Map.of("type", "string"), "days", Map.of("type", "integer")),
          "required",
          List.of("city", "days"),
          "additionalProperties",
          false);

  final String model;
  private final Set<Wish> wishes;

  Conversation(String model, Set<Wish> wishes) {
    this.model = model;
    this.wishes = wishes;
  }

  final boolean wants(Wish wish) {
    return wishes.contains(wish);
  }

  /** Asks. */
  abstract Said ask(String question);

  /** Asks about an image. */
  abstract Said show(String question, byte[] png);

  /** Gives back what the tool returned that was called last. */
  abstract Said giveBack(String result);
}
