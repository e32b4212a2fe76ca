package dev.onr.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** Frames that are sound, and all that they can be instead. */
class FrameReaderTest {
  private static final byte[] STREAM = join(Frames.chunk("{\"n\":1}"), Frames.chunk("{\"n\":2}"));

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Test
  void valuesOfAllTypesMayStandInHeaders() {
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    headers.put("yes", HeaderValue.fromBoolean(true));
    headers.put("no", HeaderValue.fromBoolean(false));
    headers.put("int", HeaderValue.fromInteger(3));
    headers.put("long", HeaderValue.fromLong(4));
    headers.put("bytes", HeaderValue.fromByteArray(new byte[] {5, 6}));
    headers.put("time", HeaderValue.fromTimestamp(Instant.EPOCH));
    headers.put("uuid", HeaderValue.fromUuid(new UUID(7, 8)));
    headers.put("text", HeaderValue.fromString("grüße"));

    List<Frame> frames = new ArrayList<>();
    byte[] bytes = Frames.bytes(new Message(headers, new byte[] {9}));
    new FrameReader().feed(bytes, 0, bytes.length, frames::add);

    assertThat(frames).hasSize(1);
    assertThat(frames.getFirst().headers()).containsExactly(Map.entry("text", "grüße"));
    assertThat(frames.getFirst().payload()).containsExactly(9);
  }

  /** AWS's library writes such headers without their value, so they are written by hand. */
  @ParameterizedTest
  @ValueSource(strings = {"01610201", "0161030002"})
  void smallNumbersMayStandInHeaders(String headers) {
    assertThat(Frames.read(withHeaders(headers), 1)).endsWith("a frame has no :message-type");
  }

  @Test
  void anyBitThatFlipsIsNoticed() {
    String whole = Frames.read(STREAM, STREAM.length);
    for (int bit = 0; bit < 8 * STREAM.length; bit++) {
      byte[] broken = STREAM.clone();
      broken[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(Frames.read(broken, broken.length))
          .contains("! 502 upstream_invalid_response")
          .isNotEqualTo(whole);
    }
  }

  @Test
  void aStreamEndsOnlyBetweenFrames() {
    int boundary = Frames.chunk("{\"n\":1}").length;
    for (int length = 0; length < STREAM.length; length++) {
      String end = length % boundary == 0 ? "data: [DONE]\n\n" : "! 502 upstream_cut ";
      assertThat(Frames.read(Arrays.copyOf(STREAM, length), 5))
          .as("Q29: %d bytes", length)
          .startsWith(length < boundary ? end : "data: {\"n\":1}\n\n" + end);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "15,          0,      a frame of 15 bytes can't have 0 of headers",
    "16,          1,      a frame of 16 bytes can't have 1 of headers",
    "100,         -1,     a frame of 100 bytes can't have 4294967295 of headers",
    "200000,      131073, a frame has more than 131072 bytes of headers",
    "16777233,    0,      a frame has a payload of more than 16777216 bytes",
    "-1,          0,      a frame has a payload of more than 16777216 bytes",
  })
  void lengthsOutOfBoundsAreRefusedBeforeAnythingIsKept(int whole, int headers, String trouble) {
    byte[] prelude = prelude(whole, headers);

    assertThat(Frames.read(prelude, 1)).endsWith(trouble);
  }

  private static byte[] prelude(int whole, int headers) {
    ByteBuffer prelude = ByteBuffer.allocate(12).putInt(whole).putInt(headers);
    return prelude.putInt(crc(prelude.array(), 8)).array();
  }

  private static int crc(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  @ParameterizedTest
  @CsvSource({
    "0261,         a header reaches beyond the headers",
    "0161,         a header has no value",
    "01610A,       a header has a value of the unknown type 10",
    "016107,       a header has no value",
    "0161070005,   a header reaches beyond the headers",
    "01610400,     a header reaches beyond the headers",
    "0161060002AA, a header reaches beyond the headers",
  })
  void headersMustFillTheirPlace(String headers, String trouble) {
    assertThat(Frames.read(withHeaders(headers), 3)).endsWith(trouble);
  }

  private static byte[] withHeaders(String hex) {
    byte[] headers = HexFormat.of().parseHex(hex);
    ByteBuffer frame = ByteBuffer.allocate(16 + headers.length);
    frame.put(prelude(frame.capacity(), headers.length)).put(headers);
    return frame.putInt(crc(frame.array(), frame.position())).array();
  }

  @Test
  void theLargestFrameIsTaken() {
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    for (int i = 0; i < 4; i++) {
      headers.put("h" + i, HeaderValue.fromByteArray(new byte[30_000]));
    }
    byte[] bytes = Frames.bytes(new Message(headers, new byte[FrameReader.LARGEST_PAYLOAD]));
    List<Integer> sizes = new ArrayList<>();
    FrameReader reader = new FrameReader();
    for (int at = 0; at < bytes.length; at += 65_536) {
      reader.feed(
          bytes, at, Math.min(65_536, bytes.length - at), each -> sizes.add(each.payload().length));
    }
    assertThat(sizes).containsExactly(FrameReader.LARGEST_PAYLOAD);
    assertThat(reader.isBetweenFrames()).isTrue();
  }

  @Test
  void anAnswerThatIsNoStreamOfFramesSaysSo() {
    byte[] page = "<html>down for maintenance</html>".getBytes(StandardCharsets.UTF_8);

    assertThat(Frames.read(page, page.length))
        .isEqualTo(
            "! 502 upstream_invalid_response the upstream's stream can't be read: the checksum of"
                + " the prelude is wrong");
  }

  @Test
  void aReaderDoesNotGoOnBehindABrokenFrame() {
    FrameReader reader = new FrameReader();
    byte[] broken = STREAM.clone();
    broken[0]++;
    assertThatThrownBy(() -> reader.feed(broken, 0, broken.length, frame -> {}))
        .isInstanceOf(InvalidFrame.class);
    assertThatThrownBy(() -> reader.feed(STREAM, 0, STREAM.length, frame -> {}))
        .isInstanceOf(InvalidFrame.class);
  }
}
