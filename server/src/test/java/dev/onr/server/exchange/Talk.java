package dev.onr.server.exchange;

import java.util.List;

/** The four dialects, as far as tests of failures need them: requests, answers, ends. */
enum Talk {
  CHAT("Chat Completions") {
    @Override
    String path(boolean stream) {
      return "/v1/chat/completions";
    }

    @Override
    String whole(String who, int tokens) {
      return """
      {"id":"c","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],"usage":{"prompt_tokens":%d,"completion_tokens":1,"total_tokens":%d}}\
      """
          .formatted(who, tokens, tokens + 1);
    }

    @Override
    List<String> events(String who) {
      return List.of(
          data(
              "{\"object\":\"chat.completion.chunk\",\"choices\":[{\"delta\":{\"content\":\"%s\"}}]}",
              who),
          data(
              "{\"object\":\"chat.completion.chunk\",\"choices\":[{\"delta\":{\"content\":\""
                  + " more\"}}]}",
              who),
          data(
              "{\"object\":\"chat.completion.chunk\",\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":7}}",
              who),
          data("[DONE]", who));
    }

    @Override
    List<String> ends() {
      return List.of("[DONE]", "finish_reason");
    }

    @Override
    String tooLong() {
      return "{\"error\":{\"message\":\"This model's maximum context length is 10"
                 + " tokens.\",\"type\":\"invalid_request_error\",\"param\":\"messages\",\"code\":\"context_length_exceeded\"}}";
    }

    @Override
    String filtered() {
      return "{\"error\":{\"message\":\"The response was"
                 + " filtered\",\"type\":null,\"param\":\"prompt\",\"code\":\"content_filter\",\"status\":400}}";
    }

    @Override
    String overloaded() {
      return data(
          "{\"error\":{\"message\":\"too many\",\"type\":\"requests\",\"param\":null,"
              + "\"code\":\"rate_limit_exceeded\"}}",
          "");
    }

    @Override
    String usage(int tokens) {
      return "\"usage\":{\"prompt_tokens\":%d}".formatted(tokens);
    }
  },
  RESPONSES("Responses") {
    @Override
    String path(boolean stream) {
      return "/v1/responses";
    }

    @Override
    String whole(String who, int tokens) {
      return """
      {"id":"r","object":"response","status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"%s"}]}],"usage":{"input_tokens":%d,"output_tokens":1,"total_tokens":%d}}\
      """
          .formatted(who, tokens, tokens + 1);
    }

    @Override
    List<String> events(String who) {
      return List.of(
          named("response.created", "\"sequence_number\":0,\"response\":{\"id\":\"%s\"}", who),
          named("response.output_text.delta", "\"sequence_number\":1,\"delta\":\"%s\"", who),
          named(
              "response.completed",
              "\"sequence_number\":2,\"response\":{\"id\":\"%s\",\"usage\":{\"input_tokens\":7}}",
              who));
    }

    @Override
    List<String> ends() {
      return List.of("response.completed", "response.incomplete");
    }

    @Override
    String tooLong() {
      return CHAT.tooLong();
    }

    @Override
    String filtered() {
      return "{\"error\":{\"message\":\"Invalid prompt: your prompt was"
                 + " flagged\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"invalid_prompt\"}}";
    }

    @Override
    String overloaded() {
      return named(
          "error",
          "\"sequence_number\":0,\"code\":\"server_error\",\"message\":\"broken\",\"param\":null",
          "");
    }

    @Override
    String usage(int tokens) {
      return "\"response\":{\"usage\":{\"input_tokens\":%d}}".formatted(tokens);
    }
  },
  MESSAGES("Messages") {
    @Override
    String path(boolean stream) {
      return "/v1/messages";
    }

    @Override
    String whole(String who, int tokens) {
      return """
      {"id":"m","type":"message","role":"assistant","content":[{"type":"text","text":"%s"}],"stop_reason":"end_turn","usage":{"input_tokens":%d,"output_tokens":1}}\
      """
          .formatted(who, tokens);
    }

    @Override
    List<String> events(String who) {
      return List.of(
          named("message_start", "\"message\":{\"id\":\"%s\"}", who),
          named(
              "content_block_delta",
              "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}",
              who),
          named(
              "message_delta",
              "\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"input_tokens\":7}",
              who),
          named("message_stop", "\"x\":0", who));
    }

    @Override
    List<String> ends() {
      return List.of("message_stop", "stop_reason");
    }

    @Override
    String tooLong() {
      return "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"prompt"
                 + " is too long: 210000 tokens > 200000 maximum\"}}";
    }

    @Override
    String filtered() {
      return "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Output"
                 + " blocked by content filtering policy\"}}";
    }

    @Override
    String overloaded() {
      return named(
          "error", "\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}", "");
    }

    @Override
    String usage(int tokens) {
      return "\"usage\":{\"input_tokens\":%d}".formatted(tokens);
    }
  },
  GEMINI("Gemini") {
    @Override
    String path(boolean stream) {
      return stream ? "/v1beta/models/m:streamGenerateContent" : "/v1beta/models/m:generateContent";
    }

    @Override
    String whole(String who, int tokens) {
      return """
      {"candidates":[{"content":{"role":"model","parts":[{"text":"%s"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":%d,"candidatesTokenCount":1,"totalTokenCount":%d}}\
      """
          .formatted(who, tokens, tokens + 1);
    }

    @Override
    List<String> events(String who) {
      return List.of(
          data("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"%s\"}]}}]}", who),
          data("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\" more\"}]}}]}", who),
          data(
              "{\"candidates\":[{\"content\":{\"parts\":[]},\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":7}}",
              who));
    }

    @Override
    List<String> ends() {
      return List.of("finishReason");
    }

    @Override
    String tooLong() {
      return "{\"error\":{\"code\":400,\"message\":\"The input token count (2000000) exceeds the"
          + " maximum number of tokens allowed"
          + " (1048576).\",\"status\":\"INVALID_ARGUMENT\"}}";
    }

    @Override
    String filtered() {
      return "{\"error\":{\"code\":400,\"message\":\"The prompt could not be submitted: it violates"
          + " Google's Responsible AI practices.\",\"status\":\"INVALID_ARGUMENT\"}}";
    }

    @Override
    String overloaded() {
      return data(
          "{\"error\":{\"code\":503,\"message\":\"overloaded\",\"status\":\"UNAVAILABLE\"}}", "");
    }

    @Override
    String usage(int tokens) {
      return "\"usageMetadata\":{\"promptTokenCount\":%d}".formatted(tokens);
    }
  };

  final String title;

  Talk(String title) {
    this.title = title;
  }

  abstract String path(boolean stream);

  /** A whole answer that says who gave it. */
  abstract String whole(String who, int tokens);

  /** The events of a stream; the first says who gave it. */
  abstract List<String> events(String who);

  /** What no stream may hold that was not whole. */
  abstract List<String> ends();

  /** A refusal for the length of the request. */
  abstract String tooLong();

  /** A refusal for the content of the request. */
  abstract String filtered();

  /** The event with which a stream says that the provider has too much to do. */
  abstract String overloaded();

  /** The same, with tokens that it used all the same. */
  String failedAfter(int tokens) {
    String end = "}\n\n";
    String event = overloaded();
    return event.substring(0, event.length() - end.length()) + "," + usage(tokens) + end;
  }

  /** The member with which an answer says what it used. */
  abstract String usage(int tokens);

  String request(boolean stream) {
    return this == GEMINI ? "{\"contents\":[]}" : "{\"model\":\"m\",\"stream\":" + stream + "}";
  }

  private static String data(String json, String who) {
    return "data: " + json.formatted(who) + "\n\n";
  }

  private static String named(String type, String members, String who) {
    return "event: " + type + "\n" + data("{\"type\":\"" + type + "\"," + members + "}", who);
  }
}
