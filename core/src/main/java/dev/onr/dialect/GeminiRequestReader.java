package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gemini generateContent request → {@link Prompt} (Google, "Generating content"). Model and stream
 * flag stand in the path.
 */
final class GeminiRequestReader {
  /** Form of a function whose schema is in Gemini's notation. */
  static final String PARAMETERS = "parameters";

  /** Form of an output format whose schema is in Gemini's notation. */
  static final String RESPONSE_SCHEMA = "responseSchema";

  /** Form of the search tool of the first generation. */
  static final String OLD_SEARCH = "googleSearchRetrieval";

  private final Members body;
  private final Optional<Members> config;
  private final Optional<Members> toolConfig;
  private final RouteFacts route;

  private GeminiRequestReader(ObjectNode body, RouteFacts route) {
    this.body = Members.ofRequest(GeminiNames.camel(body));
    this.config = this.body.object("generationConfig");
    this.toolConfig = this.body.object("toolConfig");
    this.route = route;
  }

  static Prompt read(ObjectNode body, RouteFacts route) {
    return new GeminiRequestReader(body, route).prompt();
  }

  private Prompt prompt() {
    String model = body.text("model");
    model = model.startsWith("models/") ? model.substring("models/".length()) : model;
    Optional<Boolean> streamed = route.stream() ? Optional.of(true) : Optional.empty();
    Optional<Members> thinking = config.flatMap(members -> members.object("thinkingConfig"));
    return new Prompt(
        route.model().isEmpty() ? model : route.model(),
        turns(),
        tools(),
        toolChoice(),
        Optional.empty(),
        sampling(),
        outputFormat(),
        thinking.flatMap(GeminiThinking::read),
        "",
        config.map(members -> members.texts("responseModalities")).orElse(List.of()).stream()
            .map(kind -> kind.toLowerCase(Locale.ROOT))
            .toList(),
        service(),
        streamed,
        // Gemini's streams always carry usage, so it is asked for where asking is needed.
        streamed,
        extras(thinking));
  }

  /** What is left at each level rides along under its path; what was understood, as it was. */
  private Extras extras(Optional<Members> thinking) {
    Map<String, JsonNode> fields = new LinkedHashMap<>(body.rest(Tongue.GEMINI).fields());
    config.ifPresent(members -> flatten(fields, "generationConfig.", members));
    toolConfig.ifPresent(members -> flatten(fields, "toolConfig.", members));
    Extras extras = Extras.of(Tongue.GEMINI, fields);
    extras = withForm(extras, "serviceTier", Optional.ofNullable(body.raw("serviceTier")));
    extras = withForm(extras, "store", Optional.ofNullable(body.raw("store")));
    extras = withForm(extras, "thinkingConfig", thinking.map(Members::node));
    return withForm(
        extras,
        "functionCallingConfig",
        toolConfig.flatMap(members -> members.object("functionCallingConfig")).map(Members::node));
  }

  private static void flatten(Map<String, JsonNode> fields, String prefix, Members members) {
    members.rest(Tongue.GEMINI).fields().forEach((name, value) -> fields.put(prefix + name, value));
  }

  private static Extras withForm(Extras extras, String name, Optional<? extends JsonNode> form) {
    return form.isPresent() ? extras.withForm(name, form.get()) : extras;
  }

  // ---- the conversation

  private List<Turn> turns() {
    List<Turn> turns = new ArrayList<>();
    system().ifPresent(turns::add);
    for (Members content : GeminiNames.objects(body, "contents")) {
      Role role =
          switch (content.text("role").trim()) {
            case "model" -> Role.ASSISTANT;
            case "system" -> Role.SYSTEM;
            case "function" -> Role.TOOL;
            default -> Role.USER;
          };
      List<Part> parts = GeminiParts.read(content);
      turns.add(new Turn(role, "", parts, content.rest(Tongue.GEMINI)));
    }
    return turns;
  }

  /** Instructions are a content without a role; some clients give them as a text. */
  private Optional<Turn> system() {
    JsonNode instruction = body.raw("systemInstruction");
    if (instruction == null) {
      return Optional.empty();
    }
    if (instruction.isString()) {
      return Optional.of(Turn.of(Role.SYSTEM, List.of(Part.Text.of(instruction.asString()))));
    }
    return body.object("systemInstruction")
        .map(
            content -> {
              List<Part> parts = GeminiParts.read(content).stream().map(this::plain).toList();
              return new Turn(
                  Role.SYSTEM, "", parts, content.understood("role").rest(Tongue.GEMINI));
            });
  }

  /** Texts of instructions are one text for others. */
  private Part plain(Part part) {
    return part instanceof Part.Text text && text.extras().fields().isEmpty()
        ? Part.Text.of(text.text())
        : part;
  }

  // ---- tools

  private List<Tool> tools() {
    List<Tool> tools = new ArrayList<>();
    for (Members holder : GeminiNames.objects(body, "tools")) {
      for (String kind : holder.names()) {
        if (!holder.has(kind)) {
          continue;
        }
        switch (kind) {
          case "functionDeclarations" ->
              GeminiNames.objects(holder, kind).forEach(each -> tools.add(function(each)));
          case "googleSearch" -> holder.object(kind).ifPresent(search -> tools.add(search(search)));
          case OLD_SEARCH ->
              holder
                  .object(kind)
                  .ifPresent(
                      search ->
                          tools.add(
                              new Tool.WebSearch(
                                  "",
                                  Optional.empty(),
                                  List.of(),
                                  Extras.of(Tongue.GEMINI, Map.of())
                                      .withForm(OLD_SEARCH, search.node()))));
          default ->
              tools.add(
                  new Tool.Foreign(
                      Tongue.GEMINI, kind, JsonTree.object().set(kind, holder.raw(kind))));
        }
      }
    }
    return tools;
  }

  private static Tool search(Members search) {
    return new Tool.WebSearch("", Optional.empty(), List.of(), search.rest(Tongue.GEMINI));
  }

  private static Tool function(Members function) {
    String name = function.text("name");
    String description = function.text("description");
    Optional<JsonNode> schema = Optional.ofNullable(function.raw("parametersJsonSchema"));
    Optional<JsonNode> own = function.object("parameters").map(Members::node);
    Extras extras = function.rest(Tongue.GEMINI);
    if (schema.isEmpty() && own.isPresent()) {
      schema = own.map(GeminiSchemas::jsonSchema);
      extras = extras.withForm(PARAMETERS, own.get());
    }
    return new Tool.Function(name, description, schema, Optional.empty(), extras);
  }

  private Optional<ToolChoice> toolChoice() {
    Optional<Members> given =
        toolConfig.flatMap(members -> members.object("functionCallingConfig"));
    if (given.isEmpty()) {
      return Optional.empty();
    }
    List<String> names = given.get().texts("allowedFunctionNames");
    return switch (given.get().text("mode").toUpperCase(Locale.ROOT)) {
      case "NONE" -> Optional.of(new ToolChoice.None());
      case "ANY" ->
          Optional.of(
              switch (names.size()) {
                case 0 -> new ToolChoice.Required();
                case 1 -> new ToolChoice.Named(names.getFirst(), ToolKind.FUNCTION);
                default -> new ToolChoice.Allowed(names, true);
              });
      case "VALIDATED" ->
          Optional.of(
              names.isEmpty() ? new ToolChoice.Auto() : new ToolChoice.Allowed(names, false));
      case "AUTO" -> Optional.of(new ToolChoice.Auto());
      default -> Optional.empty();
    };
  }

  // ---- how to answer

  private Sampling sampling() {
    if (config.isEmpty()) {
      return Sampling.DEFAULT;
    }
    Members given = config.get();
    return new Sampling(
        positive(given.integer("maxOutputTokens")),
        given.number("temperature"),
        given.number("topP"),
        given.integer("topK"),
        given.number("frequencyPenalty"),
        given.number("presencePenalty"),
        given.count("seed"),
        positive(given.integer("candidateCount")),
        given.flag("responseLogprobs"),
        given.integer("logprobs"),
        Map.of(),
        given.texts("stopSequences"));
  }

  /** Zero is how protocol buffers say nothing. */
  private static OptionalInt positive(OptionalInt value) {
    return value.isPresent() && value.getAsInt() > 0 ? value : OptionalInt.empty();
  }

  private Optional<OutputFormat> outputFormat() {
    if (config.isEmpty()) {
      return Optional.empty();
    }
    Members given = config.get();
    String type = given.node().path("responseMimeType").asString("");
    Optional<JsonNode> schema = Optional.ofNullable(given.raw("responseJsonSchema"));
    Optional<JsonNode> own = given.object(RESPONSE_SCHEMA).map(Members::node);
    if (schema.isPresent() || own.isPresent()) {
      Map<String, JsonNode> fields = new LinkedHashMap<>();
      JsonNode written = given.raw("responseMimeType");
      if (written != null && !type.equals("application/json")) {
        fields.put("responseMimeType", written);
      }
      Extras extras = Extras.of(Tongue.GEMINI, fields);
      if (schema.isEmpty()) {
        extras = extras.withForm(RESPONSE_SCHEMA, own.orElseThrow());
        schema = own.map(GeminiSchemas::jsonSchema);
      }
      return Optional.of(new OutputFormat.JsonSchema("", "", schema, Optional.empty(), extras));
    }
    return switch (type) {
      case "application/json" -> {
        given.understood("responseMimeType");
        yield Optional.of(new OutputFormat.JsonObject());
      }
      case "text/plain" -> {
        given.understood("responseMimeType");
        yield Optional.of(new OutputFormat.PlainText());
      }
      default -> Optional.empty();
    };
  }

  private Service service() {
    String tier = body.text("serviceTier").toLowerCase(Locale.ROOT);
    return new Service(
        "",
        "",
        switch (tier) {
          case "standard" -> "default";
          case "unspecified", "service_tier_unspecified" -> "";
          default -> tier;
        },
        "",
        "",
        body.flag("store"),
        Map.of());
  }
}
