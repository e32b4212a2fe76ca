package dev.onr.bedrock;

import dev.onr.ByteCollector;
import dev.onr.dialect.InvalidAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** Frames as AWS's own library writes them, and what becomes of them. */
public final class Frames {
  private Frames() {}

  /** A frame whose headers are strings. */
  public static byte[] frame(Map<String, String> headers, byte[] payload) {
    Map<String, HeaderValue> values = new LinkedHashMap<>();
    headers.forEach((name, value) -> values.put(name, HeaderValue.fromString(value)));
    return bytes(new Message(values, payload));
  }

  static byte[] bytes(Message message) {
    byte[] bytes = new byte[message.toByteBuffer().remaining()];
    message.toByteBuffer().get(bytes);
    return bytes;
  }

  /** A chunk with an event of the model. */
  public static byte[] chunk(String event) {
    return frame(
        Map.of(
            ":message-type", "event",
            ":event-type", "chunk",
            ":content-type", "application/json"),
        payload(event));
  }

  /** An exception with a message. */
  public static byte[] exception(String type, String message) {
    return frame(
        Map.of(":message-type", "exception", ":exception-type", type),
        "{\"message\":\"%s\"}".formatted(message).getBytes(StandardCharsets.UTF_8));
  }

  /** Bedrock pads what it sends, so that lengths do not tell the words. */
  static byte[] payload(String event) {
    byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
    return "{\"bytes\":\"%s\",\"p\":\"abcdef\"}"
        .formatted(Base64.getEncoder().encodeToString(bytes))
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What becomes of a stream that comes in pieces.
   *
   * @return the events, and behind them the error that ended them
   */
  static String read(byte[] stream, int size) {
    BedrockStream frames = new BedrockStream();
    ByteCollector out = new ByteCollector(64);
    String end = "";
    try {
      for (int at = 0; at < stream.length; at += size) {
        frames.feed(stream, at, Math.min(size, stream.length - at), out);
      }
      frames.finish(out);
    } catch (InvalidAnswer e) {
      int status = e.upstreamError().map(error -> error.status()).orElse(502);
      end = "! %d %s %s".formatted(status, e.code(), e.getMessage());
    }
    return new String(out.toByteArray(), StandardCharsets.UTF_8) + end;
  }
}
