package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic Messages request → {@link Prompt} (Anthropic API reference, "Create a Message"). */
final class MessagesRequestReader {
  private final Members body;
  private final RouteFacts route;

  private MessagesRequestReader(ObjectNode body, RouteFacts route) {
    this.body = Members.ofRequest(body);
    this.route = route;
  }

  static Prompt read(ObjectNode body, RouteFacts route) {
    return new MessagesRequestReader(body, route).prompt();
  }

  private Prompt prompt() {
    String model = body.text("model").trim();
    Optional<Members> outputConfig = body.object("output_config");
    Optional<Members> metadata = body.object("metadata");
    Optional<Boolean> stream = body.flag("stream");
    Optional<Members> choice = body.object("tool_choice");
    Optional<Boolean> parallel =
        choice.flatMap(members -> members.flag("disable_parallel_tool_use")).map(off -> !off);
    return new Prompt(
        route.model().isEmpty() ? model : route.model(),
        turns(),
        tools(),
        choice.map(MessagesRequestReader::toolChoice),
        parallel,
        sampling(),
        outputConfig.flatMap(config -> config.object("format")).map(MessagesRequestReader::format),
        reasoning(outputConfig),
        "",
        List.of(),
        service(metadata),
        stream,
        // Messages streams always carry usage, so it is asked for where asking is needed.
        stream.filter(wanted -> wanted),
        withRest(
            body.rest(Tongue.MESSAGES),
            Map.of("output_config", outputConfig, "metadata", metadata)));
  }

  /** What is left in objects that were read stays under their names. */
  private static Extras withRest(Extras extras, Map<String, Optional<Members>> read) {
    Extras all = extras;
    for (Map.Entry<String, Optional<Members>> entry : read.entrySet()) {
      ObjectNode rest = JsonTree.object();
      entry
          .getValue()
          .ifPresent(members -> members.rest(Tongue.MESSAGES).fields().forEach(rest::set));
      if (!rest.isEmpty()) {
        all = all.and(Extras.of(Tongue.MESSAGES, Map.of(entry.getKey(), rest)));
      }
    }
    return all;
  }

  private Service service(Optional<Members> metadata) {
    String user = metadata.map(given -> given.text("user_id")).orElse("");
    return new Service(user, "", body.text("service_tier"), "", "", Optional.empty(), Map.of());
  }

  private List<Turn> turns() {
    List<Turn> turns = new ArrayList<>();
    JsonNode system = body.raw("system");
    if (system != null) {
      List<Part> parts = MessagesBlocks.read(body, "system");
      if (!parts.isEmpty()) {
        turns.add(Turn.of(Role.SYSTEM, parts));
      }
    }
    for (Members message : body.objects("messages")) {
      Role role =
          switch (message.text("role").trim()) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "system" -> Role.SYSTEM;
            default ->
                throw new InvalidRequest(
                    message.path("role"), message.path("role") + " must be user or assistant");
          };
      List<Part> parts = MessagesBlocks.read(message, "content");
      turns.add(new Turn(role, "", parts, message.rest(Tongue.MESSAGES)));
    }
    return turns;
  }

  private List<Tool> tools() {
    List<Tool> tools = new ArrayList<>();
    for (Members tool : body.objects("tools")) {
      String type = tool.text("type");
      if (type.isEmpty() || type.equals("custom")) {
        tools.add(function(tool));
      } else if (type.startsWith("web_search_")) {
        tools.add(webSearch(tool));
      } else {
        tools.add(new Tool.Foreign(Tongue.MESSAGES, type, tool.node()));
      }
    }
    return tools;
  }

  private static Tool function(Members tool) {
    return new Tool.Function(
        tool.text("name"),
        tool.text("description"),
        tool.object("input_schema").map(schema -> (JsonNode) schema.node()),
        tool.flag("strict"),
        tool.rest(Tongue.MESSAGES));
  }

  private static Tool webSearch(Members tool) {
    Optional<ObjectNode> location =
        tool.object("user_location")
            .map(
                place -> {
                  ObjectNode copy = place.node().deepCopy();
                  copy.remove("type");
                  return copy;
                });
    List<String> domains = tool.texts("allowed_domains");
    Extras rest = tool.understood("name").rest(Tongue.MESSAGES);
    return new Tool.WebSearch(
        "", location, domains, rest.withForm(Tool.WebSearch.WHOLE, tool.node()));
  }

  private static ToolChoice toolChoice(Members choice) {
    return switch (choice.text("type")) {
      case "any" -> new ToolChoice.Required();
      case "none" -> new ToolChoice.None();
      case "tool" -> new ToolChoice.Named(choice.text("name"), ToolKind.FUNCTION);
      case "auto" -> new ToolChoice.Auto();
      default ->
          throw new InvalidRequest(
              "tool_choice.type", "tool_choice.type must be auto, any, tool or none");
    };
  }

  private Sampling sampling() {
    return new Sampling(
        body.integer("max_tokens"),
        body.number("temperature"),
        body.number("top_p"),
        body.integer("top_k"),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Map.of(),
        body.texts("stop_sequences"));
  }

  private static OutputFormat format(Members format) {
    return new OutputFormat.JsonSchema(
        "",
        "",
        format.object("schema").map(schema -> (JsonNode) schema.node()),
        // Anthropic enforces every schema.
        Optional.of(true),
        format.understood("type").rest(Tongue.MESSAGES));
  }

  private Optional<Reasoning> reasoning(Optional<Members> outputConfig) {
    String effort = outputConfig.map(config -> config.text("effort")).orElse("");
    Optional<Members> thinking = body.object("thinking");
    if (thinking.isEmpty()) {
      return effort.isEmpty()
          ? Optional.empty()
          : Optional.of(new Reasoning(Reasoning.Mode.UNSAID, effort, OptionalInt.empty(), ""));
    }
    Members given = thinking.get();
    Reasoning.Mode mode =
        switch (given.text("type")) {
          case "disabled" -> Reasoning.Mode.OFF;
          case "adaptive" -> Reasoning.Mode.ADAPTIVE;
          case "enabled" -> Reasoning.Mode.ON;
          default ->
              throw new InvalidRequest(
                  "thinking.type", "thinking.type must be enabled, adaptive or disabled");
        };
    return Optional.of(
        new Reasoning(mode, effort, given.integer("budget_tokens"), given.text("display")));
  }
}
