package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link Prompt} → Chat Completions request. */
final class ChatRequestWriter {
  private final Prompt prompt;
  private final Losses losses;
  private final ObjectNode out = JsonTree.object();

  private ChatRequestWriter(Prompt prompt, Losses losses) {
    this.prompt = prompt;
    this.losses = losses;
  }

  static ObjectNode write(Prompt prompt, Losses losses) {
    return new ChatRequestWriter(prompt, losses).request();
  }

  private ObjectNode request() {
    if (prompt.model().isBlank()) {
      throw new InvalidRequest("model", "model is required");
    }
    out.put("model", prompt.model());
    ArrayNode messages = out.putArray("messages");
    ChatMessageWriter writer = new ChatMessageWriter(messages, losses);
    CallPairing.complete(prompt.turns()).forEach(writer::write);
    sampling(prompt.sampling());
    prompt.outputFormat().ifPresent(this::outputFormat);
    prompt.reasoning().ifPresent(this::reasoning);
    putText("verbosity", prompt.verbosity());
    tools();
    if (!prompt.modalities().isEmpty()) {
      prompt.modalities().forEach(out.putArray("modalities")::add);
    }
    service(prompt.service());
    stream();
    // stream_options may be there already, with include_usage.
    prompt.extras().at(Tongue.CHAT).forEach((name, value) -> ChatAnswers.merge(out, name, value));
    prompt.extras().reportAbroad(Tongue.CHAT, "", losses);
    return out;
  }

  private void stream() {
    prompt.stream().ifPresent(stream -> out.put("stream", stream));
    prompt
        .streamUsage()
        .ifPresent(usage -> out.putObject("stream_options").put("include_usage", usage));
  }

  private void sampling(Sampling sampling) {
    sampling.maxTokens().stream()
        .filter(limit -> limit > 0)
        .forEach(limit -> out.put(limitField(prompt.model()), limit));
    putNumber("temperature", sampling.temperature());
    putNumber("top_p", sampling.topP());
    topK(sampling);
    putNumber("frequency_penalty", sampling.frequencyPenalty());
    putNumber("presence_penalty", sampling.presencePenalty());
    sampling.seed().ifPresent(seed -> out.put("seed", seed));
    sampling.candidates().ifPresent(n -> out.put("n", n));
    sampling.logprobs().ifPresent(wanted -> out.put("logprobs", wanted));
    sampling.topLogprobs().ifPresent(n -> out.put("top_logprobs", n));
    if (!sampling.logitBias().isEmpty()) {
      ObjectNode bias = out.putObject("logit_bias");
      sampling.logitBias().forEach((token, value) -> bias.put(token, value));
    }
    if (!sampling.stops().isEmpty()) {
      ArrayNode stops = out.putArray("stop");
      sampling.stops().forEach(stops::add);
    }
  }

  /**
   * Not OpenAI's, who reject it, but a client of chat that sends it knows a service that takes it.
   */
  private void topK(Sampling sampling) {
    if (home()) {
      sampling.topK().ifPresent(limit -> out.put("top_k", limit));
    } else {
      sampling.topK().ifPresent(limit -> losses.lost("top_k"));
    }
  }

  private boolean home() {
    return prompt.extras().isHome(Tongue.CHAT);
  }

  /** OpenAI's reasoning models reject max_tokens; compatible services often know nothing else. */
  private static String limitField(String model) {
    return OpenAiModels.reasons(model) ? "max_completion_tokens" : "max_tokens";
  }

  private void outputFormat(OutputFormat format) {
    ObjectNode target = out.putObject("response_format");
    switch (format) {
      case OutputFormat.PlainText() -> target.put("type", "text");
      case OutputFormat.JsonObject() -> target.put("type", "json_object");
      case OutputFormat.JsonSchema schema -> {
        target.put("type", "json_schema");
        ObjectNode inner = target.putObject("json_schema");
        // OpenAI requires a name, other dialects have none.
        inner.put("name", schema.name().isEmpty() ? "response" : schema.name());
        if (!schema.description().isEmpty()) {
          inner.put("description", schema.description());
        }
        schema.schema().ifPresent(node -> inner.set("schema", node));
        schema.strict().ifPresent(strict -> inner.put("strict", strict));
        schema.extras().at(Tongue.CHAT).forEach(inner::set);
        schema.extras().reportAbroad(Tongue.CHAT, "response_format", losses);
      }
    }
  }

  private void reasoning(Reasoning reasoning) {
    String effort =
        switch (reasoning.mode()) {
          case OFF -> Efforts.off(reasoning, prompt.model(), losses);
          case ADAPTIVE, UNSAID -> reasoning.effort();
          case ON ->
              reasoning.effort().isEmpty() && reasoning.budget().isPresent()
                  ? Efforts.word(reasoning.budget().getAsInt())
                  : reasoning.effort();
        };
    putText("reasoning_effort", effort);
    // Chat has no word for whether reasoning is shown; a service that shows it does so anyway.
    if (!reasoning.show().isEmpty() && !reasoning.show().equals("omitted")) {
      losses.lost("reasoning.summary");
    }
  }

  // ---- tools

  private void tools() {
    for (Tool tool : prompt.tools()) {
      switch (tool) {
        case Tool.Function function -> function(function);
        case Tool.Custom custom -> custom(custom);
        case Tool.WebSearch search -> webSearch(search);
        case Tool.Foreign foreign -> foreign(foreign);
      }
    }
    if (out.has("tools") || home()) {
      prompt.toolChoice().ifPresent(this::toolChoice);
      prompt.parallelToolCalls().ifPresent(allowed -> out.put("parallel_tool_calls", allowed));
    }
  }

  private void function(Tool.Function function) {
    ObjectNode target = toolArray().addObject().put("type", "function");
    ObjectNode inner = target.putObject("function");
    inner.put("name", function.name());
    if (!function.description().isEmpty()) {
      inner.put("description", function.description());
    }
    function.schema().ifPresent(schema -> inner.set("parameters", schema));
    function.strict().ifPresent(strict -> inner.put("strict", strict));
    function.extras().at(Tongue.CHAT).forEach(target::set);
    function.extras().reportAbroad(Tongue.CHAT, "tools", losses);
  }

  private void custom(Tool.Custom custom) {
    ObjectNode target = toolArray().addObject().put("type", "custom");
    ObjectNode inner = target.putObject("custom");
    inner.put("name", custom.name());
    if (!custom.description().isEmpty()) {
      inner.put("description", custom.description());
    }
    if (!custom.grammar().isEmpty()) {
      inner
          .putObject("format")
          .put("type", "grammar")
          .putObject("grammar")
          .put("syntax", custom.syntax())
          .put("definition", custom.grammar());
    }
    custom.extras().at(Tongue.CHAT).forEach(target::set);
    custom.extras().reportAbroad(Tongue.CHAT, "tools", losses);
  }

  private void webSearch(Tool.WebSearch search) {
    Optional<JsonNode> asTool = search.extras().form(Tongue.CHAT, Tool.WebSearch.WHOLE);
    if (asTool.isPresent()) {
      toolArray().add(asTool.get());
      return;
    }
    ObjectNode options = out.putObject("web_search_options");
    if (!search.contextSize().isEmpty()) {
      options.put("search_context_size", search.contextSize());
    }
    search
        .location()
        .ifPresent(
            place ->
                options
                    .putObject("user_location")
                    .put("type", "approximate")
                    .set("approximate", place));
    search.extras().at(Tongue.CHAT).forEach(options::set);
    if (!search.allowedDomains().isEmpty()) {
      losses.lost("tools.web_search.allowed_domains");
    }
    search.extras().reportAbroad(Tongue.CHAT, "tools.web_search", losses);
  }

  private void foreign(Tool.Foreign foreign) {
    if (foreign.home() == Tongue.CHAT) {
      toolArray().add(foreign.raw());
    } else {
      losses.lost("tools." + foreign.type());
    }
  }

  private ArrayNode toolArray() {
    return out.get("tools") instanceof ArrayNode array ? array : out.putArray("tools");
  }

  private void toolChoice(ToolChoice choice) {
    switch (choice) {
      case ToolChoice.Auto() -> out.put("tool_choice", "auto");
      case ToolChoice.None() -> out.put("tool_choice", "none");
      case ToolChoice.Required() -> out.put("tool_choice", "required");
      case ToolChoice.Named(String name, ToolKind kind) ->
          named(out.putObject("tool_choice"), name, kind);
      case ToolChoice.Allowed(List<String> names, boolean required) -> {
        ObjectNode allowed =
            out.putObject("tool_choice").put("type", "allowed_tools").putObject("allowed_tools");
        allowed.put("mode", required ? "required" : "auto");
        ArrayNode tools = allowed.putArray("tools");
        names.forEach(name -> named(tools.addObject(), name, prompt.kindOf(name)));
      }
    }
  }

  private static void named(ObjectNode target, String name, ToolKind kind) {
    String type = kind == ToolKind.CUSTOM ? "custom" : "function";
    target.put("type", type).putObject(type).put("name", name);
  }

  // ---- the rest

  private void service(Service service) {
    putText("user", service.user());
    putText("safety_identifier", service.safetyIdentifier());
    putText("service_tier", service.openAiTier());
    putText("prompt_cache_key", service.promptCacheKey());
    putText("prompt_cache_retention", service.promptCacheRetention());
    service.store().ifPresent(store -> out.put("store", store));
    if (!service.metadata().isEmpty()) {
      ObjectNode metadata = out.putObject("metadata");
      for (Map.Entry<String, String> entry : service.metadata().entrySet()) {
        metadata.put(entry.getKey(), entry.getValue());
      }
    }
  }

  private void putText(String name, String value) {
    if (!value.isEmpty()) {
      out.put(name, value);
    }
  }

  private void putNumber(String name, Optional<BigDecimal> value) {
    value.ifPresent(number -> out.put(name, number));
  }
}
