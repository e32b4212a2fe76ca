package dev.onr.bench;

import dev.onr.dialect.Tongue;

/**
 * A streamed answer in the form in which a vendor sends it.
 *
 * @param beginning what comes before the first word
 * @param event one text event, to be repeated
 * @param end what comes after the last word
 */
public record VendorStream(String beginning, String event, String end) {
  private static final VendorStream CHAT =
      new VendorStream(
          chunk("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null"),
          chunk("{\"content\":\" a light second or so\"}", "null"),
          chunk("{}", "\"stop\"") + "data: [DONE]\n\n");

  private static final VendorStream MESSAGES =
      new VendorStream(
          """
          event: message_start
          data: {"type":"message_start","message":{"id":"msg_01XFDUDYJgAACzvnptvVoYEL","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":25,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":1,"service_tier":"standard"}}}

          event: content_block_start
          data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

          """,
          """
          event: content_block_delta
          data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" a light second or so"}}

          """,
          """
          event: content_block_stop
          data: {"type":"content_block_stop","index":0}

          event: message_delta
          data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":2500}}

          event: message_stop
          data: {"type":"message_stop"}

          """);

  private static final VendorStream RESPONSES =
      new VendorStream(
          """
          event: response.created
          data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_68af4030baa48193b0b43b4c2a176a1a","object":"response","created_at":1700000000,"status":"in_progress","error":null,"incomplete_details":null,"instructions":null,"max_output_tokens":null,"model":"gpt-5-2025-08-07","output":[],"parallel_tool_calls":true,"tool_choice":"auto","tools":[],"usage":null,"metadata":{}}}

          event: response.output_item.added
          data: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_68af4033a2888193","type":"message","status":"in_progress","content":[],"role":"assistant"}}

          event: response.content_part.added
          data: {"type":"response.content_part.added","sequence_number":2,"item_id":"msg_68af4033a2888193","output_index":0,"content_index":0,"part":{"type":"output_text","annotations":[],"logprobs":[],"text":""}}

          """,
          """
          event: response.output_text.delta
          data: {"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_68af4033a2888193","output_index":0,"content_index":0,"delta":" a light second or so","logprobs":[],"obfuscation":"8aYGsKbVpQ"}

          """,
          """
          event: response.output_text.done
          data: {"type":"response.output_text.done","sequence_number":504,"item_id":"msg_68af4033a2888193","output_index":0,"content_index":0,"text":"","logprobs":[]}

          event: response.output_item.done
          data: {"type":"response.output_item.done","sequence_number":505,"output_index":0,"item":{"id":"msg_68af4033a2888193","type":"message","status":"completed","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":""}],"role":"assistant"}}

          event: response.completed
          data: {"type":"response.completed","sequence_number":506,"response":{"id":"resp_68af4030baa48193b0b43b4c2a176a1a","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"gpt-5-2025-08-07","output":[],"parallel_tool_calls":true,"tool_choice":"auto","tools":[],"usage":{"input_tokens":25,"input_tokens_details":{"cached_tokens":0},"output_tokens":2500,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":2525},"metadata":{}}}

          """);

  private static final VendorStream GEMINI =
      new VendorStream(
          "",
          candidate("").formatted(" a light second or so"),
          candidate(",\"finishReason\":\"STOP\"").formatted("."));

  /** The stream of a dialect's vendor. */
  public static VendorStream of(Tongue tongue) {
    return switch (tongue) {
      case CHAT -> CHAT;
      case MESSAGES -> MESSAGES;
      case RESPONSES -> RESPONSES;
      case GEMINI -> GEMINI;
    };
  }

  private static String chunk(String delta, String finish) {
    return """
    data: {"id":"chatcmpl-CDXzm2fcYJnfGfSsxQWjbtSz1gVmy","object":"chat.completion.chunk","created":1700000000,"model":"gpt-5-2025-08-07","service_tier":"default","system_fingerprint":null,"choices":[{"index":0,"delta":%s,"finish_reason":%s}],"usage":null,"obfuscation":"8aYGsKbVpQ"}

    """
        .formatted(delta, finish);
  }

  private static String candidate(String finish) {
    return """
    data: {"candidates": [{"content": {"parts": [{"text": "%s"}],"role": "model"}FINISH,"index": 0}],"usageMetadata": {"promptTokenCount": 25,"candidatesTokenCount": 12,"totalTokenCount": 37,"promptTokensDetails": [{"modality": "TEXT","tokenCount": 25}]},"modelVersion": "gemini-2.5-flash","responseId": "qB2xaJ-2DrSHkdUP9vKp0A4"}

    """
        .replace("FINISH", finish);
  }
}
