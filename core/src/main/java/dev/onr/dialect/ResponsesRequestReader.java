package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Responses request → {@link Prompt} (OpenAI API reference, "Create a model response"). */
final class ResponsesRequestReader {
  /** The one entry of {@code include} that other dialects know, under a name of their own. */
  static final String LOGPROBS = "message.output_text.logprobs";

  private final Members body;
  private final RouteFacts route;
  private final Map<String, JsonNode> kept = new LinkedHashMap<>();

  private ResponsesRequestReader(ObjectNode body, RouteFacts route) {
    this.body = Members.ofRequest(body);
    this.route = route;
  }

  static Prompt read(ObjectNode body, RouteFacts route) {
    return new ResponsesRequestReader(body, route).prompt();
  }

  private Prompt prompt() {
    String model = body.text("model").trim();
    Optional<Members> text = body.object("text");
    Optional<Boolean> stream = body.flag("stream");
    List<Turn> turns = new ArrayList<>();
    String instructions = body.text("instructions");
    if (!instructions.isEmpty()) {
      turns.add(Turn.of(Role.SYSTEM, List.of(Part.Text.of(instructions))));
    }
    turns.addAll(new ResponsesTurnReader().read(body));
    Optional<OutputFormat> format =
        text.flatMap(members -> members.object("format"))
            .flatMap(ResponsesRequestReader::outputFormat);
    String verbosity = text.map(members -> members.text("verbosity")).orElse("");
    Prompt read =
        new Prompt(
            route.model().isEmpty() ? model : route.model(),
            turns,
            ResponsesTools.read(body),
            toolChoice(),
            body.flag("parallel_tool_calls"),
            sampling(),
            format,
            reasoning(),
            verbosity,
            List.of(),
            service(),
            stream,
            // Responses always reports usage, so it is asked for where asking is needed.
            stream.filter(wanted -> wanted),
            Extras.NONE);
    text.ifPresent(members -> keep("text", members));
    return withExtras(read);
  }

  private Prompt withExtras(Prompt prompt) {
    Map<String, JsonNode> fields = new LinkedHashMap<>(body.rest(Tongue.RESPONSES).fields());
    fields.putAll(kept);
    return new Prompt(
        prompt.model(),
        prompt.turns(),
        prompt.tools(),
        prompt.toolChoice(),
        prompt.parallelToolCalls(),
        prompt.sampling(),
        prompt.outputFormat(),
        prompt.reasoning(),
        prompt.verbosity(),
        prompt.modalities(),
        prompt.service(),
        prompt.stream(),
        prompt.streamUsage(),
        Extras.of(Tongue.RESPONSES, fields));
  }

  /** Members of an object that nothing has read stay under the object's name. */
  private void keep(String name, Members members) {
    Map<String, JsonNode> rest = members.rest(Tongue.RESPONSES).fields();
    if (!rest.isEmpty()) {
      ObjectNode object = JsonTree.object();
      rest.forEach(object::set);
      kept.put(name, object);
    }
  }

  /** A choice of one of the vendor's own tools is only understood at home. */
  private Optional<ToolChoice> toolChoice() {
    Optional<ToolChoice> choice = ResponsesTools.readChoice(body);
    JsonNode raw = body.node().get("tool_choice");
    if (choice.isEmpty() && raw instanceof ObjectNode) {
      kept.put("tool_choice", raw);
    }
    return choice;
  }

  private Sampling sampling() {
    return new Sampling(
        body.integer("max_output_tokens"),
        body.number("temperature"),
        body.number("top_p"),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        logprobs() ? Optional.of(true) : Optional.empty(),
        body.integer("top_logprobs"),
        Map.of(),
        List.of());
  }

  private boolean logprobs() {
    ArrayNode others = JsonTree.nodes().arrayNode();
    boolean wanted = false;
    for (String entry : body.texts("include")) {
      if (entry.equals(LOGPROBS)) {
        wanted = true;
      } else {
        others.add(entry);
      }
    }
    if (!others.isEmpty()) {
      kept.put("include", others);
    }
    return wanted;
  }

  private static Optional<OutputFormat> outputFormat(Members format) {
    return switch (format.text("type")) {
      case "" -> Optional.empty();
      case "text" -> Optional.of(new OutputFormat.PlainText());
      case "json_object" -> Optional.of(new OutputFormat.JsonObject());
      case "json_schema" ->
          Optional.of(
              new OutputFormat.JsonSchema(
                  format.text("name"),
                  format.text("description"),
                  format.object("schema").map(schema -> (JsonNode) schema.node()),
                  format.flag("strict"),
                  format.rest(Tongue.RESPONSES)));
      default ->
          throw new InvalidRequest(
              "text.format.type", "text.format.type must be text, json_object or json_schema");
    };
  }

  private Optional<Reasoning> reasoning() {
    Optional<Members> reasoning = body.object("reasoning");
    if (reasoning.isEmpty()) {
      return Optional.empty();
    }
    Members given = reasoning.get();
    String effort = given.text("effort");
    String show = given.text("summary", "generate_summary");
    keep("reasoning", given);
    if (effort.isBlank() && show.isEmpty()) {
      return Optional.empty();
    }
    Reasoning.Mode mode = Efforts.isOff(effort) ? Reasoning.Mode.OFF : Reasoning.Mode.ON;
    return Optional.of(new Reasoning(mode, effort, OptionalInt.empty(), show));
  }

  private Service service() {
    return new Service(
        body.text("user"),
        body.text("safety_identifier"),
        body.text("service_tier"),
        body.text("prompt_cache_key"),
        body.text("prompt_cache_retention"),
        body.flag("store"),
        body.textMap("metadata"));
  }
}
