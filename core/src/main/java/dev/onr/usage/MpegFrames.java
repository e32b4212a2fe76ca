package dev.onr.usage;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Files made of frames that each have a header: MP3 (ISO/IEC 11172-3 and 13818-3, layer III) and
 * AAC in ADTS frames (ISO/IEC 13818-7). Frames are counted; an unfinished one at the end is not.
 */
final class MpegFrames {
  private static final int TAG_HEADER = 10;
  private static final int MPEG_1 = 3;
  private static final int MPEG_2 = 2;
  private static final int LAYER_III = 1;
  private static final int[] KILOBITS_MPEG_1 = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };
  private static final int[] KILOBITS_MPEG_2 = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };
  private static final int[] MP3_RATES = {44_100, 48_000, 32_000};
  private static final int[] AAC_RATES = {
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350
  };
  private static final int AAC_SAMPLES = 1024;

  private MpegFrames() {}

  /** One frame, from its header. */
  private record Frame(int length, int samples, int rate) {}

  /** Whether a frame could begin here. */
  static boolean isSync(byte[] file, int at) {
    return at + 1 < file.length && (file[at] & 0xff) == 0xff && (file[at + 1] & 0xe0) == 0xe0;
  }

  static Optional<BigDecimal> seconds(byte[] file) {
    long samples = 0;
    int rate = 0;
    int at = behindTag(file);
    while (at < file.length) {
      Optional<Frame> frame = frame(file, at);
      if (frame.isEmpty() && rate == 0) {
        return Optional.empty();
      }
      boolean belongs = frame.isPresent() && (rate == 0 || frame.get().rate() == rate);
      if (!belongs) {
        // A tag behind the music, or damage: the next frame of the same kind goes on.
        at++;
        continue;
      }
      rate = frame.get().rate();
      at += frame.get().length();
      if (at <= file.length) {
        samples += frame.get().samples();
      }
    }
    return AudioDuration.seconds(samples, rate);
  }

  /** ID3v2 §3.1: the size has seven bits in each byte and leaves out header and footer. */
  private static int behindTag(byte[] file) {
    if (!AudioDuration.hasAt(file, 0, "ID3") || file.length < TAG_HEADER) {
      return 0;
    }
    int size = 0;
    for (int i = 6; i < TAG_HEADER; i++) {
      size = size << 7 | (file[i] & 0x7f);
    }
    boolean footer = (file[5] & 0x10) != 0;
    return TAG_HEADER + size + (footer ? TAG_HEADER : 0);
  }

  private static Optional<Frame> frame(byte[] file, int at) {
    if (at + 7 > file.length || !isSync(file, at)) {
      return Optional.empty();
    }
    int layer = file[at + 1] >> 1 & 3;
    return layer == 0 ? aac(file, at) : layer == LAYER_III ? mp3(file, at) : Optional.empty();
  }

  private static Optional<Frame> mp3(byte[] file, int at) {
    int version = file[at + 1] >> 3 & 3;
    int kilobits = file[at + 2] >> 4 & 15;
    int rateIndex = file[at + 2] >> 2 & 3;
    if (version == 1 || kilobits == 0 || kilobits == 15 || rateIndex == 3) {
      return Optional.empty();
    }
    boolean first = version == MPEG_1;
    int rate = MP3_RATES[rateIndex] / (first ? 1 : version == MPEG_2 ? 2 : 4);
    int bits = 1000 * (first ? KILOBITS_MPEG_1 : KILOBITS_MPEG_2)[kilobits];
    int samples = first ? 1152 : 576;
    int padding = file[at + 2] >> 1 & 1;
    return Optional.of(new Frame(samples / 8 * bits / rate + padding, samples, rate));
  }

  private static Optional<Frame> aac(byte[] file, int at) {
    int rateIndex = file[at + 2] >> 2 & 15;
    int length = (file[at + 3] & 3) << 11 | (file[at + 4] & 0xff) << 3 | (file[at + 5] & 0xff) >> 5;
    if ((file[at + 1] & 0xf0) != 0xf0 || rateIndex >= AAC_RATES.length || length < 7) {
      return Optional.empty();
    }
    int blocks = 1 + (file[at + 6] & 3);
    return Optional.of(new Frame(length, AAC_SAMPLES * blocks, AAC_RATES[rateIndex]));
  }
}
