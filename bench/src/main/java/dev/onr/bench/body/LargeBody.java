package dev.onr.bench.body;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One way in which a large body goes through the gateway. */
enum LargeBody {
  /** The name of the model is replaced, nothing else. */
  SPLICED("/v1/chat/completions", Text.CHAT, "large-spliced"),
  /** Steps add and remove members. */
  EDITED("/v1/chat/completions", Text.CHAT, "large-edited"),
  /** Messages in front of Chat Completions. */
  TRANSLATED("/v1/messages", Text.MESSAGES, "large-spliced"),
  /** An image that a model made; it is only read for usage. */
  ANSWER("/v1/images/generations", Text.WISH, "large-spliced"),
  /** The same where a step removes a member of the answer. */
  EDITED_ANSWER("/v1/images/generations", Text.WISH, "large-edited");

  private final String path;
  private final String text;

  LargeBody(String path, String text, String model) {
    this.path = path;
    this.text = text.replace("MODEL", model);
  }

  private static final class Text {
    static final String CHAT =
        """
        {"model":"MODEL","user":"bench","messages":[{"role":"user","content":[{"type":"image_url",\
        "image_url":{"url":"data:image/png;base64,@"}},{"type":"text","text":"What is this?"}]}]}\
        """;
    static final String MESSAGES =
        """
        {"model":"MODEL","max_tokens":100,"messages":[{"role":"user","content":[{"type":"image",\
        "source":{"type":"base64","media_type":"image/png","data":"@"}},\
        {"type":"text","text":"What is this?"}]}]}\
        """;
    static final String WISH = "{\"model\":\"MODEL\",\"prompt\":\"A lighthouse.\"}";
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The whole request with so many bytes of image where it carries one. */
  ByteBuffer request(int imageBytes) {
    return message(
        "POST " + path + " HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer bench\r\n",
        text,
        imageBytes);
  }

  /**
   * A whole message.
   *
   * @param head its first line and fields, without those that speak of the body
   * @param text its body, in which {@code @} stands for an image
   */
  static ByteBuffer message(String head, String text, int imageBytes) {
    int mark = text.indexOf('@');
    int image = mark < 0 ? 0 : imageBytes;
    int length = text.length() - (mark < 0 ? 0 : 1) + image;
    byte[] begin =
        (head
                + "Content-Type: application/json\r\nContent-Length: "
                + length
                + "\r\n\r\n"
                + (mark < 0 ? text : text.substring(0, mark)))
            .getBytes(StandardCharsets.US_ASCII);
    byte[] base64 = new byte[image];
    for (int i = 0; i < image; i++) {
      base64[i] = (byte) "ABCDwxyz0189+/".charAt(i % 14);
    }
    byte[] end = (mark < 0 ? "" : text.substring(mark + 1)).getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocateDirect(begin.length + base64.length + end.length)
        .put(begin)
        .put(base64)
        .put(end)
        .flip();
  }
}
