package dev.onr.sse;

import dev.onr.ByteSink;
import java.nio.charset.StandardCharsets;

/** Writes server-sent events. */
public final class EventWriter {
  static final byte[] LF = {'\n'};
  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EVENT = "event: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] COMMENT = ": ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

  private final ByteSink out;

  /** Writes to {@code out}. */
  public EventWriter(ByteSink out) {
    this.out = out;
  }

  /**
   * An event with JSON data and a name.
   *
   * @param name one line
   */
  public void event(String name, byte[] json) {
    out.write(EVENT);
    out.write(oneLine(name));
    out.write(LF);
    data(json);
  }

  /**
   * An event with JSON data only. Line ends, which in JSON can only be white space between tokens,
   * are left out so that the data stays one line.
   */
  public void data(byte[] json) {
    out.write(DATA);
    int from = 0;
    for (int i = 0; i < json.length; i++) {
      if (json[i] == '\n' || json[i] == '\r') {
        out.write(json, from, i - from);
        from = i + 1;
      }
    }
    out.write(json, from, json.length - from);
    out.write(LF);
    out.write(LF);
  }

  /** A comment, which readers ignore: keeps a quiet connection alive. */
  public void comment(String text) {
    out.write(COMMENT);
    out.write(oneLine(text));
    out.write(LF);
    out.write(LF);
  }

  private static byte[] oneLine(String text) {
    return text.replace('\r', ' ').replace('\n', ' ').getBytes(StandardCharsets.UTF_8);
  }

  /** {@code data: [DONE]}. */
  public void done() {
    out.write(DONE);
  }
}
