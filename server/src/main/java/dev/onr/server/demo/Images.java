package dev.onr.server.demo;

import static dev.onr.server.demo.Json.field;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI Images: small PNGs of one colour that depends on the prompt. */
final class Images {
  private static final int SIDE = 16;

  private final Author author;

  Images(Author author) {
    this.author = author;
  }

  Answer generate(ObjectNode request) {
    if (!request.path("prompt").isString()) {
      throw Refusal.missing("prompt");
    }
    return answer(
        request.path("prompt").stringValue(),
        request.path("n").intValue(1),
        request.path("response_format").stringValue("b64_json"),
        request.path("stream").booleanValue(false) ? "image_generation" : "",
        0);
  }

  Answer edit(Multipart form) {
    form.file("image");
    if (!form.fields().containsKey("prompt")) {
      throw Refusal.missing("prompt");
    }
    return answer(
        form.field("prompt", ""),
        Integer.parseInt(form.field("n", "1")),
        form.field("response_format", "b64_json"),
        form.field("stream", "false").equals("true") ? "image_edit" : "",
        form.files().size());
  }

  private Answer answer(String prompt, int count, String format, String stream, int images) {
    if (count < 1 || count > 10) {
      throw new Refusal(400, "'n' must be between 1 and 10.", "n");
    }
    String picture = Base64.getEncoder().encodeToString(png(prompt.hashCode() & 0xffffff));
    ObjectNode usage = usage(Prompt.words(prompt), images, count);
    if (!stream.isEmpty()) {
      String type = stream + ".completed";
      ObjectNode data =
          Json.object(
              field("type", type),
              field("b64_json", picture),
              field("background", "opaque"),
              field("created_at", author.now()),
              field("output_format", "png"),
              field("quality", "low"),
              field("size", "1024x1024"),
              field("usage", usage));
      ObjectNode error = Vendor.OPENAI.error(500, Delivery.SIMULATED_ERROR, null);
      return new Answer.Events(
          "text/event-stream; charset=utf-8",
          List.of(Voice.event(type, data)),
          Voice.event("error", error));
    }
    ObjectNode item =
        format.equals("url")
            ? Json.object(field("url", "data:image/png;base64," + picture))
            : Json.object(field("b64_json", picture));
    return Answer.json(
        Json.object(
            field("created", author.now()),
            field("background", "opaque"),
            field("data", Collections.nCopies(count, item)),
            field("output_format", "png"),
            field("quality", "low"),
            field("usage", usage)));
  }

  /** Pictures are said to cost 64 tokens on the way in and 272 on the way out. */
  private static ObjectNode usage(int words, int images, int count) {
    int input = words + 64 * images;
    return Json.object(
        field("input_tokens", input),
        field(
            "input_tokens_details",
            Json.object(field("text_tokens", words), field("image_tokens", 64 * images))),
        field("output_tokens", 272 * count),
        field(
            "output_tokens_details",
            Json.object(field("text_tokens", 0), field("image_tokens", 272 * count))),
        field("total_tokens", input + 272 * count));
  }

  /** A PNG (ISO/IEC 15948) of 16 by 16 equal pixels. */
  private static byte[] png(int rgb) {
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(SIDE)
            .putInt(SIDE)
            .put(new byte[] {8, 2, 0, 0, 0}) // 8 bits for each of red, green and blue
            .array();
    ByteBuffer rows = ByteBuffer.allocate(SIDE * (1 + 3 * SIDE));
    for (int row = 0; row < SIDE; row++) {
      rows.put((byte) 0); // no filter
      for (int column = 0; column < SIDE; column++) {
        rows.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
      }
    }
    var deflater = new Deflater();
    deflater.setInput(rows.array());
    deflater.finish();
    var packed = new byte[1024];
    int length = deflater.deflate(packed);
    deflater.end();
    var png = new ByteArrayOutputStream();
    png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    chunk(png, "IHDR", header);
    chunk(png, "IDAT", Arrays.copyOf(packed, length));
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    var checksum = new CRC32();
    checksum.update(name);
    checksum.update(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    png.writeBytes(name);
    png.writeBytes(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
  }
}
