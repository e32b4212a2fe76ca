package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Chat Completions request → {@link Prompt} (OpenAI API reference, "Create chat completion"). */
final class ChatRequestReader {
  private final Members body;
  private final RouteFacts route;

  private ChatRequestReader(ObjectNode body, RouteFacts route) {
    this.body = Members.ofRequest(body);
    this.route = route;
  }

  static Prompt read(ObjectNode body, RouteFacts route) {
    return new ChatRequestReader(body, route).prompt();
  }

  private Prompt prompt() {
    String model = body.text("model");
    Optional<Members> streamOptions = body.object("stream_options");
    Optional<Boolean> streamUsage = streamOptions.flatMap(options -> options.flag("include_usage"));
    return new Prompt(
        route.model().isEmpty() ? model : route.model(),
        turns(),
        tools(),
        toolChoice(),
        body.flag("parallel_tool_calls"),
        sampling(),
        outputFormat(),
        reasoning(),
        body.text("verbosity"),
        body.texts("modalities"),
        new Service(
            body.text("user"),
            body.text("safety_identifier"),
            body.text("service_tier"),
            body.text("prompt_cache_key"),
            body.text("prompt_cache_retention"),
            body.flag("store"),
            body.textMap("metadata")),
        body.flag("stream"),
        streamUsage,
        withStreamOptions(body.rest(Tongue.CHAT), streamOptions));
  }

  /** What stream_options holds beside include_usage is for home. */
  private static Extras withStreamOptions(Extras rest, Optional<Members> options) {
    Extras own = options.map(members -> members.rest(Tongue.CHAT)).orElse(Extras.NONE);
    if (own.fields().isEmpty()) {
      return rest;
    }
    Map<String, JsonNode> fields = new LinkedHashMap<>(rest.fields());
    ObjectNode kept = JsonTree.object();
    own.fields().forEach(kept::set);
    fields.put("stream_options", kept);
    return Extras.of(Tongue.CHAT, fields);
  }

  private List<Turn> turns() {
    List<Turn> turns = new ArrayList<>();
    for (Members message : body.objects("messages")) {
      turns.add(ChatMessageReader.readRequestMessage(message));
    }
    return turns;
  }

  // ---- tools

  private List<Tool> tools() {
    List<Tool> tools = new ArrayList<>();
    for (Members tool : body.objects("tools")) {
      tools.add(tool(tool));
    }
    for (Members function : body.objects("functions")) {
      tools.add(function(function, Extras.NONE));
    }
    body.object("web_search_options").ifPresent(options -> tools.add(webSearch(options)));
    return tools;
  }

  private static Tool tool(Members tool) {
    String type = tool.text("type");
    return switch (type) {
      case "", "function" -> {
        Optional<Members> function = tool.object("function");
        yield function.isPresent()
            ? function(function.get(), tool.rest(Tongue.CHAT))
            : new Tool.Foreign(Tongue.CHAT, "function", tool.node());
      }
      case "custom" -> {
        Optional<Members> custom = tool.object("custom");
        yield custom.isPresent()
            ? custom(custom.get(), tool.rest(Tongue.CHAT))
            : new Tool.Foreign(Tongue.CHAT, type, tool.node());
      }
      // Not OpenAI's own, but many compatible services take it here.
      case "web_search" ->
          new Tool.WebSearch(
              tool.text("search_context_size"),
              Optional.empty(),
              List.of(),
              tool.rest(Tongue.CHAT).withForm(Tool.WebSearch.WHOLE, tool.node()));
      default -> new Tool.Foreign(Tongue.CHAT, type, tool.node());
    };
  }

  private static Tool.Function function(Members function, Extras around) {
    Optional<JsonNode> schema =
        function.object("parameters").map(members -> (JsonNode) members.node());
    return new Tool.Function(
        function.text("name"),
        function.text("description"),
        schema,
        function.flag("strict"),
        around);
  }

  private static Tool.Custom custom(Members custom, Extras around) {
    Optional<Members> grammar = custom.object("format").flatMap(format -> format.object("grammar"));
    return new Tool.Custom(
        custom.text("name"),
        custom.text("description"),
        grammar.map(members -> members.text("syntax")).orElse(""),
        grammar.map(members -> members.text("definition")).orElse(""),
        around);
  }

  private static Tool.WebSearch webSearch(Members options) {
    Optional<ObjectNode> location =
        options
            .object("user_location")
            .flatMap(place -> place.object("approximate"))
            .map(Members::node);
    String size = options.text("search_context_size");
    return new Tool.WebSearch(size, location, List.of(), options.rest(Tongue.CHAT));
  }

  private Optional<ToolChoice> toolChoice() {
    JsonNode choice = body.raw("tool_choice");
    JsonNode legacy = body.raw("function_call");
    if (choice == null) {
      return legacy == null ? Optional.empty() : choice(legacy, "function_call");
    }
    return choice(choice, "tool_choice");
  }

  private Optional<ToolChoice> choice(JsonNode choice, String name) {
    if (choice.isString()) {
      return switch (choice.asString()) {
        case "" -> Optional.empty();
        case "auto" -> Optional.of(new ToolChoice.Auto());
        case "none" -> Optional.of(new ToolChoice.None());
        case "required", "any" -> Optional.of(new ToolChoice.Required());
        default ->
            throw new InvalidRequest(
                body.path(name), name + " must be auto, none, required or an object");
      };
    }
    Members object =
        body.object(name)
            .orElseThrow(() -> new InvalidRequest(name, name + " must be a string or an object"));
    return Optional.of(
        switch (object.text("type")) {
          case "custom" -> named(object, "custom", ToolKind.CUSTOM);
          case "allowed_tools" -> allowed(object);
          default -> named(object, "function", ToolKind.FUNCTION);
        });
  }

  /**
   * Also takes the name without its wrapper, as Responses and the legacy function_call spell it.
   */
  private static ToolChoice named(Members choice, String wrapper, ToolKind kind) {
    String name =
        choice
            .object(wrapper)
            .map(inner -> inner.text("name"))
            .orElseGet(() -> choice.text("name"));
    if (name.isBlank()) {
      throw new InvalidRequest(choice.path(wrapper), choice.path(wrapper) + ".name is required");
    }
    return new ToolChoice.Named(name, kind);
  }

  private static ToolChoice allowed(Members choice) {
    Members allowed = choice.object("allowed_tools").orElse(choice);
    List<String> names = new ArrayList<>();
    for (Members tool : allowed.objects("tools")) {
      tool.object("function")
          .or(() -> tool.object("custom"))
          .map(inner -> inner.text("name"))
          .filter(name -> !name.isBlank())
          .ifPresent(names::add);
    }
    return new ToolChoice.Allowed(names, allowed.text("mode").equals("required"));
  }

  // ---- how to answer

  private Sampling sampling() {
    OptionalInt newLimit = body.integer("max_completion_tokens");
    OptionalInt oldLimit = body.integer("max_tokens");
    boolean newCounts = newLimit.isPresent() && newLimit.getAsInt() > 0;
    Map<String, BigDecimal> bias = new LinkedHashMap<>();
    body.object("logit_bias")
        .ifPresent(
            members ->
                members
                    .names()
                    .forEach(
                        token -> members.number(token).ifPresent(value -> bias.put(token, value))));
    return new Sampling(
        newCounts ? newLimit : oldLimit,
        body.number("temperature"),
        body.number("top_p"),
        body.integer("top_k"),
        body.number("frequency_penalty"),
        body.number("presence_penalty"),
        body.count("seed"),
        body.integer("n"),
        body.flag("logprobs"),
        body.integer("top_logprobs"),
        bias,
        stops());
  }

  private List<String> stops() {
    JsonNode stop = body.raw("stop");
    if (stop == null) {
      return List.of();
    }
    if (stop.isString()) {
      return stop.asString().isEmpty() ? List.of() : List.of(stop.asString());
    }
    return body.texts("stop");
  }

  private Optional<OutputFormat> outputFormat() {
    Optional<Members> format = body.object("response_format");
    if (format.isEmpty()) {
      return Optional.empty();
    }
    return switch (format.get().text("type")) {
      case "" -> Optional.empty();
      case "text" -> Optional.of(new OutputFormat.PlainText());
      case "json_object" -> Optional.of(new OutputFormat.JsonObject());
      case "json_schema" -> Optional.of(jsonSchema(format.get()));
      default ->
          throw new InvalidRequest(
              "response_format.type",
              "response_format.type must be text, json_object or json_schema");
    };
  }

  private static OutputFormat.JsonSchema jsonSchema(Members format) {
    Members schema =
        format
            .object("json_schema")
            .orElseThrow(
                () ->
                    new InvalidRequest(
                        "response_format.json_schema", "response_format.json_schema is required"));
    return new OutputFormat.JsonSchema(
        schema.text("name"),
        schema.text("description"),
        schema.object("schema").map(members -> (JsonNode) members.node()),
        schema.flag("strict"),
        schema.rest(Tongue.CHAT));
  }

  private Optional<Reasoning> reasoning() {
    String effort = body.text("reasoning_effort");
    if (effort.isBlank()) {
      return Optional.empty();
    }
    Reasoning.Mode mode = Efforts.isOff(effort) ? Reasoning.Mode.OFF : Reasoning.Mode.ON;
    return Optional.of(new Reasoning(mode, effort, OptionalInt.empty(), ""));
  }
}
