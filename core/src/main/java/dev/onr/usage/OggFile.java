package dev.onr.usage;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Opus (RFC 7845) or Vorbis in an Ogg file (RFC 3533): the last page says up to which sample the
 * file goes.
 */
final class OggFile {
  private static final int PAGE_HEADER = 27;
  private static final int OPUS_RATE = 48_000;

  private OggFile() {}

  static Optional<BigDecimal> seconds(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long last = -1;
    int at = 0;
    while (at + PAGE_HEADER <= file.length && AudioDuration.hasAt(file, at, "OggS")) {
      long position = bytes.getLong(at + 6);
      // A page on which no packet ends has the position -1.
      last = position >= 0 ? position : last;
      int segments = Byte.toUnsignedInt(file[at + 26]);
      int next = at + PAGE_HEADER + segments;
      for (int i = at + PAGE_HEADER; i < at + PAGE_HEADER + segments && i < file.length; i++) {
        next += Byte.toUnsignedInt(file[i]);
      }
      at = next;
    }
    int packet = file.length < PAGE_HEADER ? 0 : PAGE_HEADER + Byte.toUnsignedInt(file[26]);
    if (AudioDuration.hasAt(file, packet, "OpusHead") && packet + 12 <= file.length) {
      int skipped = Short.toUnsignedInt(bytes.getShort(packet + 10));
      return AudioDuration.seconds(last - skipped, OPUS_RATE);
    }
    if (AudioDuration.hasAt(file, packet, "\u0001vorbis") && packet + 16 <= file.length) {
      return AudioDuration.seconds(last, Integer.toUnsignedLong(bytes.getInt(packet + 12)));
    }
    return Optional.empty();
  }
}
