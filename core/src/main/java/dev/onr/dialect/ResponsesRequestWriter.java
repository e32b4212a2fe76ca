package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link Prompt} → Responses request. */
final class ResponsesRequestWriter {
  private final Prompt prompt;
  private final Losses losses;
  private final boolean home;
  private final ObjectNode out = JsonTree.object();

  private ResponsesRequestWriter(Prompt prompt, Losses losses) {
    this.prompt = prompt;
    this.losses = losses;
    this.home = prompt.extras().isHome(Tongue.RESPONSES);
  }

  static ObjectNode write(Prompt prompt, Losses losses) {
    return new ResponsesRequestWriter(prompt, losses).request();
  }

  private ObjectNode request() {
    String model = prompt.model().trim();
    if (model.isEmpty()) {
      throw new InvalidRequest("model", "model is required");
    }
    out.put("model", model);
    new ResponsesTurnWriter(home, losses).write(out, prompt.turns());
    sampling(prompt.sampling());
    prompt.reasoning().ifPresent(this::reasoning);
    prompt.outputFormat().ifPresent(this::outputFormat);
    if (!prompt.verbosity().isEmpty()) {
      object("text").put("verbosity", prompt.verbosity());
    }
    ResponsesTools.write(prompt, out, losses);
    service(prompt.service());
    prompt.stream().ifPresent(stream -> out.put("stream", stream));
    prompt.modalities().stream()
        .filter(kind -> !kind.equals("text"))
        .forEach(kind -> losses.lost("modalities." + kind));
    extras();
    return out;
  }

  private ObjectNode object(String name) {
    return out.get(name) instanceof ObjectNode object ? object : out.putObject(name);
  }

  private void sampling(Sampling sampling) {
    sampling.candidates().stream()
        .filter(n -> n > 1)
        .forEach(
            n -> {
              throw new InvalidRequest(
                  "n", "n must be 1: the upstream's API gives one answer per request");
            });
    sampling.temperature().ifPresent(value -> out.put("temperature", value));
    sampling.topP().ifPresent(value -> out.put("top_p", value));
    sampling.maxTokens().stream()
        .filter(limit -> limit > 0 || home)
        .forEach(limit -> out.put("max_output_tokens", limit));
    if (sampling.logprobs().orElse(false)) {
      array("include").add(ResponsesRequestReader.LOGPROBS);
    }
    sampling.topLogprobs().ifPresent(n -> out.put("top_logprobs", n));
    sampling.topK().ifPresent(value -> losses.lost("top_k"));
    sampling.frequencyPenalty().ifPresent(value -> losses.lost("frequency_penalty"));
    sampling.presencePenalty().ifPresent(value -> losses.lost("presence_penalty"));
    sampling.seed().ifPresent(value -> losses.lost("seed"));
    if (!sampling.logitBias().isEmpty()) {
      losses.lost("logit_bias");
    }
    if (!sampling.stops().isEmpty()) {
      losses.lost("stop");
    }
  }

  private ArrayNode array(String name) {
    return out.get(name) instanceof ArrayNode array ? array : out.putArray(name);
  }

  private void reasoning(Reasoning reasoning) {
    String effort =
        switch (reasoning.mode()) {
          case OFF -> Efforts.off(reasoning, prompt.model(), losses);
          case ADAPTIVE, UNSAID -> reasoning.effort().trim();
          case ON ->
              reasoning.effort().isBlank() && reasoning.budget().isPresent()
                  ? Efforts.word(reasoning.budget().getAsInt())
                  : reasoning.effort().trim();
        };
    String summary = summary(reasoning);
    if (!effort.isEmpty()) {
      object("reasoning").put("effort", effort);
    }
    if (!summary.isEmpty()) {
      object("reasoning").put("summary", summary);
    }
    // Messages and Gemini clients send thinking back with the signature, which is this.
    boolean carried = thinks(reasoning) || prompt.extras().isHome(Tongue.GEMINI);
    if (carried && out.has("reasoning") && !Efforts.isOff(effort)) {
      array("include").add("reasoning.encrypted_content");
    }
  }

  /** Anthropic shows thinking unless told not to; OpenAI only shows what is asked for. */
  private String summary(Reasoning reasoning) {
    return switch (reasoning.show()) {
      case "" -> thinks(reasoning) ? "auto" : "";
      case "omitted" -> "";
      case "summarized" -> "auto";
      default -> reasoning.show();
    };
  }

  private boolean thinks(Reasoning reasoning) {
    return prompt.extras().isHome(Tongue.MESSAGES)
        && (reasoning.mode() == Reasoning.Mode.ON || reasoning.mode() == Reasoning.Mode.ADAPTIVE);
  }

  private void outputFormat(OutputFormat format) {
    ObjectNode target = object("text").putObject("format");
    switch (format) {
      case OutputFormat.PlainText() -> target.put("type", "text");
      case OutputFormat.JsonObject() -> target.put("type", "json_object");
      case OutputFormat.JsonSchema schema -> {
        target.put("type", "json_schema");
        // OpenAI requires a name, other dialects have none.
        target.put("name", schema.name().isEmpty() ? "response" : schema.name());
        if (!schema.description().isEmpty()) {
          target.put("description", schema.description());
        }
        schema.schema().ifPresent(node -> target.set("schema", node));
        schema.strict().ifPresent(strict -> target.put("strict", strict));
        schema.extras().at(Tongue.RESPONSES).forEach(target::set);
        schema.extras().reportAbroad(Tongue.RESPONSES, "response_format", losses);
      }
    }
  }

  private void service(Service service) {
    putText("user", service.user().trim());
    putText("safety_identifier", service.safetyIdentifier());
    putText("service_tier", service.openAiTier());
    putText("prompt_cache_key", service.promptCacheKey());
    putText("prompt_cache_retention", service.promptCacheRetention());
    service.store().ifPresent(store -> out.put("store", store));
    if (!service.metadata().isEmpty()) {
      ObjectNode metadata = out.putObject("metadata");
      service.metadata().forEach(metadata::put);
    }
  }

  private void putText(String name, String value) {
    if (!value.isEmpty()) {
      out.put(name, value);
    }
  }

  /** Chat and Responses share one switch of their streams; the rest is understood at home only. */
  private void extras() {
    for (Map.Entry<String, JsonNode> field : prompt.extras().fields().entrySet()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      boolean chatStream = prompt.extras().isHome(Tongue.CHAT) && name.equals("stream_options");
      if (home && name.equals("include")) {
        value.forEach(entry -> array("include").add(entry));
      } else if (home) {
        ChatAnswers.merge(out, name, value);
      } else if (chatStream && value.has("include_obfuscation")) {
        out.putObject("stream_options")
            .set("include_obfuscation", value.get("include_obfuscation"));
      } else {
        losses.lost(name);
      }
    }
  }
}
