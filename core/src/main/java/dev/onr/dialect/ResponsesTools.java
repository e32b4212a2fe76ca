package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tools and tool choice of a Responses request, read and written. */
final class ResponsesTools {
  private final Prompt prompt;
  private final ObjectNode out;
  private final Losses losses;

  private ResponsesTools(Prompt prompt, ObjectNode out, Losses losses) {
    this.prompt = prompt;
    this.out = out;
    this.losses = losses;
  }

  // ---- reading

  static List<Tool> read(Members body) {
    List<Tool> tools = new ArrayList<>();
    for (Members tool : body.objects("tools")) {
      tools.add(tool(tool));
    }
    return tools;
  }

  private static Tool tool(Members tool) {
    String type = tool.text("type");
    if (type.startsWith("web_search")) {
      return webSearch(tool, type);
    }
    return switch (type) {
      case "function" ->
          new Tool.Function(
              tool.text("name"),
              tool.text("description"),
              tool.object("parameters").map(schema -> (JsonNode) schema.node()),
              tool.flag("strict"),
              tool.rest(Tongue.RESPONSES));
      case "custom" -> custom(tool);
      default -> new Tool.Foreign(Tongue.RESPONSES, type.isEmpty() ? "tool" : type, tool.node());
    };
  }

  private static Tool custom(Members tool) {
    Optional<Members> format = tool.object("format");
    ObjectNode form = JsonTree.object();
    format
        .filter(members -> members.text("type").equals("text"))
        .ifPresent(members -> form.put("text", true));
    return new Tool.Custom(
        tool.text("name"),
        tool.text("description"),
        format.map(members -> members.text("syntax")).orElse(""),
        format.map(members -> members.text("definition")).orElse(""),
        ResponsesForm.extras(tool, form));
  }

  /** The tool has several names with dates in them; home gets its own back. */
  private static Tool webSearch(Members tool, String type) {
    ObjectNode form = JsonTree.object().put("type", type);
    Optional<ObjectNode> location =
        tool.object("user_location")
            .map(
                place -> {
                  ObjectNode copy = place.node().deepCopy();
                  copy.remove("type");
                  copy.properties().removeIf(entry -> entry.getValue().isNull());
                  return copy;
                });
    Optional<Members> filters = tool.object("filters");
    filters.ifPresent(members -> form.set("filters", members.node()));
    List<String> domains =
        filters.map(members -> members.texts("allowed_domains")).orElse(List.of());
    String size = tool.text("search_context_size");
    Extras rest = ResponsesForm.extras(tool, form);
    boolean more = filters.filter(ResponsesTools::saysMore).isPresent();
    Map<String, JsonNode> unread =
        more ? Map.of("filters", filters.orElseThrow().node()) : Map.of();
    return new Tool.WebSearch(
        size, location, domains, rest.and(Extras.of(Tongue.RESPONSES, unread)));
  }

  private static boolean saysMore(Members read) {
    return !read.rest(Tongue.RESPONSES).fields().isEmpty();
  }

  /** What {@code tool_choice} says; nothing where it names one of the vendor's own tools. */
  static Optional<ToolChoice> readChoice(Members body) {
    JsonNode choice = body.raw("tool_choice");
    if (choice == null) {
      return Optional.empty();
    }
    if (choice.isString()) {
      return switch (choice.asString()) {
        case "" -> Optional.empty();
        case "auto" -> Optional.of(new ToolChoice.Auto());
        case "none" -> Optional.of(new ToolChoice.None());
        case "required" -> Optional.of(new ToolChoice.Required());
        default ->
            throw new InvalidRequest(
                "tool_choice", "tool_choice must be auto, none, required or an object");
      };
    }
    Members object =
        body.object("tool_choice")
            .orElseThrow(
                () ->
                    new InvalidRequest("tool_choice", "tool_choice must be a string or an object"));
    return switch (object.text("type")) {
      case "function" -> Optional.of(named(object, ToolKind.FUNCTION));
      case "custom" -> Optional.of(named(object, ToolKind.CUSTOM));
      case "allowed_tools" -> allowed(object);
      default -> Optional.empty();
    };
  }

  private static ToolChoice named(Members choice, ToolKind kind) {
    String name = choice.text("name");
    if (name.isBlank()) {
      throw new InvalidRequest("tool_choice.name", "tool_choice.name is required");
    }
    return new ToolChoice.Named(name, kind);
  }

  private static Optional<ToolChoice> allowed(Members choice) {
    List<String> names = new ArrayList<>();
    for (Members tool : choice.objects("tools")) {
      String name = tool.text("name");
      if (name.isEmpty()) {
        return Optional.empty();
      }
      names.add(name);
    }
    return Optional.of(new ToolChoice.Allowed(names, choice.text("mode").equals("required")));
  }

  // ---- writing

  static void write(Prompt prompt, ObjectNode out, Losses losses) {
    new ResponsesTools(prompt, out, losses).write();
  }

  private void write() {
    ArrayNode tools = JsonTree.nodes().arrayNode();
    for (Tool tool : prompt.tools()) {
      switch (tool) {
        case Tool.Function function -> function(tools.addObject(), function);
        case Tool.Custom custom -> custom(tools.addObject(), custom);
        case Tool.WebSearch search -> webSearch(tools.addObject(), search);
        case Tool.Foreign foreign when foreign.home() == Tongue.RESPONSES ->
            tools.add(foreign.raw());
        case Tool.Foreign foreign -> losses.lost("tools." + foreign.type());
      }
    }
    if (!tools.isEmpty()) {
      out.set("tools", tools);
    }
    prompt.toolChoice().ifPresent(this::choice);
    prompt.parallelToolCalls().ifPresent(allowed -> out.put("parallel_tool_calls", allowed));
  }

  /** OpenAI enforces schemas here unless told not to, and in chat only when told to. */
  private void function(ObjectNode target, Tool.Function function) {
    target.put("type", "function").put("name", function.name());
    if (!function.description().isEmpty()) {
      target.put("description", function.description());
    }
    function.schema().ifPresent(schema -> target.set("parameters", schema));
    if (function.strict().isPresent() || !function.extras().isHome(Tongue.RESPONSES)) {
      target.put("strict", function.strict().orElse(false));
    }
    extras(target, function.extras());
  }

  private void custom(ObjectNode target, Tool.Custom custom) {
    target.put("type", "custom").put("name", custom.name());
    if (!custom.description().isEmpty()) {
      target.put("description", custom.description());
    }
    if (!custom.grammar().isEmpty()) {
      target
          .putObject("format")
          .put("type", "grammar")
          .put("syntax", custom.syntax())
          .put("definition", custom.grammar());
    } else if (ResponsesForm.of(custom.extras()).has("text")) {
      target.putObject("format").put("type", "text");
    }
    extras(target, custom.extras());
  }

  private void webSearch(ObjectNode target, Tool.WebSearch search) {
    String name = ResponsesForm.of(search.extras()).path("type").asString("web_search");
    target.put("type", name);
    if (!search.contextSize().isEmpty()) {
      target.put("search_context_size", search.contextSize());
    }
    search
        .location()
        .ifPresent(
            place -> target.putObject("user_location").put("type", "approximate").setAll(place));
    if (ResponsesForm.of(search.extras()).get("filters") instanceof ObjectNode own) {
      target.set("filters", own);
    } else if (!search.allowedDomains().isEmpty()) {
      ArrayNode domains = target.putObject("filters").putArray("allowed_domains");
      search.allowedDomains().forEach(domains::add);
    }
    ResponsesForm.restore(target, search.extras());
    search.extras().reportAbroad(Tongue.RESPONSES, "tools.web_search", losses);
  }

  private void extras(ObjectNode target, Extras extras) {
    ResponsesForm.restore(target, extras);
    extras.reportAbroad(Tongue.RESPONSES, "tools", losses);
  }

  private void choice(ToolChoice choice) {
    switch (choice) {
      case ToolChoice.Auto() -> out.put("tool_choice", "auto");
      case ToolChoice.None() -> out.put("tool_choice", "none");
      case ToolChoice.Required() -> out.put("tool_choice", "required");
      case ToolChoice.Named(String name, ToolKind kind) ->
          named(out.putObject("tool_choice"), name, kind);
      case ToolChoice.Allowed(List<String> names, boolean required) -> {
        ObjectNode target = out.putObject("tool_choice").put("type", "allowed_tools");
        target.put("mode", required ? "required" : "auto");
        ArrayNode tools = target.putArray("tools");
        names.forEach(name -> named(tools.addObject(), name, prompt.kindOf(name)));
      }
    }
  }

  private static void named(ObjectNode target, String name, ToolKind kind) {
    target.put("type", kind == ToolKind.CUSTOM ? "custom" : "function").put("name", name);
  }
}
