package dev.onr.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a hostile upstream sends is events or one told error, however it is cut up. */
class FrameFuzz {
  @FuzzTest(maxDuration = "13s")
  void anyBytesAreTheSameInOnePieceAndInMany(byte[] bytes) {
    compare(bytes);
    compare(withChecksums(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00000010000000000000000000000000",
        "0000001000000000FFFFFFFF",
        "00000014000000040000000001610400",
        "000000200000001000000000013A070001610000",
        "FFFFFFFF0000000000000000",
      })
  void seeds(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    compare(bytes);
    compare(withChecksums(bytes));
  }

  private static void compare(byte[] bytes) {
    assertThat(Frames.read(bytes, 1)).isEqualTo(Frames.read(bytes, Math.max(1, bytes.length)));
  }

  /** A fuzzer does not guess checksums, so what is behind them needs help to be reached. */
  private static byte[] withChecksums(byte[] bytes) {
    if (bytes.length < 16) {
      return bytes;
    }
    ByteBuffer frame = ByteBuffer.wrap(bytes.clone());
    frame.putInt(0, bytes.length);
    frame.putInt(4, frame.getInt(4) & 0x3f);
    frame.putInt(8, crc(frame.array(), 8));
    frame.putInt(bytes.length - 4, crc(frame.array(), bytes.length - 4));
    return frame.array();
  }

  private static int crc(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
