package dev.onr.usage.estimate;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What counts in a request or an answer: its text, and the items beside it. */
final class PromptContent {
  private final Map<PromptItem, Double> items = new EnumMap<>(PromptItem.class);
  private final StringBuilder text = new StringBuilder();
  private final int limit;
  private long length;
  private long tokens;

  /**
   * An empty one.
   *
   * @param limit how many characters of text to keep
   */
  PromptContent(int limit) {
    this.limit = limit;
  }

  void add(PromptItem item) {
    add(item, 1);
  }

  void add(PromptItem item, double times) {
    items.merge(item, times, Double::sum);
  }

  /** Tokens that somebody else has counted. */
  void addTokens(long count) {
    tokens += count;
  }

  /** The item of a turn, by its role. */
  void addRole(String role) {
    switch (role.strip().toLowerCase(Locale.ROOT)) {
      case "user" -> add(PromptItem.USER);
      case "assistant" -> add(PromptItem.ASSISTANT);
      case "system", "developer" -> add(PromptItem.DEVELOPER);
      case "tool", "function" -> add(PromptItem.TOOL);
      default -> {}
    }
  }

  /** Adds a piece of text; a space stands between pieces, and empty ones are left out. */
  void addText(String piece) {
    if (piece.isEmpty()) {
      return;
    }
    if (length > 0) {
      length++;
      keep(" ");
    }
    length += piece.length();
    keep(piece);
  }

  /** Adds a string; other nodes have no text. */
  void addText(JsonNode node) {
    addText(node.asString(""));
  }

  private void keep(String piece) {
    int room = limit - text.length();
    if (room > 0) {
      text.append(piece, 0, Math.min(room, piece.length()));
    }
  }

  /** Whether there is any text so far. */
  boolean hasText() {
    return length > 0;
  }

  long length() {
    return length;
  }

  boolean has(PromptItem item) {
    return items.containsKey(item);
  }

  long tokens() {
    return tokens;
  }

  /** The text, or its beginning where it is longer than the limit. */
  TextSample sample() {
    return text.isEmpty()
        ? TextSample.EMPTY
        : new TextSample(text.toString(), (double) length / text.length());
  }

  /**
   * The tokens of all items. Of answers, reasoning that isn't there to be seen is not among them.
   */
  double overhead(Profile profile, EstimateDirection direction) {
    return items.entrySet().stream()
        .filter(
            each ->
                direction == EstimateDirection.INPUT
                    || each.getKey() != PromptItem.HIDDEN_REASONING_BLOCK)
        .mapToDouble(each -> each.getKey().weight(profile) * each.getValue())
        .sum();
  }
}
