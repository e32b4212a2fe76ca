package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link Prompt} → Anthropic Messages request. */
final class MessagesRequestWriter {
  /** Anthropic, "Extended thinking". */
  private static final int MIN_BUDGET = 1024;

  private static final BigDecimal LEAST_TOP_P = new BigDecimal("0.95");

  private final Prompt prompt;
  private final Losses losses;
  private final boolean home;
  private final ObjectNode out = JsonTree.object();
  private int maxTokens;

  private MessagesRequestWriter(Prompt prompt, Losses losses) {
    this.prompt = prompt;
    this.losses = losses;
    this.home = prompt.extras().isHome(Tongue.MESSAGES);
  }

  static ObjectNode write(Prompt prompt, Losses losses) {
    return new MessagesRequestWriter(prompt, losses).request();
  }

  private ObjectNode request() {
    if (prompt.model().isBlank()) {
      throw new InvalidRequest("model", "model is required");
    }
    out.put("model", ClaudeModels.current(prompt.model()));
    maxTokens = maxTokens();
    out.put("max_tokens", maxTokens);
    List<Turn> turns = CallPairing.complete(prompt.turns());
    MessagesTurnWriter writer = new MessagesTurnWriter(home, losses);
    writer.writeSystem(out, turns);
    writer.writeMessages(out.putArray("messages"), turns);
    tools();
    boolean thinks = prompt.reasoning().map(this::reasoning).orElse(false);
    sampling(prompt.sampling(), thinks);
    toolChoice(thinks);
    prompt.outputFormat().ifPresent(this::outputFormat);
    service(prompt.service());
    prompt.stream().filter(stream -> stream || home).ifPresent(stream -> out.put("stream", stream));
    extras();
    return out;
  }

  private int maxTokens() {
    int wanted = prompt.sampling().maxTokens().orElse(0);
    return wanted > 0
        ? ClaudeModels.limited(prompt.model(), wanted)
        : ClaudeModels.defaultLimit(prompt.model());
  }

  // ---- thinking

  /** Writes {@code thinking}; tells whether the model thinks, which restricts other parameters. */
  private boolean reasoning(Reasoning reasoning) {
    String effort = Efforts.normal(reasoning.effort());
    if (reasoning.mode() == Reasoning.Mode.OFF || effort.equals("minimal")) {
      out.putObject("thinking").put("type", "disabled");
      return false;
    }
    if (!effort.isEmpty() && (home || ClaudeModels.thinksAdaptively(prompt.model()))) {
      outputConfig().put("effort", home ? effort : effortWord(effort));
    }
    if (home && reasoning.mode() == Reasoning.Mode.UNSAID) {
      return false;
    }
    boolean adaptive =
        home
            ? reasoning.mode() == Reasoning.Mode.ADAPTIVE
            : ClaudeModels.thinksAdaptively(prompt.model());
    if (adaptive) {
      display(out.putObject("thinking").put("type", "adaptive"), reasoning);
    } else {
      budget(reasoning, effort);
    }
    return true;
  }

  private static String effortWord(String effort) {
    return switch (effort) {
      case "low", "medium", "high", "xhigh", "max" -> effort;
      default -> "medium";
    };
  }

  /**
   * Anthropic wants the budget below max_tokens; the client's limit is for the answer, so thinking
   * comes on top.
   */
  private void budget(Reasoning reasoning, String effort) {
    int wanted = reasoning.budget().orElseGet(() -> Efforts.budget(effort));
    int budget = home ? wanted : Math.max(MIN_BUDGET, wanted);
    if (!home && budget >= maxTokens) {
      maxTokens = ClaudeModels.limited(prompt.model(), budget + maxTokens);
      int forAnswer = Math.min(prompt.sampling().maxTokens().orElse(maxTokens), maxTokens / 2);
      budget = Math.min(budget, Math.max(MIN_BUDGET, maxTokens - Math.max(1, forAnswer)));
      out.put("max_tokens", maxTokens);
    }
    ObjectNode thinking =
        out.putObject("thinking").put("type", "enabled").put("budget_tokens", budget);
    display(thinking, reasoning);
  }

  private void display(ObjectNode thinking, Reasoning reasoning) {
    String wanted = reasoning.show();
    if (home) {
      if (!wanted.isEmpty()) {
        thinking.put("display", wanted);
      }
      return;
    }
    boolean show = !wanted.isEmpty() && !wanted.equals("omitted");
    thinking.put("display", show ? "summarized" : "omitted");
  }

  // ---- sampling

  private void sampling(Sampling sampling, boolean thinks) {
    boolean onlyAdaptive = !home && ClaudeModels.onlyAdaptive(prompt.model());
    boolean fixed = onlyAdaptive || (thinks && !home);
    put("temperature", sampling.temperature().map(this::clamped), fixed);
    put("top_p", sampling.topP(), onlyAdaptive || (fixed && narrows(sampling.topP())));
    put("top_k", sampling.topK().stream().mapToObj(BigDecimal::valueOf).findFirst(), fixed);
    stops(sampling.stops());
    sampling.frequencyPenalty().ifPresent(value -> losses.lost("frequency_penalty"));
    sampling.presencePenalty().ifPresent(value -> losses.lost("presence_penalty"));
    sampling.seed().ifPresent(value -> losses.lost("seed"));
    sampling.candidates().stream().filter(n -> n > 1).forEach(n -> losses.lost("n"));
    sampling.logprobs().filter(wanted -> wanted).ifPresent(wanted -> losses.lost("logprobs"));
    sampling.topLogprobs().ifPresent(n -> losses.lost("top_logprobs"));
    if (!sampling.logitBias().isEmpty()) {
      losses.lost("logit_bias");
    }
  }

  private void put(String name, Optional<BigDecimal> value, boolean refused) {
    if (refused) {
      value.ifPresent(number -> losses.lost(name));
    } else {
      value.ifPresent(number -> out.put(name, number));
    }
  }

  /** A model that thinks takes no top_p below this (Anthropic, "Extended thinking"). */
  private static boolean narrows(Optional<BigDecimal> topP) {
    return topP.filter(value -> value.compareTo(LEAST_TOP_P) < 0).isPresent();
  }

  /** Anthropic rejects stop sequences of nothing but white space. */
  private void stops(List<String> stops) {
    for (String stop : stops) {
      if (home || !stop.isBlank()) {
        ChatChoices.array(out, "stop_sequences").add(stop);
      } else {
        losses.lost("stop");
      }
    }
  }

  /** OpenAI's scale ends at 2, Anthropic's at 1. */
  private BigDecimal clamped(BigDecimal temperature) {
    return !home && temperature.compareTo(BigDecimal.ONE) > 0 ? BigDecimal.ONE : temperature;
  }

  // ---- tools

  private void tools() {
    ArrayNode tools = JsonTree.nodes().arrayNode();
    for (Tool tool : prompt.tools()) {
      switch (tool) {
        case Tool.Function function -> function(tools.addObject(), function);
        case Tool.WebSearch search -> webSearch(tools, search);
        case Tool.Custom custom -> losses.lost("tools.custom");
        case Tool.Foreign foreign when foreign.home() == Tongue.MESSAGES ->
            tools.add(foreign.raw());
        case Tool.Foreign foreign -> losses.lost("tools." + foreign.type());
      }
    }
    if (!tools.isEmpty()) {
      out.set("tools", tools);
    }
  }

  private void function(ObjectNode target, Tool.Function function) {
    target.put("name", function.name());
    if (!function.description().isEmpty()) {
      target.put("description", function.description());
    }
    target.set("input_schema", inputSchema(function.schema()));
    function.strict().ifPresent(strict -> target.put("strict", strict));
    MessagesTurnWriter.carry(target, function.extras(), "tools", losses);
  }

  /** Anthropic requires the schema to say that it is an object's. */
  private static JsonNode inputSchema(Optional<JsonNode> schema) {
    if (schema.isEmpty() || !(schema.get() instanceof ObjectNode given)) {
      ObjectNode empty = JsonTree.object().put("type", "object");
      empty.putObject("properties");
      return empty;
    }
    if (given.has("type")) {
      return given;
    }
    ObjectNode typed = JsonTree.object().put("type", "object");
    typed.setAll(given);
    return typed;
  }

  private void webSearch(ArrayNode tools, Tool.WebSearch search) {
    Optional<JsonNode> own = search.extras().form(Tongue.MESSAGES, Tool.WebSearch.WHOLE);
    if (own.isPresent()) {
      tools.add(own.get());
      return;
    }
    ObjectNode target = tools.addObject();
    target.put("type", "web_search_20260209").put("name", "web_search");
    search
        .location()
        .ifPresent(
            place -> target.putObject("user_location").put("type", "approximate").setAll(place));
    if (!search.allowedDomains().isEmpty()) {
      search.allowedDomains().forEach(target.putArray("allowed_domains")::add);
    }
    if (!search.contextSize().isEmpty()) {
      losses.lost("tools.web_search.search_context_size");
    }
    search.extras().reportAbroad(Tongue.MESSAGES, "tools.web_search", losses);
  }

  private void toolChoice(boolean thinks) {
    Optional<ToolChoice> wanted =
        prompt.toolChoice().or(() -> home ? Optional.empty() : Optional.of(new ToolChoice.Auto()));
    if (!out.has("tools") || wanted.isEmpty()) {
      return;
    }
    ObjectNode choice = JsonTree.object();
    switch (wanted.get()) {
      case ToolChoice.Auto() -> choice.put("type", "auto");
      case ToolChoice.None() -> choice.put("type", "none");
      case ToolChoice.Required() -> forced(choice.put("type", "any"), thinks);
      case ToolChoice.Named(String name, ToolKind kind) ->
          forced(choice.put("type", "tool").put("name", name), thinks);
      case ToolChoice.Allowed(List<String> names, boolean required) -> {
        losses.lost("tool_choice.allowed_tools");
        forced(choice.put("type", required ? "any" : "auto"), thinks);
      }
    }
    boolean none = choice.path("type").asString().equals("none");
    prompt
        .parallelToolCalls()
        .filter(parallel -> !none && (home || !parallel))
        .ifPresent(parallel -> choice.put("disable_parallel_tool_use", !parallel));
    out.set("tool_choice", choice);
  }

  /** A model that thinks can't be forced to call a tool. */
  private void forced(ObjectNode choice, boolean thinks) {
    if (thinks && !home && !choice.path("type").asString().equals("auto")) {
      losses.lost("tool_choice");
      choice.removeAll();
      choice.put("type", "auto");
    }
  }

  // ---- output format and the rest

  private ObjectNode outputConfig() {
    return out.get("output_config") instanceof ObjectNode config
        ? config
        : out.putObject("output_config");
  }

  private void outputFormat(OutputFormat format) {
    switch (format) {
      case OutputFormat.PlainText() -> {}
      case OutputFormat.JsonObject() ->
          throw new InvalidRequest(
              "response_format",
              "this model's API can't promise any JSON object; give a JSON schema instead");
      case OutputFormat.JsonSchema schema -> jsonSchema(schema);
    }
  }

  private void jsonSchema(OutputFormat.JsonSchema format) {
    JsonNode schema =
        format
            .schema()
            .orElseThrow(
                () -> new InvalidRequest("response_format", "the JSON schema itself is missing"));
    JsonNode additional = schema.get("additionalProperties");
    boolean closed = additional != null && additional.isBoolean() && !additional.asBoolean();
    if (format.extras().isHome(Tongue.GEMINI)) {
      schema = GeminiSchemas.closed(schema);
      closed = true;
    }
    if (!closed && !home) {
      throw new InvalidRequest(
          "response_format", "the JSON schema must say \"additionalProperties\": false");
    }
    ObjectNode target = outputConfig().putObject("format").put("type", "json_schema");
    target.set("schema", schema);
    if (!format.description().isEmpty()) {
      losses.lost("response_format.description");
    }
    MessagesTurnWriter.carry(target, format.extras(), "response_format", losses);
  }

  private void service(Service service) {
    String user = service.user().isEmpty() ? service.safetyIdentifier() : service.user();
    if (!user.isEmpty()) {
      out.putObject("metadata").put("user_id", user);
    }
    if (!service.user().isEmpty() && !service.safetyIdentifier().isEmpty()) {
      losses.lost("safety_identifier");
    }
    tier(service.tier());
    if (!service.metadata().isEmpty()) {
      losses.lost("metadata");
    }
    service.store().filter(store -> store).ifPresent(store -> losses.lost("store"));
    if (!service.promptCacheKey().isEmpty()) {
      losses.lost("prompt_cache_key");
    }
    if (!service.promptCacheRetention().isEmpty()) {
      losses.lost("prompt_cache_retention");
    }
    if (!prompt.verbosity().isEmpty()) {
      losses.lost("verbosity");
    }
    prompt.modalities().stream()
        .filter(kind -> !kind.equals("text"))
        .forEach(kind -> losses.lost("modalities." + kind));
  }

  private void tier(String tier) {
    String written =
        switch (tier.toLowerCase(Locale.ROOT)) {
          case "" -> "";
          case "auto", "standard_only" -> tier;
          case "default" -> "standard_only";
          default -> home ? tier : "";
        };
    if (!written.isEmpty()) {
      out.put("service_tier", written);
    } else if (!tier.isEmpty()) {
      losses.lost("service_tier");
    }
  }

  /** Fallback models are an extension that chat clients may use with Anthropic's API. */
  private void extras() {
    List<String> carried = new ArrayList<>();
    if (!home) {
      JsonNode fallbacks = prompt.extras().fields().get("fallbacks");
      if (fallbacks != null) {
        out.set("fallbacks", Fallbacks.read(fallbacks));
        carried.add("fallbacks");
      }
      JsonNode credit = prompt.extras().fields().get("fallback_credit_token");
      if (credit != null && credit.isString() && !credit.asString().isEmpty()) {
        out.set("fallback_credit_token", credit);
        carried.add("fallback_credit_token");
      }
    }
    prompt
        .extras()
        .fields()
        .forEach(
            (name, value) -> {
              if (home) {
                ChatAnswers.merge(out, name, value);
              } else if (!carried.contains(name)) {
                losses.lost(name);
              }
            });
  }
}
