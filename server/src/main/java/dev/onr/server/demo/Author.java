package dev.onr.server.demo;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Thinks up the answers: they say where they come from, repeat a bit of the question, and call the
 * tools that the question mentions by name; where the question wants a certain JSON, they are such
 * JSON. The same question always gets the same words.
 */
final class Author {
  private static final int ECHO = 60;
  private static final Pattern WORD = Pattern.compile("\\S+\\s*");
  private static final String INTRODUCTION =
      "This answer comes from onr's simulated upstream; no model was asked.";

  private final Clock clock;
  private final AtomicLong answers = new AtomicLong();

  Author(Clock clock) {
    this.clock = clock;
  }

  long now() {
    return clock.instant().getEpochSecond();
  }

  Reply answer(Question question, Script script) {
    List<Reply.Call> calls =
        called(question).stream()
            .map(tool -> new Reply.Call(tool.name(), arguments(tool.schema()).toString()))
            .toList();
    List<String> pieces = calls.isEmpty() ? pieces(question, script) : List.of();
    var finish = calls.isEmpty() ? Reply.Finish.STOP : Reply.Finish.TOOL_CALLS;
    if (pieces.size() > question.maxTokens().orElse(Integer.MAX_VALUE)) {
      pieces = pieces.subList(0, question.maxTokens().getAsInt());
      finish = Reply.Finish.LENGTH;
    }
    List<String> thoughts =
        question.reasoning() ? words("I have nothing to think about, being simulated.") : List.of();
    int answerTokens =
        pieces.size() + calls.stream().mapToInt(call -> 1 + Prompt.words(call.arguments())).sum();
    int prompt = question.promptTokens();
    // Vendors' caches start to work at 1024 tokens and hold blocks of 128.
    int cached = prompt >= 1024 ? (prompt - 1) / 128 * 128 : 0;
    return new Reply(
        answers.incrementAndGet(),
        now(),
        question.model(),
        thoughts,
        pieces,
        calls,
        finish,
        new Reply.Usage(prompt, cached, answerTokens, thoughts.size()));
  }

  static List<String> words(String text) {
    return WORD.matcher(text).results().map(result -> result.group()).toList();
  }

  private static List<String> pieces(Question question, Script script) {
    if (question.form().isObject()) {
      return words(value(question.form()).toString());
    }
    String said = question.text().strip();
    String echo =
        said.codePointCount(0, said.length()) > ECHO
            ? said.substring(0, said.offsetByCodePoints(0, ECHO)) + "…"
            : said;
    String verb = question.afterTool() ? "The tool returned: " : "You asked: ";
    List<String> words = words(INTRODUCTION + " " + verb + '"' + echo + "\"");
    if (script.events().isEmpty()) {
      return words;
    }
    List<String> wished = new ArrayList<>();
    for (int i = 0; i < script.events().getAsInt(); i++) {
      String word = words.get(i % words.size());
      wished.add(i < words.size() - 1 ? word : word.strip() + " ");
    }
    return wished;
  }

  private static List<Question.Tool> called(Question question) {
    List<Question.Tool> offered = question.tools();
    if (offered.isEmpty()) {
      return List.of();
    }
    List<Question.Tool> mentioned =
        offered.stream().filter(tool -> mentions(question.text(), tool.name())).toList();
    return switch (question.toolChoice()) {
      case Question.ToolChoice.None none -> List.of();
      case Question.ToolChoice.Auto auto -> question.afterTool() ? List.of() : mentioned;
      case Question.ToolChoice.Any any -> mentioned.isEmpty() ? offered.subList(0, 1) : mentioned;
      case Question.ToolChoice.Named named ->
          offered.stream().filter(tool -> tool.name().equals(named.name())).limit(1).toList();
    };
  }

  private static boolean mentions(String text, String name) {
    String said = text.toLowerCase(Locale.ROOT);
    String tool = name.toLowerCase(Locale.ROOT);
    return said.contains(tool) || said.contains(tool.replace('_', ' '));
  }

  /** Arguments that fit a schema's properties by type. */
  private static ObjectNode arguments(JsonNode schema) {
    ObjectNode arguments = Json.object();
    schema
        .path("properties")
        .properties()
        .forEach(e -> arguments.set(e.getKey(), value(e.getValue())));
    return arguments;
  }

  private static JsonNode value(JsonNode schema) {
    if (schema.path("enum").isArray() && !schema.path("enum").isEmpty()) {
      return schema.path("enum").get(0);
    }
    Object value =
        switch (schema.path("type").stringValue("string").toLowerCase(Locale.ROOT)) {
          case "integer" -> 1;
          case "number" -> 1.5;
          case "boolean" -> true;
          case "array" -> Json.array(value(schema.path("items")));
          case "object" -> arguments(schema);
          default -> "example";
        };
    return Json.array(value).get(0);
  }
}
