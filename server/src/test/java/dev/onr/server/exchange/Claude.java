package dev.onr.server.exchange;

import dev.onr.bedrock.Frames;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** What a Claude on Bedrock says: the same once whole and once in events. */
final class Claude {
  static final String MESSAGE =
      "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude\","
          + "\"content\":[{\"type\":\"text\",\"text\":\"hello\"}],\"stop_reason\":\"end_turn\","
          + "\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":5}}";
  static final List<String> EVENTS =
      List.of(
          "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","
              + "\"role\":\"assistant\",\"model\":\"claude\",\"content\":[],\"stop_reason\":null,"
              + "\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}",
          "{\"type\":\"content_block_start\",\"index\":0,"
              + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
          "{\"type\":\"content_block_delta\",\"index\":0,"
              + "\"delta\":{\"type\":\"text_delta\",\"text\":\"hello\"}}",
          "{\"type\":\"content_block_stop\",\"index\":0}",
          "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\","
              + "\"stop_sequence\":null},\"usage\":{\"output_tokens\":5}}",
          "{\"type\":\"message_stop\"}");

  /** The first of the events, each in a frame. */
  static byte[] frames(int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    EVENTS.stream().limit(count).map(Frames::chunk).forEach(all::writeBytes);
    return all.toByteArray();
  }

  /** The first of the events, as server-sent events. */
  static String events(int count) {
    StringBuilder text = new StringBuilder();
    for (String event : Claude.EVENTS.subList(0, count)) {
      String type = event.replaceFirst("^\\{\"type\":\"(\\w+)\".*", "$1");
      text.append("event: ").append(type).append("\ndata: ").append(event).append("\n\n");
    }
    return text.toString();
  }

  private Claude() {}
}
