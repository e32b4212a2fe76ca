package dev.onr.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Playing times of files that the test puts together. */
class AudioDurationTest {
  @Test
  void a1OneSecondOfWavIsTwentyOneTokens() {
    byte[] file = wav(1, 1, 8000, 16, 16_000, 16_000);
    assertThat(AudioDuration.ofSeconds(file)).contains(new BigDecimal("1"));
    assertThat(AudioDuration.tokens(BigDecimal.ONE)).isEqualTo(21);
  }

  @ParameterizedTest
  @CsvSource({"1.5,32", "2.352,49", "60,1250", "0,0", "-1,0"})
  void a2TokensAreRoundedUp(BigDecimal seconds, long tokens) {
    assertThat(AudioDuration.tokens(seconds)).isEqualTo(tokens);
  }

  @Test
  void a3FramesOfMp3AreCounted() {
    assertThat(AudioDuration.ofSeconds(mp3(98))).contains(new BigDecimal("2.352"));
  }

  @Test
  void tagsAroundAnMp3DoNotCount() {
    byte[] tag = {'I', 'D', '3', 4, 0, 0, 0, 0, 1, 0};
    byte[] file = joined(tag, new byte[128], mp3(98), bytes("TAG and so on"));
    assertThat(AudioDuration.ofSeconds(file)).contains(new BigDecimal("2.352"));
  }

  @Test
  void q37FurtherChunksOfAWavDoNotCount() {
    byte[] file = joined(wav(1, 1, 8000, 16, 16_000, 16_000), bytes("LIST"), new byte[400]);
    assertThat(AudioDuration.ofSeconds(file)).contains(new BigDecimal("1"));
  }

  @ParameterizedTest
  @CsvSource({"0", "-1"})
  void aWavWrittenIntoAStreamHasNoSizes(int declared) {
    assertThat(AudioDuration.ofSeconds(wav(3, 2, 24_000, 32, declared, 96_000)))
        .contains(new BigDecimal("0.5"));
  }

  @Test
  void q37AacInAdtsFramesIsNoBrokenMp3() {
    byte[] frame = new byte[100];
    frame[0] = (byte) 0xff;
    frame[1] = (byte) 0xf1;
    frame[2] = 6 << 2;
    frame[4] = 100 >> 3;
    frame[5] = (byte) ((100 & 7) << 5);
    assertThat(AudioDuration.ofSeconds(joined(frame, frame, frame)))
        .contains(new BigDecimal("0.128"));
  }

  @Test
  void flacSaysHowLongItIs() {
    byte[] file = new byte[42];
    ByteBuffer.wrap(file).put(bytes("fLaC")).putLong(18, 44_100L << 44 | 66_150);
    assertThat(AudioDuration.ofSeconds(file)).contains(new BigDecimal("1.5"));
  }

  @Test
  void opusIsAsLongAsItsLastPageSays() {
    byte[] head = joined(bytes("OpusHead"), new byte[] {1, 1, 0x38, 1, 0, 0, 0, 0, 0, 0, 0});
    byte[] file = joined(page(0, head), page(48_312, new byte[50]), page(-1, new byte[9]));
    assertThat(AudioDuration.ofSeconds(file)).contains(new BigDecimal("1"));
  }

  @Test
  void whatCantBeReadHasNoDuration() {
    assertThat(AudioDuration.ofSeconds(new byte[0])).isEmpty();
    assertThat(AudioDuration.ofSeconds(bytes("RIFF"))).isEmpty();
    assertThat(AudioDuration.ofSeconds(wav(2, 1, 8000, 16, 16_000, 16_000))).isEmpty();
    assertThat(AudioDuration.ofSeconds(wav(1, 0, 8000, 16, 16_000, 16_000))).isEmpty();
    assertThat(AudioDuration.ofSeconds(wav(1, 1, 8000, 16, 0, 0))).isEmpty();
    assertThat(AudioDuration.ofSeconds(bytes("OggS but not really"))).isEmpty();
    assertThat(AudioDuration.ofSeconds(new byte[] {(byte) 0xff, (byte) 0xfb, 0, 0, 0, 0, 0, 0}))
        .isEmpty();
  }

  @Test
  void anUploadThatCantBeReadCountsAsOneSecond() {
    DerivedUsage derived =
        new DerivedUsage(
            JsonValue.parse("{\"input\":\"four\"}"),
            bytes("noise"),
            bytes("{\"text\":\"\"}"),
            String::length,
            String::length);
    assertThat(derived.figures(EnumSet.allOf(DerivedFigure.class)).text())
        .isEqualTo("{\"input_text_tokens\":4,\"request_audio_duration_seconds\":1}");
  }

  private static byte[] wav(
      int format, int channels, int rate, int bits, int declared, int payload) {
    ByteBuffer file = ByteBuffer.allocate(44 + payload).order(ByteOrder.LITTLE_ENDIAN);
    file.put(bytes("RIFF")).putInt(36 + payload).put(bytes("WAVEfmt ")).putInt(16);
    file.putShort((short) format).putShort((short) channels).putInt(rate);
    file.putInt(rate * channels * bits / 8).putShort((short) (channels * bits / 8));
    file.putShort((short) bits).put(bytes("data")).putInt(declared);
    return file.array();
  }

  /** Frames of MPEG-2 layer III, 24 kHz, 32 kbit/s. */
  private static byte[] mp3(int frames) {
    byte[] frame = new byte[96];
    frame[0] = (byte) 0xff;
    frame[1] = (byte) 0xf3;
    frame[2] = 0x44;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < frames; i++) {
      out.writeBytes(frame);
    }
    return out.toByteArray();
  }

  private static byte[] page(long position, byte[] packet) {
    ByteBuffer header = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
    header.put(bytes("OggS")).putLong(6, position).put(26, (byte) 1).put(27, (byte) packet.length);
    return joined(header.array(), packet);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
