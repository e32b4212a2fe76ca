package dev.onr.server.demo;

import tools.jackson.databind.JsonNode;

/** Gathers what the parts of a prompt say, in their order. A token of this upstream is a word. */
final class Prompt {
  private int tokens;
  private String newest = "";
  private boolean afterTool;

  /** Instructions, and what the model said before. */
  Prompt says(String text) {
    tokens += words(text);
    return this;
  }

  /** What the user says. */
  Prompt asks(String text) {
    newest = text;
    afterTool = false;
    return says(text);
  }

  /** What a tool returned. */
  Prompt returns(String text) {
    newest = text;
    afterTool = true;
    return says(text);
  }

  int tokens() {
    return tokens;
  }

  String newest() {
    return newest;
  }

  boolean afterTool() {
    return afterTool;
  }

  /** The text of a content field: a text, or a list of parts of which some have text. */
  static String textOf(JsonNode content) {
    if (content.isString()) {
      return content.stringValue();
    }
    var text = new StringBuilder();
    for (JsonNode part : content) {
      String piece = part.path("text").stringValue("");
      text.append(text.isEmpty() || piece.isEmpty() ? "" : " ").append(piece);
    }
    return text.toString();
  }

  /** How many words a text has: runs of characters that are not white space. */
  static int words(String text) {
    int words = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      boolean blank = Character.isWhitespace(text.charAt(i));
      words += !blank && !inside ? 1 : 0;
      inside = !blank;
    }
    return words;
  }
}
