package dev.onr.bedrock;

import dev.onr.ByteSink;
import dev.onr.dialect.InvalidAnswer;
import dev.onr.json.JsonSyntaxException;
import dev.onr.json.JsonValue;
import dev.onr.sse.EventWriter;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns the answer of Bedrock's InvokeModelWithResponseStream into server-sent events (Amazon
 * Bedrock API Reference, "ResponseStream"). Each chunk carries one event of the model's own
 * dialect. Where that names its type, as Anthropic's events do, the name goes before the data,
 * since that is how clients tell such events apart. Not thread-safe.
 */
public final class BedrockStream {
  private final FrameReader reader = new FrameReader();

  /**
   * Takes a chunk of any size; writes the events that it completes, also those before trouble.
   *
   * @throws InvalidAnswer when Bedrock tells of an error, or a frame makes no sense
   */
  public void feed(byte[] chunk, int offset, int length, ByteSink out) {
    EventWriter events = new EventWriter(out);
    try {
      reader.feed(chunk, offset, length, frame -> read(frame, events));
    } catch (InvalidFrame e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  /** As {@link #feed(byte[], int, int, ByteSink)}, for a whole array. */
  public void feed(byte[] chunk, ByteSink out) {
    feed(chunk, 0, chunk.length, out);
  }

  /**
   * Ends the stream; writes its end.
   *
   * @throws InvalidAnswer when the upstream broke off inside a frame
   */
  public void finish(ByteSink out) {
    if (!reader.isBetweenFrames()) {
      throw new InvalidAnswer(InvalidAnswer.CUT, "the upstream broke off in the middle of a frame");
    }
    new EventWriter(out).done();
  }

  private static void read(Frame frame, EventWriter out) {
    switch (frame.header(":message-type")) {
      case "event" -> event(frame, out);
      case "exception" -> throw new InvalidAnswer(BedrockError.ofException(frame));
      case "error" -> throw new InvalidAnswer(BedrockError.ofError(frame));
      case "" -> throw invalid("a frame has no :message-type");
      case String other -> throw invalid("a frame has the unknown :message-type " + other);
    }
  }

  private static void event(Frame frame, EventWriter out) {
    String type = frame.header(":event-type");
    if (!type.toLowerCase(Locale.ROOT).equals("chunk")) {
      throw invalid("a frame has the unknown :event-type " + type);
    }
    byte[] event = chunk(frame.payload());
    String name = name(event);
    if (name.isEmpty()) {
      out.data(event);
    } else {
      out.event(name, event);
    }
  }

  private static byte[] chunk(byte[] payload) {
    JsonValue object = object(payload);
    if (object == null) {
      throw invalid("the payload of a chunk is no JSON object");
    }
    JsonValue bytes = object.member("bytes");
    try {
      return bytes == null ? new byte[0] : Base64.getDecoder().decode(bytes.string());
    } catch (IllegalArgumentException e) {
      throw invalid("the bytes of a chunk are no base64");
    }
  }

  private static String name(byte[] event) {
    JsonValue object = object(event);
    JsonValue type = object == null ? null : object.member("type");
    return type == null ? "" : type.string();
  }

  /** The JSON object that these bytes are, or null where they are none. */
  static @Nullable JsonValue object(byte[] json) {
    try {
      JsonValue value = JsonValue.parse(json);
      return value.isObject() ? value : null;
    } catch (JsonSyntaxException e) {
      return null;
    }
  }

  private static InvalidAnswer invalid(String trouble) {
    return new InvalidAnswer("the upstream's stream can't be read: " + trouble);
  }
}
