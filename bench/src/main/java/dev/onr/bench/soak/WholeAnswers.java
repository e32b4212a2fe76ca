package dev.onr.bench.soak;

import dev.onr.dialect.Tongue;

/** One whole answer in each dialect, as its vendor writes it. */
final class WholeAnswers {
  private static final String TEXT = "The lighthouse keeper counts the ships. ".repeat(15);

  private WholeAnswers() {}

  static String of(Tongue tongue) {
    return switch (tongue) {
      case CHAT ->
          """
          {"id":"chatcmpl-soak","object":"chat.completion","created":1700000000,"model":"gpt-5","choices":[{"index":0,"message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],"usage":{"prompt_tokens":25,"completion_tokens":50,"total_tokens":75}}
          """
              .formatted(TEXT);
      case RESPONSES ->
          """
          {"id":"resp_soak","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"gpt-5","output":[{"id":"msg_soak","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","annotations":[],"text":"%s"}]}],"usage":{"input_tokens":25,"output_tokens":50,"total_tokens":75}}
          """
              .formatted(TEXT);
      case MESSAGES ->
          """
          {"id":"msg_soak","type":"message","role":"assistant","model":"claude","content":[{"type":"text","text":"%s"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":25,"output_tokens":50}}
          """
              .formatted(TEXT);
      case GEMINI ->
          """
          {"candidates":[{"content":{"parts":[{"text":"%s"}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":25,"candidatesTokenCount":50,"totalTokenCount":75},"modelVersion":"gemini","responseId":"soak"}
          """
              .formatted(TEXT);
    };
  }
}
