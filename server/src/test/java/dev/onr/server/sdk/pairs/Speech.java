package dev.onr.server.sdk.pairs;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the four dialects call things, and how provider files name them. */
enum Speech {
  CHAT("openai_chat", "openai_chat", "gpt-5-mini", "/v1/chat/completions", "/v1/chat/completions"),
  RESPONSES("openai_responses", "openai_responses", "gpt-5-mini", "/v1/responses", "/v1/responses"),
  MESSAGES("anthropic", "anthropic_messages", "claude-sonnet-4-5", "/v1/messages", "/v1/messages"),
  GEMINI(
      "gemini",
      "gemini_generate_content",
      "gemini-2.5-flash",
      "/v1beta/models/gemini-2.5-flash:generateContent",
      "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse");

  private static final JsonMapper JSON = JsonMapper.shared();

  private final String source;
  private final String target;
  private final String model;
  private final String wholeTarget;
  private final String streamTarget;

  Speech(String source, String target, String model, String wholeTarget, String streamTarget) {
    this.source = source;
    this.target = target;
    this.model = model;
    this.wholeTarget = wholeTarget;
    this.streamTarget = streamTarget;
  }

  /** A model of this dialect's vendor; translations depend on what a model can do. */
  String model() {
    return model;
  }

  /** The name of the provider whose upstream speaks this dialect. */
  String provider() {
    return "speaks-" + source.replace('_', '-');
  }

  /** A provider that takes requests of all other dialects. */
  String providerFile(String baseUrl) {
    var file = new StringBuilder();
    for (Speech client : values()) {
      if (client != this) {
        file.append(match(client, false)).append(match(client, true));
      }
    }
    return """
    syntax "next-router/0.1";
    provider "%s" {
      defaults {
        upstream_config { base_url = "%s"; }
        auth { auth_bearer; }
        error { error_map openai; }
      }
    %s}
    """
        .formatted(provider(), baseUrl, file);
  }

  private String match(Speech client, boolean streamed) {
    String upstreamTarget = requestTarget(streamed);
    return """
      match api = "%s" stream = %s {
        upstream {
          set_path "%s";
          %s
        }
        request { req_map %s_to_%s; }
        response { %s; }
      }
    """
        .formatted(
            client.api(streamed),
            streamed,
            upstreamTarget.replace("?alt=sse", ""),
            upstreamTarget.contains("?")
                ? "set_query \"alt\" \"sse\";"
                : "del_query \"alt\";", // which Google's SDK sends
            client.source,
            target,
            streamed
                ? "sse_parse " + source + "_to_" + client.source + "_chunks"
                : "resp_map " + source + "_to_" + client.target);
  }

  private String api(boolean streamed) {
    return switch (this) {
      case CHAT -> "chat.completions";
      case RESPONSES -> "responses";
      case MESSAGES -> "claude.messages";
      case GEMINI -> streamed ? "gemini.streamGenerateContent" : "gemini.generateContent";
    };
  }

  /** Where requests of this dialect go. */
  String requestTarget(boolean streamed) {
    return streamed ? streamTarget : wholeTarget;
  }

  /** The image as requests of this dialect hold it. */
  JsonNode image(String base64, Speech client) {
    return JSON.readTree(
        switch (this) {
          case CHAT ->
              """
              {"type": "image_url", "image_url": {"url": "data:image/png;base64,%s"%s}}\
              """
                  // OpenAI's SDK insists on a detail in Responses, but not in chat.
                  .formatted(base64, client == RESPONSES ? ", \"detail\": \"auto\"" : "");
          case RESPONSES ->
              """
              {"type": "input_image", "image_url": "data:image/png;base64,%s"}\
              """
                  .formatted(base64);
          case MESSAGES ->
              """
              {"type": "image",
               "source": {"type": "base64", "media_type": "image/png", "data": "%s"}}\
              """
                  .formatted(base64);
          case GEMINI ->
              """
              {"inlineData": {"mimeType": "image/png", "data": "%s"}}\
              """
                  .formatted(base64);
        });
  }

  /** The parts of the last turn in a request of this dialect. */
  JsonNode lastTurn(JsonNode request) {
    JsonNode turns =
        switch (this) {
          case CHAT, MESSAGES -> request.path("messages");
          case RESPONSES -> request.path("input");
          case GEMINI -> request.path("contents");
        };
    JsonNode last = turns.path(turns.size() - 1);
    return this == GEMINI ? last.path("parts") : last.path("content");
  }

  /** The schema of the answer, where requests of this dialect hold it. */
  JsonNode answerSchema(JsonNode request) {
    return switch (this) {
      case CHAT -> request.at("/response_format/json_schema/schema");
      case RESPONSES -> request.at("/text/format/schema");
      case MESSAGES -> request.at("/output_config/format/schema");
      case GEMINI ->
          request.at("/generationConfig").has("responseJsonSchema")
              ? request.at("/generationConfig/responseJsonSchema")
              : request.at("/generationConfig/responseSchema");
    };
  }

  /** What requests of this dialect say about thinking. */
  JsonNode thinking(JsonNode request) {
    return switch (this) {
      case CHAT -> request.path("reasoning_effort");
      case RESPONSES -> request.at("/reasoning/effort");
      case MESSAGES -> request.at("/thinking/type");
      case GEMINI -> request.at("/generationConfig/thinkingConfig");
    };
  }
}
