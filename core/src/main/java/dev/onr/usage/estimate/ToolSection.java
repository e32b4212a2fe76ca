package dev.onr.usage.estimate;

import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The tools of one request. */
final class ToolSection {
  private static final Set<String> WEB_SEARCH =
      Set.of("googlesearch", "google_search", "websearch", "web_search");

  private final PromptContent out;
  private int definitions;

  ToolSection(PromptContent out) {
    this.out = out;
  }

  /** One tool. A web search of the provider's own costs no tokens for its definition. */
  void add(String type, String name) {
    if (!isWebSearch(type) && !isWebSearch(name)) {
      definitions++;
    }
    out.addText(name);
  }

  /** A tool's description, where that is an item of its own. */
  void describe(JsonNode description) {
    if (description.isString()) {
      out.add(PromptItem.TOOL_DESCRIPTION);
      out.addText(description);
    }
  }

  /** To be called when all tools are known. */
  void close() {
    if (definitions > 0) {
      out.add(PromptItem.TOOL_SECTION);
      out.add(PromptItem.TOOL_DEFINITION, definitions);
    }
  }

  private static boolean isWebSearch(String word) {
    String name = word.strip().toLowerCase(Locale.ROOT).replace('-', '_');
    return WEB_SEARCH.contains(name) || name.startsWith("web_search_");
  }

  /** The choice of a tool in the form of OpenAI's APIs. */
  static void addChoice(JsonNode choice, PromptContent out) {
    if (!choice.isString() && !choice.isObject()) {
      return;
    }
    String word = choice.isObject() ? choice.path("type").asString("") : choice.stringValue();
    switch (word) {
      case "none", "auto" -> {}
      case "required", "allowed_tools" -> out.add(PromptItem.TOOL_CHOICE_ANY);
      default -> {
        if (choice.isObject()) {
          out.add(PromptItem.TOOL_CHOICE_TOOL_NAME);
        }
      }
    }
  }
}
