package dev.onr.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The playing time of an audio file, worked out from its headers: WAV, MP3, AAC in ADTS frames,
 * FLAC, Opus and Vorbis in Ogg. Nothing is decoded.
 */
public final class AudioDuration {
  /** Audio tokens per minute, by which OpenAI prices speech. */
  private static final BigDecimal TOKENS_PER_MINUTE = BigDecimal.valueOf(1250);

  private static final BigDecimal SECONDS_PER_MINUTE = BigDecimal.valueOf(60);
  private static final int DECIMALS = 12;

  private AudioDuration() {}

  /** Seconds; empty where the format is not known or the file is broken. */
  public static Optional<BigDecimal> ofSeconds(byte[] file) {
    if (file.length < 4) {
      return Optional.empty();
    }
    if (hasAt(file, 0, "RIFF") && hasAt(file, 8, "WAVE")) {
      return WavFile.seconds(file);
    }
    if (hasAt(file, 0, "fLaC")) {
      return FlacFile.seconds(file);
    }
    if (hasAt(file, 0, "OggS")) {
      return OggFile.seconds(file);
    }
    if (hasAt(file, 0, "ID3") || MpegFrames.isSync(file, 0)) {
      return MpegFrames.seconds(file);
    }
    return Optional.empty();
  }

  /** What audio of this length is in tokens, rounded up; zero for none. */
  public static long tokens(BigDecimal seconds) {
    if (seconds.signum() <= 0) {
      return 0;
    }
    return seconds
        .multiply(TOKENS_PER_MINUTE)
        .divide(SECONDS_PER_MINUTE, 0, RoundingMode.CEILING)
        .longValue();
  }

  static Optional<BigDecimal> seconds(long samples, long rate) {
    if (samples <= 0 || rate <= 0) {
      return Optional.empty();
    }
    BigDecimal seconds =
        BigDecimal.valueOf(samples)
            .divide(BigDecimal.valueOf(rate), DECIMALS, RoundingMode.HALF_UP);
    return Optional.of(Quantities.plain(seconds));
  }

  static boolean hasAt(byte[] file, int at, String mark) {
    byte[] bytes = mark.getBytes(StandardCharsets.ISO_8859_1);
    return at >= 0
        && at + bytes.length <= file.length
        && Arrays.equals(file, at, at + bytes.length, bytes, 0, bytes.length);
  }
}
