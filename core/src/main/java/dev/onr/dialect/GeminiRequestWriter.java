package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@link Prompt} → Gemini generateContent request. The model and the stream flag go into the path.
 */
final class GeminiRequestWriter {
  private static final String CONFIG = "generationConfig";
  private static final String TOOL_CONFIG = "toolConfig";

  private final Prompt prompt;
  private final Losses losses;
  private final boolean home;
  private final ObjectNode out = JsonTree.object();

  /** Foreign extras that found a place here. */
  private final Set<String> carried = new TreeSet<>();

  private GeminiRequestWriter(Prompt prompt, Losses losses) {
    this.prompt = prompt;
    this.losses = losses;
    this.home = prompt.extras().isHome(Tongue.GEMINI);
  }

  static ObjectNode write(Prompt prompt, Losses losses) {
    return new GeminiRequestWriter(prompt, losses).request();
  }

  private ObjectNode request() {
    // At home, calls and results pair as the client paired them.
    List<Turn> turns = home ? prompt.turns() : CallPairing.complete(prompt.turns());
    GeminiContentWriter writer = new GeminiContentWriter(home, prompt.model(), losses);
    writer.writeSystem(out, turns);
    writer.writeContents(out.putArray("contents"), turns);
    tools();
    sampling(prompt.sampling());
    prompt.outputFormat().ifPresent(this::outputFormat);
    thinking();
    modalities();
    speech();
    service(prompt.service());
    if (!prompt.verbosity().isEmpty()) {
      losses.lost("verbosity");
    }
    extras();
    return out;
  }

  private ObjectNode object(String name) {
    return out.get(name) instanceof ObjectNode object ? object : out.putObject(name);
  }

  // ---- tools

  private void tools() {
    ArrayNode functions = JsonTree.nodes().arrayNode();
    ArrayNode others = JsonTree.nodes().arrayNode();
    for (Tool tool : prompt.tools()) {
      switch (tool) {
        case Tool.Function function -> function(functions.addObject(), function);
        case Tool.WebSearch search -> webSearch(others.addObject(), search);
        case Tool.Foreign foreign when foreign.home() == Tongue.GEMINI -> others.add(foreign.raw());
        case Tool.Foreign foreign -> losses.lost("tools." + foreign.type());
        case Tool.Custom custom -> losses.lost("tools.custom");
      }
    }
    if (!functions.isEmpty()) {
      out.putArray("tools").addObject().set("functionDeclarations", functions);
    }
    if (!others.isEmpty()) {
      ArrayNode tools = out.get("tools") instanceof ArrayNode array ? array : out.putArray("tools");
      tools.addAll(others);
    }
    Optional<JsonNode> form = prompt.extras().form(Tongue.GEMINI, "functionCallingConfig");
    if (form.isPresent()) {
      object(TOOL_CONFIG).set("functionCallingConfig", form.get());
    } else if (!functions.isEmpty()) {
      prompt.toolChoice().ifPresent(this::toolChoice);
    }
    prompt
        .parallelToolCalls()
        .filter(parallel -> !parallel)
        .ifPresent(parallel -> losses.lost("parallel_tool_calls"));
  }

  private void function(ObjectNode target, Tool.Function function) {
    target.put("name", function.name());
    if (!function.description().isEmpty()) {
      target.put("description", function.description());
    }
    Optional<JsonNode> own = function.extras().form(Tongue.GEMINI, GeminiRequestReader.PARAMETERS);
    if (own.isPresent()) {
      target.set("parameters", own.get());
    } else {
      function.schema().ifPresent(schema -> target.set("parametersJsonSchema", schema));
    }
    function.strict().filter(strict -> strict).ifPresent(strict -> losses.lost("tools.strict"));
    function.extras().at(Tongue.GEMINI).forEach(target::set);
    function.extras().reportAbroad(Tongue.GEMINI, "tools", losses);
  }

  private void webSearch(ObjectNode target, Tool.WebSearch search) {
    Optional<JsonNode> old = search.extras().form(Tongue.GEMINI, GeminiRequestReader.OLD_SEARCH);
    if (old.isPresent()) {
      target.set(GeminiRequestReader.OLD_SEARCH, old.get());
      return;
    }
    ObjectNode inner = target.putObject("googleSearch");
    search.extras().at(Tongue.GEMINI).forEach(inner::set);
    lost("tools.web_search.search_context_size", search.contextSize());
    if (search.location().isPresent()) {
      losses.lost("tools.web_search.user_location");
    }
    if (!search.allowedDomains().isEmpty()) {
      losses.lost("tools.web_search.allowed_domains");
    }
    search.extras().reportAbroad(Tongue.GEMINI, "tools.web_search", losses);
  }

  private void toolChoice(ToolChoice choice) {
    ObjectNode config = object(TOOL_CONFIG).putObject("functionCallingConfig");
    switch (choice) {
      case ToolChoice.Auto() -> config.put("mode", "AUTO");
      case ToolChoice.None() -> config.put("mode", "NONE");
      case ToolChoice.Required() -> config.put("mode", "ANY");
      case ToolChoice.Named(String name, ToolKind kind) ->
          config.put("mode", "ANY").putArray("allowedFunctionNames").add(name);
      case ToolChoice.Allowed(List<String> names, boolean required) -> {
        // Names may stand beside ANY and VALIDATED only; VALIDATED leaves the model free to talk.
        config.put("mode", required ? "ANY" : "VALIDATED");
        names.forEach(config.putArray("allowedFunctionNames")::add);
      }
    }
  }

  // ---- generationConfig

  private void sampling(Sampling sampling) {
    sampling.maxTokens().stream()
        .filter(limit -> limit > 0)
        .forEach(limit -> object(CONFIG).put("maxOutputTokens", limit));
    putNumber("temperature", sampling.temperature());
    putNumber("topP", sampling.topP());
    sampling.topK().ifPresent(value -> object(CONFIG).put("topK", value));
    putNumber("frequencyPenalty", sampling.frequencyPenalty());
    putNumber("presencePenalty", sampling.presencePenalty());
    sampling.seed().ifPresent(seed -> object(CONFIG).put("seed", seed));
    sampling.candidates().ifPresent(n -> object(CONFIG).put("candidateCount", n));
    sampling.logprobs().ifPresent(wanted -> object(CONFIG).put("responseLogprobs", wanted));
    sampling.topLogprobs().ifPresent(n -> object(CONFIG).put("logprobs", n));
    if (!sampling.logitBias().isEmpty()) {
      losses.lost("logit_bias");
    }
    if (!sampling.stops().isEmpty()) {
      sampling.stops().forEach(object(CONFIG).putArray("stopSequences")::add);
    }
  }

  private void putNumber(String name, Optional<BigDecimal> value) {
    value.ifPresent(number -> object(CONFIG).put(name, number));
  }

  private void outputFormat(OutputFormat format) {
    ObjectNode config = object(CONFIG);
    switch (format) {
      case OutputFormat.PlainText() -> config.put("responseMimeType", "text/plain");
      case OutputFormat.JsonObject() -> config.put("responseMimeType", "application/json");
      case OutputFormat.JsonSchema schema -> {
        config.put("responseMimeType", "application/json");
        Optional<JsonNode> own =
            schema.extras().form(Tongue.GEMINI, GeminiRequestReader.RESPONSE_SCHEMA);
        if (own.isPresent()) {
          config.set("responseSchema", own.get());
        } else {
          schema.schema().ifPresent(node -> config.set("responseJsonSchema", node));
        }
        lost("response_format.description", schema.description());
        schema.extras().at(Tongue.GEMINI).forEach(config::set);
        schema.extras().reportAbroad(Tongue.GEMINI, "response_format", losses);
      }
    }
  }

  private void thinking() {
    Optional<JsonNode> form = prompt.extras().form(Tongue.GEMINI, "thinkingConfig");
    if (form.isPresent()) {
      object(CONFIG).set("thinkingConfig", form.get());
      return;
    }
    boolean shown = prompt.extras().isHome(Tongue.MESSAGES);
    prompt
        .reasoning()
        .flatMap(wanted -> GeminiThinking.write(wanted, prompt.model(), shown, losses))
        .ifPresent(config -> object(CONFIG).set("thinkingConfig", config));
    // How Google's own chat endpoint takes it.
    if (chatExtra("extra_body") instanceof ObjectNode body
        && GeminiNames.camel(body).path("google").path("thinkingConfig")
            instanceof ObjectNode asked) {
      carried.add("extra_body");
      ObjectNode config = object(CONFIG);
      ObjectNode thinking =
          config.get("thinkingConfig") instanceof ObjectNode there
              ? there
              : config.putObject("thinkingConfig");
      thinking.setAll(asked);
    }
  }

  /** A chat client's field that the model has no place for; a missing node where there is none. */
  private JsonNode chatExtra(String name) {
    JsonNode value = prompt.extras().at(Tongue.CHAT).get(name);
    return value == null ? JsonTree.nodes().missingNode() : value;
  }

  private void modalities() {
    Set<String> kinds = new LinkedHashSet<>();
    for (String kind : prompt.modalities()) {
      if (!kind.isBlank()) {
        kinds.add(kind.trim().toUpperCase(Locale.ROOT));
      }
    }
    if (!kinds.isEmpty()) {
      kinds.forEach(object(CONFIG).putArray("responseModalities")::add);
    }
  }

  /** A chat client's {@code audio.voice}; Gemini always answers in PCM, so the format is lost. */
  private void speech() {
    JsonNode voice = chatExtra("audio").path("voice");
    String name = voice.isString() ? voice.asString() : voice.path("id").asString("");
    if (!name.isEmpty()) {
      carried.add("audio");
      object(CONFIG)
          .putObject("speechConfig")
          .putObject("voiceConfig")
          .putObject("prebuiltVoiceConfig")
          .put("voiceName", name);
      if (chatExtra("audio").has("format")) {
        losses.lost("audio.format");
      }
    }
  }

  // ---- the rest

  private void service(Service service) {
    for (String name : List.of("serviceTier", "store")) {
      prompt.extras().form(Tongue.GEMINI, name).ifPresent(form -> out.set(name, form));
    }
    if (home) {
      return;
    }
    lost("user", service.user());
    lost("safety_identifier", service.safetyIdentifier());
    boolean usual =
        Set.of("auto", "default", "standard_only")
            .contains(service.tier().toLowerCase(Locale.ROOT));
    lost("service_tier", usual ? "" : service.tier());
    lost("prompt_cache_key", service.promptCacheKey());
    lost("prompt_cache_retention", service.promptCacheRetention());
    service.store().filter(store -> store).ifPresent(store -> losses.lost("store"));
    if (!service.metadata().isEmpty()) {
      losses.lost("metadata");
    }
  }

  private void lost(String name, String value) {
    if (!value.isEmpty()) {
      losses.lost(name);
    }
  }

  /** At home, a name with a dot is a member of the object that the dot names. */
  private void extras() {
    for (Map.Entry<String, JsonNode> entry : prompt.extras().fields().entrySet()) {
      String name = entry.getKey();
      if (!home) {
        if (!carried.contains(name)) {
          losses.lost(name);
        }
        continue;
      }
      int dot = name.indexOf('.');
      if (name.startsWith(CONFIG + ".") || name.startsWith(TOOL_CONFIG + ".")) {
        object(name.substring(0, dot)).set(name.substring(dot + 1), entry.getValue());
      } else {
        out.set(name, entry.getValue());
      }
    }
  }
}
