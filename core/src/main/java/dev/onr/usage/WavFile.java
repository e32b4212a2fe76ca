package dev.onr.usage;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

/**
 * A RIFF WAVE file (Microsoft, Multimedia Programming Interface 1.0). Encoders that write into a
 * stream leave the sizes zero or at their maximum, so a size counts only as far as there are bytes.
 */
final class WavFile {
  private static final int SMALLEST = 44;
  private static final int CHUNK_HEADER = 8;

  /** PCM, floats, A-law, mu-law, and the extensible form of these. */
  private static final Set<Integer> FORMATS = Set.of(1, 3, 6, 7, 0xfffe);

  private WavFile() {}

  static Optional<BigDecimal> seconds(byte[] file) {
    if (file.length < SMALLEST) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long rate = 0;
    int frame = 0;
    long at = 12;
    while (at + CHUNK_HEADER <= file.length) {
      int chunk = (int) at;
      long size = Integer.toUnsignedLong(bytes.getInt(chunk + 4));
      long rest = (long) file.length - chunk - CHUNK_HEADER;
      int content = chunk + CHUNK_HEADER;
      if (AudioDuration.hasAt(file, chunk, "fmt ")) {
        if (rest < 16 || !FORMATS.contains(Short.toUnsignedInt(bytes.getShort(content)))) {
          return Optional.empty();
        }
        int channels = Short.toUnsignedInt(bytes.getShort(content + 2));
        rate = Integer.toUnsignedLong(bytes.getInt(content + 4));
        frame = channels * (Short.toUnsignedInt(bytes.getShort(content + 14)) / 8);
      } else if (AudioDuration.hasAt(file, chunk, "data")) {
        long payload = size == 0 ? rest : Math.min(size, rest);
        return frame == 0 ? Optional.empty() : AudioDuration.seconds(payload / frame, rate);
      }
      // Chunks begin at even offsets.
      at = content + size + (size & 1);
    }
    return Optional.empty();
  }
}
