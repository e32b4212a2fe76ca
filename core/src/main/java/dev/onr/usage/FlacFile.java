package dev.onr.usage;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A FLAC file (RFC 9639): its first block says how many samples there are, and at which rate. */
final class FlacFile {
  /** Behind the mark, the block's header and its four sizes: 20 bits rate … 36 bits samples. */
  private static final int RATE_AND_SAMPLES = 18;

  private static final long SAMPLES = (1L << 36) - 1;

  private FlacFile() {}

  static Optional<BigDecimal> seconds(byte[] file) {
    if (file.length < RATE_AND_SAMPLES + Long.BYTES || (file[4] & 0x7f) != 0) {
      return Optional.empty();
    }
    long bits = ByteBuffer.wrap(file).getLong(RATE_AND_SAMPLES);
    return AudioDuration.seconds(bits & SAMPLES, bits >>> 44);
  }
}
